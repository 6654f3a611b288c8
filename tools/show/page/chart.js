// The sequence chart: only the rows in sight are in the document.
'use strict';

const kRow = 22;         // px; as in the style sheet
const kOverscan = 8;     // rows drawn beyond each edge
const kGapLabelled = 1e9;  // ns; longer pauses are told

const chart = {
  element: document.getElementById('chart'),
  heads: document.getElementById('heads'),
  space: document.getElementById('space'),
  bands: document.getElementById('bands'),
  rows: document.getElementById('rows'),
  shown: new Int32Array(0),   // events that the filters let through
  tops: new Float64Array(1),  // px; of each shown event, and the end
  lanes: [],                  // lanes with a column, as indices
  column: new Map(),          // lane to place
  time: 'compressed',
  drawn: 0,
  drawnMax: 0,
  builds: 0,
};

chart.layOutLanes = function() {
  const wide = this.element.clientWidth;
  this.left = 40 + 7.4 * timeLetters;
  const room = Math.max(200, (wide - this.left) * 0.46);
  this.lane = Math.max(3, Math.min(130, room / this.lanes.length));
  this.right = this.left + this.lane * this.lanes.length;
  const every = Math.ceil(26 / this.lane);
  this.heads.innerHTML = this.lanes.map((lane, place) => {
    const it = story.lanes[lane];
    const tight = this.lane < 76;
    if (tight && place % every !== 0) return '';
    const name = !tight ? it.name : lane === 0 ? 'srv' : shortName(lane);
    const about = tight ? '' : `<small>${escapeHtml(it.about)}</small>`;
    const classes = `head${lane === 0 ? ' server' : ''}${tight ? ' tight' : ''}`;
    return `<div class="${classes}" style="left:${this.x(lane)}px;max-width:${Math.max(26, this.lane - 6)}px"` +
        ` title="${escapeHtml(`${it.name}: ${it.about} ${it.address}`)}"><b>${escapeHtml(name)}</b>${about}</div>`;
  }).join('');
};

function shortName(lane) { return story.lanes[lane].name.replace('client ', 'c'); }

chart.x = function(lane) { return this.left + (this.column.get(lane) + 0.5) * this.lane; };

// Where rows stand: one after the other, further apart where time passes.
chart.layOutRows = function() {
  const count = this.shown.length;
  this.tops = new Float64Array(count + 1);
  const total = count < 2 ? 0 : ev.at[this.shown[count - 1]] - ev.at[this.shown[0]];
  const stretch = total === 0 ? 0 : Math.max(2400, count * kRow / 2) / total;
  let top = 6;
  for (let r = 0; r < count; ++r) {
    if (r > 0) top += kRow + this.gap(ev.at[this.shown[r]] - ev.at[this.shown[r - 1]], stretch);
    this.tops[r] = top;
  }
  this.tops[count] = top + (count > 0 ? kRow : 0);
  this.space.style.height = `${this.tops[count] + 60}px`;
};

chart.gap = function(nanos, stretch) {
  if (nanos === 0 || this.time === 'even') return 0;
  if (this.time === 'linear') return Math.max(nanos >= kGapLabelled ? 20 : 0, nanos * stretch);
  return nanos >= kGapLabelled ? 24 : Math.min(16, 2 + 1.6 * Math.log10(nanos));
};

// The row of the first shown event at or after an event.
chart.rowOf = function(event) {
  return firstThat(this.shown.length, (r) => this.shown[r] >= event);
};

// Where an instant is, in px: the row of its first event, or the end.
chart.yOfTime = function(nanos) {
  return this.tops[firstThat(this.shown.length, (r) => ev.at[this.shown[r]] >= nanos)];
};

chart.scrollTo = function(row, middle) {
  const height = this.element.clientHeight - this.heads.offsetHeight;
  const top = this.tops[row];
  const scroll = this.element.scrollTop;
  if (!middle && top >= scroll + 2 * kRow && top + 3 * kRow <= scroll + height) return;
  this.element.scrollTop = Math.max(0, top - height * (middle ? 0.6 : top < scroll + 2 * kRow ? 0.15 : 0.8));
};

chart.isInSight = function(event) {
  const row = this.rowOf(event);
  if (this.shown[row] !== event) return false;
  const height = this.element.clientHeight - this.heads.offsetHeight;
  const scroll = this.element.scrollTop;
  return this.tops[row] >= scroll && this.tops[row] + kRow <= scroll + height;
};

chart.draw = function(state) {
  const height = this.element.clientHeight;
  const scroll = this.element.scrollTop;
  const margin = kOverscan * kRow;
  const first = Math.max(0, firstThat(this.shown.length, (r) => this.tops[r] > scroll - margin) - 1);
  state.firstRow = firstThat(this.shown.length, (r) => this.tops[r] >= scroll);
  const html = [this.lifelines()];
  let row = first;
  for (; row < this.shown.length && this.tops[row] < scroll + height + margin; ++row) {
    html.push(this.gapHtml(row), this.rowHtml(row, state));
  }
  if (this.shown.length === 0) html.push('<div class="empty">Nothing passes the filters.</div>');
  this.rows.innerHTML = html.join('');
  this.bands.innerHTML = this.bandsHtml(scroll - margin, scroll + height + margin);
  this.drawn = row - first;
  this.drawnMax = Math.max(this.drawnMax, this.drawn);
  this.builds += 1;
};

