// Ties chart, side and controls together. What is seen is in the address: #at=EVENT&q=WORDS&only=1
// &client=LANE&hide=KIND,KIND&time=linear&theme=dark, and keys=jjn presses keys. #status tells the same
// to programs.
'use strict';

const byId = (id) => document.getElementById(id);
const kHiddenAtFirst = ['drained'];
const view = {cursor: -1, words: '', matches: null, only: false, client: -1, hidden: new Set(), errors: 0};
window.addEventListener('error', () => { view.errors += 1; tellStatus(); });

function isShown(i) {
  const kind = ev.kind[i];
  if (kind === kindIndex.broken) return true;
  if (view.hidden.has(kind)) return false;
  if (view.client >= 0 && ev.lane[i] !== view.client && ev.lane[i] !== 0) return false;
  return !view.only || !view.matches || view.matches[ev.text[i]] === 1;
}

function applyFilters() {
  const shown = new Int32Array(eventCount);
  let count = 0;
  for (let i = 0; i < eventCount; ++i) if (isShown(i)) shown[count++] = i;
  chart.shown = shown.subarray(0, count);
  chart.lanes = story.lanes.map((_, lane) => lane)
      .filter((lane) => view.client < 0 || lane === 0 || lane === view.client);
  chart.column = new Map(chart.lanes.map((lane, place) => [lane, place]));
  chart.layOutLanes();
  chart.layOutRows();
  const row = Math.min(chart.rowOf(view.cursor), count - 1);
  view.cursor = count === 0 ? -1 : chart.shown[Math.max(0, row)];
}

function draw() {
  chart.draw(view);
  side.draw(view.cursor);
  drawOverview();
  tellStatus();
}

function hits() {
  if (!view.matches) return 0;
  let count = 0;
  for (const i of chart.shown) count += view.matches[ev.text[i]];
  return count;
}

function tellStatus() {
  const status = byId('status');
  const broken = brokenEvent >= 0 && chart.isInSight(brokenEvent);
  Object.assign(status.dataset, {
    events: eventCount, shown: chart.shown.length, drawn: chart.drawn, drawnMax: chart.drawnMax,
    cursor: view.cursor, matches: view.matches ? view.hitCount : 0, brokenInSight: broken,
    step: view.cursor < 0 ? -1 : stateStep[view.cursor], links: side.replay.census.size, errors: view.errors,
    overflow: document.documentElement.scrollWidth > window.innerWidth,
  });
  const of = chart.shown.length === eventCount ? '' : ` of ${eventCount.toLocaleString('en')}`;
  status.textContent = `${chart.shown.length.toLocaleString('en')}${of} events` +
      ` · event ${view.cursor + 1} at ${view.cursor < 0 ? '-' : seconds(ev.at[view.cursor])} s` +
      ` · ${chart.drawn} rows in the document` +
      (story.skipped > 0 ? ` · the first ${story.skipped.toLocaleString('en')} steps are not shown` : '') +
      (view.errors > 0 ? ` · ${view.errors} errors in this page` : '');
  byId('hits').textContent = view.matches ? `${view.hitCount.toLocaleString('en')} hits` : '';
}

function go(event, middle) {
  if (chart.shown.length === 0) return;
  const row = Math.min(chart.rowOf(event), chart.shown.length - 1);
  view.cursor = chart.shown[row];
  chart.scrollTo(row, middle);
  draw();
  rememberAddress();
}

function move(rows) {
  const row = chart.rowOf(view.cursor) + rows;
  if (row >= 0 && row < chart.shown.length) go(chart.shown[row], false);
}

function moveStep(way) {
  let row = chart.rowOf(view.cursor);
  const from = ev.step[view.cursor];
  while (chart.shown[row + way] !== undefined) {
    row += way;
    if (ev.step[chart.shown[row]] !== from && ev.step[chart.shown[row]] >= 0) break;
  }
  go(chart.shown[row], false);
}

function moveToHit(way) {
  if (!view.matches) return;
  const count = chart.shown.length;
  const from = chart.rowOf(view.cursor);
  for (let n = 1; n <= count; ++n) {
    const event = chart.shown[(from + way * n + count * 2) % count];
    if (view.matches[ev.text[event]]) return go(event, false);
  }
}

function setWords(words) {
  view.words = words;
  view.matches = matchingTexts(words);
  if (view.only) applyFilters();
  view.hitCount = hits();
}

function refilter() {
  applyFilters();
  view.hitCount = hits();
  if (view.cursor >= 0) go(view.cursor, true); else draw();
}

