// What is known at the cursor: the event, the state behind its step, the ledger.
'use strict';

const kLinksShown = 40;
const side = {element: document.getElementById('side'), replay: new Replay()};

side.draw = function(cursor) {
  if (cursor < 0) {
    this.element.innerHTML = '';
    return;
  }
  const step = stateStep[cursor];
  const changes = this.replay.to(step);
  this.element.innerHTML = this.eventHtml(cursor) + this.faultsHtml(ev.at[cursor]) +
      this.stateHtml(cursor, changes) + this.ledgerHtml(changes);
};

side.eventHtml = function(i) {
  const kind = kindOf(i);
  const facts = [['when', `${seconds(ev.at[i])} s`]];
  if (ev.lane[i] > 0) {
    const lane = story.lanes[ev.lane[i]];
    facts.push(['who', `${lane.name} (${lane.about})`]);
  }
  if (ev.link[i] > 0) facts.push(['link', `${ev.link[i]}`]);
  if (ev.step[i] >= 0) facts.push(['step', `${ev.step[i] + 1} of ${story.steps}`]);
  if (ev.action[i] > 0) facts.push(['action', `${ev.action[i]} of the scenario`]);
  let list = facts.map(([name, text]) => `<dt>${name}<dd>${escapeHtml(text)}`).join('');
  if (ev.cause[i] >= 0) {
    const cause = ev.cause[i];
    list += `<dt>because<dd><a data-go="${cause}">${escapeHtml(`${kLabels[kindOf(cause)] || ''} ${textOf(cause)}`.trim())}</a>`;
    const after = ev.at[i] - ev.at[cause];
    if (after > 0) list += ` <span class="dim">${span(after)} before</span>`;
  }
  return `<section><h2>Event <span class="k-${kind}" style="color:var(--kind)">${kLabels[kind] || kind}</span></h2>` +
      `<div class="said">${escapeHtml(textOf(i)) || '&nbsp;'}</div><dl>${list}</dl></section>`;
};

side.faultsHtml = function(at) {
  const active = story.faults.filter((fault) => fault.from <= at && at < fault.until);
  if (active.length === 0) return '';
  const tags = active.map((fault) => {
    const whom = fault.lane > 0 ? story.lanes[fault.lane].name : 'everybody';
    return `<span class="tag">${escapeHtml(`${fault.name}: ${whom}`)}${fault.effective ? '' : ' (without effect)'}</span>`;
  });
  return `<section><h2>Faults now</h2>${tags.join('')}</section>`;
};

function fieldsOf(text) {
  return Object.fromEntries(text.split(' ').map((word) => {
    const at = word.indexOf('=');
    return at < 0 ? ['stage', word] : [word.slice(0, at), word.slice(at + 1)];
  }));
}

side.stateHtml = function(cursor, changes) {
  const links = [];
  const channels = [];
  let counters = '';
  for (const [key, text] of this.replay.census) {
    if (key === 'counters') counters = text;
    else (key.startsWith('link ') ? links : channels).push([key, text]);
  }
  const number = ([key]) => Number(key.slice(5));
  const about = `link ${ev.link[cursor]}`;
  const rank = ([key]) => (key === about ? 0 : changes.touched.has(key) ? 1 : 2);
  links.sort((a, b) => (links.length > kLinksShown ? rank(a) - rank(b) : 0) || number(a) - number(b));
  channels.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const left = links.length - kLinksShown;
  return '<section><h2>State behind this step</h2>' +
      this.linksHtml(links.slice(0, kLinksShown), changes) +
      (left > 0 ? `<p class="dim">and ${left} more links</p>` : '') +
      this.channelsHtml(channels.slice(0, kLinksShown), changes) +
      (changes.gone.length > 0 ? `<p>gone: <del>${escapeHtml(changes.gone.slice(0, kLinksShown).join(', '))}</del></p>` : '') +
      `<p class="counters">${escapeHtml(counters)}</p></section>`;
};

// Shown where they are set. Another server's links have no stage, and whatever they like.
function extrasOf(fields) {
  if (fields.stage !== undefined) return ['auth', 'account', 'cap', 'ircx', 'failures'];
  return Object.keys(fields).filter((name) => !['nick', 'probes', 'queued'].includes(name));
}

side.linksHtml = function(links, changes) {
  if (links.length === 0) return '<p class="dim">nobody is connected</p>';
  const rows = links.map(([key, text]) => {
    const it = fieldsOf(text);
    const extras = extrasOf(it).filter((name) =>
        it[name] !== undefined && it[name] !== '0' && it[name] !== '*' && it[name] !== 'none');
    const before = changes.touched.has(key) ? `\nbefore: ${changes.before.get(key) || 'not there'}` : '';
    const title = escapeHtml(`${key} ${text}${before}`);
    return `<tr class="${changes.touched.has(key) ? 'new' : ''}" title="${title}"><td class="n">${key.slice(5)}<td>${escapeHtml(it.stage || '')}` +
        `<td>${escapeHtml(it.nick || '')}<td>${escapeHtml(extras.map((name) => `${name}=${it[name]}`).join(' '))}` +
        `<td class="n">${escapeHtml(it.probes || '')}<td class="n">${escapeHtml(it.queued || '')}`;
  });
  return `<table><tr><th class="n">link<th>stage<th>nick<th><th class="n">probes<th class="n">queued</tr>${rows.join('')}</table>`;
};

side.channelsHtml = function(channels, changes) {
  if (channels.length === 0) return '';
  const rows = channels.map(([key, text]) =>
      `<tr class="${changes.touched.has(key) ? 'new' : ''}"><td>${escapeHtml(key.slice(8))}<td>${escapeHtml(text)}`);
  return `<table style="margin-top:8px"><tr><th>channel<th></tr>${rows.join('')}</table>`;
};

function delta(now, before) {
  if (now === before) return '';
  return now > before ? ` <ins>+${now - before}</ins>` : ` <del>&minus;${before - now}</del>`;
}

side.ledgerHtml = function(changes) {
  const rows = story.accounts.map((name, i) => {
    const [objects, bytes] = this.replay.ledger[i];
    const [objectsBefore, bytesBefore] = changes.ledgerBefore[i];
    const moved = objects !== objectsBefore || bytes !== bytesBefore;
    const style = moved ? 'new' : objects === 0 && bytes === 0 ? 'zero' : '';
    return `<tr class="${style}"><td>${name}<td class="n">${objects}${delta(objects, objectsBefore)}` +
        `<td class="n">${bytes}${delta(bytes, bytesBefore)}`;
  });
  return `<section><h2>Ledger</h2><table><tr><th>account<th class="n">objects<th class="n">bytes</tr>${rows.join('')}</table></section>`;
};