chart.lifelines = function() {
  const lanes = this.lane < 5 ? this.lanes.slice(0, 1) : this.lanes;  // or they would be a wall
  return lanes.map((lane) =>
      `<i class="lifeline${lane === 0 ? ' server' : ''}" style="left:${this.x(lane)}px"></i>`).join('');
};

// Faults that last, as hatched bands over the lanes that they befall.
chart.bandsHtml = function(top, bottom) {
  return story.faults.map((fault) => {
    if (fault.until === fault.from || fault.from > story.end) return '';
    const from = this.yOfTime(fault.from);
    const until = this.yOfTime(fault.until);
    if (until < top || from > bottom || (fault.lane > 0 && !this.column.has(fault.lane))) return '';
    const left = fault.lane > 0 ? this.x(fault.lane) - Math.min(24, this.lane / 2) : this.left + this.lane;
    const width = fault.lane > 0 ? Math.min(48, this.lane) : this.right - left;
    const y = Math.max(from, top);
    return `<div class="band" style="left:${left}px;width:${width}px;top:${y}px;` +
        `height:${Math.min(until, bottom) - y}px" title="fault ${fault.id}: ${fault.name}"></div>`;
  }).join('');
};

chart.gapHtml = function(row) {
  if (row === 0 || this.time === 'even') return '';
  const nanos = ev.at[this.shown[row]] - ev.at[this.shown[row - 1]];
  const size = this.tops[row] - this.tops[row - 1] - kRow;
  if (nanos < kGapLabelled || size < 18) return '';
  return `<div class="gap" style="top:${this.tops[row - 1] + kRow}px;height:${size}px">+ ${span(nanos)}</div>`;
};

chart.rowHtml = function(row, state) {
  const i = this.shown[row];
  const kind = kindOf(i);
  const same = row > 0 && row !== state.firstRow && ev.at[this.shown[row - 1]] === ev.at[i];
  let classes = `row k-${kind}`;
  if (same) classes += ' same';
  if (ev.step[i] >= 0 && ev.step[i] === ev.step[state.cursor]) classes += ' step';
  if (ev.step[i] >= 0 && ev.step[i] === story.brokenStep || kind === 'broken') classes += ' bad';
  if (i === state.cursor) classes += ' cursor';
  if (state.matches && state.matches[ev.text[i]]) classes += ' hit';
  const time = seconds(ev.at[i]);
  const point = time.indexOf('.');
  const shownTime = same ? '' : point < 0 ? time : `${time.slice(0, point)}<i>${time.slice(point)}</i>`;
  return `<div class="${classes}" data-event="${i}" style="top:${this.tops[row]}px">` +
      `<span class="t">${shownTime}</span>${this.markHtml(i, kind)}` +
      `<span class="x" style="left:${this.right + 10}px">${this.whoHtml(i)}${this.textHtml(i, kind, state)}</span></div>`;
};

// Among many lanes the eye wants help.
chart.whoHtml = function(i) {
  if (this.lanes.length <= 5) return '';
  return `<span class="who">${ev.lane[i] > 0 ? escapeHtml(shortName(ev.lane[i])) : ''}</span>`;
};

const kToServer = {heard: '', piece: ' part', opened: '', drained: ' faint', lost: ' cut'};
const kToClient = {told: '', closed: ' cut'};

chart.markHtml = function(i, kind) {
  const lane = ev.lane[i];
  if (!this.column.has(lane)) return '';
  const x = this.x(lane);
  const server = this.x(0);
  const style = `left:${Math.min(x, server)}px;width:${Math.abs(x - server)}px`;
  if (lane > 0 && kind in kToServer) return `<i class="a to-server${kToServer[kind]}" style="${style}"></i>`;
  if (lane > 0 && kind in kToClient) return `<i class="a to-client${kToClient[kind]}" style="${style}"></i>`;
  const atServer = kind === 'note' || kind === 'asked' || kind === 'answered' || kind === 'broken';
  const shape = kind === 'fault' || kind === 'broken' ? ' square' : kind === 'act' ? ' full' : '';
  return `<i class="d${shape}" style="left:${atServer ? server : x}px"></i>`;
};

const kLabels = {
  opened: 'connects', piece: 'piece', drained: 'drains', lost: 'lost', closed: 'closes', woke: 'timer',
  asked: 'asks', answered: 'answer', note: 'log', reconfigured: 'config', act: 'does', fault: 'fault',
  remark: 'remark', broken: 'BROKEN', probe: 'probe',
};

chart.textHtml = function(i, kind, state) {
  const text = textOf(i);
  const label = kLabels[kind] ? `<span class="k">${kLabels[kind]}</span>` : '';
  if (state.words !== '' && state.matches && state.matches[ev.text[i]]) {
    return label + this.marked(text, state.words);
  }
  if (kind !== 'heard' && kind !== 'told') return label + escapeHtml(text);
  if (text === '') return '<span class="k">empty line</span>';
  const parts = /^(:\S+ )?(\S+)(.*)$/s.exec(text);
  if (!parts) return escapeHtml(text);
  // Of the lines that the server says in its own name, the name says nothing.
  const from = parts[1] === `:${story.lanes[0].about} ` ? '' : parts[1] || '';
  return `<span class="from">${escapeHtml(from)}</span><b>${escapeHtml(parts[2])}</b>${escapeHtml(parts[3])}`;
};

chart.marked = function(text, words) {
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return escapeHtml(text);
  return escapeHtml(text.slice(0, at)) + `<mark>${escapeHtml(text.slice(at, at + words.length))}</mark>` +
      escapeHtml(text.slice(at + words.length));
};