function rememberAddress() {
  const parts = new URLSearchParams();
  if (view.cursor >= 0) parts.set('at', view.cursor);
  if (view.words) parts.set('q', view.words);
  if (view.only) parts.set('only', '1');
  if (view.client >= 0) parts.set('client', view.client);
  if (chart.time !== 'compressed') parts.set('time', chart.time);
  const hidden = [...view.hidden].map((kind) => story.kinds[kind]).join(',');
  if (hidden !== kHiddenAtFirst.join(',')) parts.set('hide', hidden);
  if (view.theme) parts.set('theme', view.theme);
  try { history.replaceState(null, '', `#${parts}`); } catch { /* some browsers refuse for files */ }
}

// The whole run at a glance: how much happens when, which faults last, where it broke.
function drawOverview() {
  const canvas = byId('overview');
  const wide = canvas.clientWidth;
  const high = canvas.clientHeight;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = wide * ratio;
  canvas.height = high * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name);
  const x = (nanos) => 16 + (wide - 32) * (story.end === 0 ? 0 : nanos / story.end);
  if (!view.density || view.density.wide !== wide) view.density = density(wide);
  drawTicks(pen, x, wide, high, color);
  pen.fillStyle = color('--fault');
  for (const fault of story.faults) {
    if (fault.from > story.end) continue;
    const size = Math.max(2, x(Math.min(fault.until, story.end)) - x(fault.from));
    pen.globalAlpha = fault.effective ? 0.75 : 0.3;
    pen.fillRect(x(fault.from), 3, size, 4);
  }
  pen.globalAlpha = 1;
  pen.fillStyle = color('--heard');
  const {bars, most} = view.density;
  for (let i = 0; i < bars.length; ++i) {
    if (bars[i] === 0) continue;
    const tall = Math.max(2, 28 * Math.log1p(bars[i]) / Math.log1p(most));
    pen.fillRect(16 + i * 3, 40 - tall, 2, tall);
  }
  const mark = (nanos, name, size) => {
    pen.fillStyle = color(name);
    pen.fillRect(x(nanos) - size / 2, 0, size, 42);
  };
  if (brokenEvent >= 0) mark(ev.at[brokenEvent], '--broken', 3);
  if (view.cursor >= 0) mark(ev.at[view.cursor], '--cursor-edge', 1.5);
}

function density(wide) {
  const bars = new Uint32Array(Math.max(1, Math.ceil((wide - 32) / 3)));
  let most = 1;
  for (let i = 0; i < eventCount; ++i) {
    const part = story.end === 0 ? 0 : ev.at[i] / story.end;
    const bar = Math.min(bars.length - 1, Math.floor(part * bars.length));
    most = Math.max(most, ++bars[bar]);
  }
  return {bars, most, wide};
}

function drawTicks(pen, x, wide, high, color) {
  pen.font = '10.5px system-ui, "DejaVu Sans", sans-serif';
  pen.fillStyle = color('--dim');
  pen.fillRect(16, 40.5, wide - 32, 0.5);
  const rough = story.end / Math.max(2, Math.floor(wide / 130));
  if (rough <= 0) return;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  for (let at = 0; at <= story.end; at += unit) {
    pen.fillRect(x(at), 40, 1, 4);
    const label = at === 0 ? '0' : span(Math.round(at));
    const size = pen.measureText(label).width;
    pen.fillText(label, Math.min(Math.max(16, x(at) - size / 2), wide - 16 - size), high - 4);
  }
}

function setTheme(theme) {
  view.theme = theme;
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.classList.toggle('dark', dark);
}

function toggleTheme() {
  setTheme(document.documentElement.classList.contains('dark') ? 'light' : 'dark');
  drawOverview();
  rememberAddress();
}

function fillHead() {
  const breach = story.breach;
  document.title = `${story.title} - Confab`;
  byId('title').textContent = story.title;
  byId('badge').textContent = breach ? 'BROKEN' : 'HOLDS';
  const counted = (count, what) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
  byId('facts').textContent = `${counted(story.lanes.length - 1, 'client')} · ${counted(story.steps, 'step')} · ` +
      `${span(story.end)} of virtual time`;
  byId('replay').textContent = story.replay;
  byId('words').textContent = story.words;
  byId('jump').hidden = !breach;
  byId('breach').hidden = !breach;
  if (!breach) return;
  document.body.classList.add('is-broken');
  const clause = breach.clause ? ` <span class="dim">(${escapeHtml(breach.clause)})</span>` : '';
  byId('promise').innerHTML = `<b>${escapeHtml(breach.law)}</b> · rule <b>${escapeHtml(breach.rule)}</b> · ` +
      `${escapeHtml(breach.kind)} at ${seconds(breach.at)} s. ${escapeHtml(breach.promise)}${clause}`;
  byId('detail').textContent = breach.detail;
}

function fillControls() {
  const counts = new Uint32Array(story.kinds.length);
  for (let i = 0; i < eventCount; ++i) counts[ev.kind[i]] += 1;
  byId('kinds').innerHTML = story.kinds.map((name, kind) => counts[kind] === 0 || name === 'broken' ? '' :
      `<button class="chip k-${name}" data-kind="${kind}" aria-pressed="${!view.hidden.has(kind)}">${name}` +
      `<small>${counts[kind].toLocaleString('en')}</small></button>`).join('');
  byId('client').innerHTML = '<option value="-1">all</option>' + story.lanes.map((lane, i) =>
      i === 0 ? '' : `<option value="${i}">${escapeHtml(lane.name)}</option>`).join('');
  byId('client').value = String(view.client);
  byId('time').value = chart.time;
  byId('search').value = view.words;
  byId('only').checked = view.only;
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  setTheme(parts.get('theme'));
  if (['linear', 'even'].includes(parts.get('time'))) chart.time = parts.get('time');
  const client = Number(parts.get('client') || -1);
  view.client = story.lanes[client] ? client : -1;
  const hidden = parts.has('hide') ? parts.get('hide').split(',') : kHiddenAtFirst;
  view.hidden = new Set(hidden.filter((name) => name in kindIndex).map((name) => kindIndex[name]));
  view.only = parts.get('only') === '1';
  view.cursor = Number(parts.get('at') ?? Math.max(brokenEvent, 0));
  setWords(parts.get('q') || '');
}

const kKeys = {
  j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
  J: () => moveStep(1), K: () => moveStep(-1),
  g: () => go(0, false), G: () => go(eventCount - 1, false),
  b: () => { if (brokenEvent >= 0) go(brokenEvent, true); },
  c: () => { if (view.cursor >= 0 && ev.cause[view.cursor] >= 0) go(ev.cause[view.cursor], false); },
  '/': () => byId('search').select(), n: () => moveToHit(1), N: () => moveToHit(-1),
  t: toggleTheme, '?': () => byId('keys').showModal(),
};

function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
    if (event.target.matches?.('input[type=search], select')) {
      if (event.key === 'Escape') event.target.blur();
      if (event.key === 'Enter') { event.target.blur(); moveToHit(1); }
      return;
    }
    if (!Object.hasOwn(kKeys, event.key)) return;
    event.preventDefault();
    kKeys[event.key]();
  });
  let scheduled = false;
  chart.element.addEventListener('scroll', () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; chart.draw(view); tellStatus(); });
  });
  chart.rows.addEventListener('click', (event) => {
    const row = event.target.closest('.row');
    if (row) go(Number(row.dataset.event), false);
  });
  side.element.addEventListener('click', (event) => {
    if (event.target.dataset.go) go(Number(event.target.dataset.go), false);
  });
  byId('search').addEventListener('input', () => { setWords(byId('search').value); draw(); rememberAddress(); });
  byId('only').addEventListener('change', () => { view.only = byId('only').checked; refilter(); });
  byId('client').addEventListener('change', () => { view.client = Number(byId('client').value); refilter(); });
  byId('time').addEventListener('change', () => { chart.time = byId('time').value; refilter(); });
  byId('kinds').addEventListener('click', (event) => {
    const chip = event.target.closest('.chip');
    if (!chip) return;
    const kind = Number(chip.dataset.kind);
    if (!view.hidden.delete(kind)) view.hidden.add(kind);
    chip.setAttribute('aria-pressed', String(!view.hidden.has(kind)));
    refilter();
  });
  byId('overview').addEventListener('click', (event) => {
    const part = Math.min(1, Math.max(0, (event.offsetX - 16) / (event.target.clientWidth - 32)));
    go(firstThat(eventCount, (i) => ev.at[i] >= part * story.end), true);
  });
  byId('jump').addEventListener('click', kKeys.b);
  byId('theme').addEventListener('click', toggleTheme);
  byId('help').addEventListener('click', kKeys['?']);
  byId('copy').addEventListener('click', () => {
    navigator.clipboard?.writeText(story.replay);
    byId('copy').textContent = 'Copied';
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    if (!view.theme) { setTheme(null); drawOverview(); }
  });
  window.addEventListener('resize', () => { chart.layOutLanes(); draw(); });
}

// Keys of the address, as if pressed.
function press(keys) {
  for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
}

function begin() {
  const started = performance.now();
  const keys = new URLSearchParams(location.hash.slice(1)).get('keys') || '';
  readAddress();
  fillHead();
  fillControls();
  applyFilters();
  view.hitCount = hits();
  listen();
  go(Math.min(Math.max(view.cursor, 0), eventCount - 1), true);
  const drawn = performance.now();
  press(keys);
  byId('status').dataset.drawMs = (drawn - started).toFixed(0);
  byId('status').dataset.keysMs = (performance.now() - drawn).toFixed(0);
}

begin();
