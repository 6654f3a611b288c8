// The story as data: events in columns, the state replayed from its changes, search.
'use strict';

const story = JSON.parse(document.getElementById('data').textContent);
const ev = story.events;  // columns: at, kind, lane, link, step, cause, action, text
const eventCount = ev.at.length;
const kindIndex = Object.fromEntries(story.kinds.map((name, i) => [name, i]));

function kindOf(i) { return story.kinds[ev.kind[i]]; }
function textOf(i) { return story.texts[ev.text[i]]; }

// The last step at or before each event, so that every event has a state.
const stateStep = (() => {
  const steps = new Int32Array(eventCount);
  let last = -1;
  for (let i = 0; i < eventCount; ++i) {
    if (ev.step[i] > last) last = ev.step[i];
    steps[i] = last;
  }
  return steps;
})();

const brokenEvent = ev.kind.lastIndexOf(kindIndex.broken);

// State after a step: what the census and the ledger said. Moving on applies changes; moving back
// starts again, which costs milliseconds.
class Replay {
  constructor() { this.reset(); }

  reset() {
    this.step = -1;
    this.census = new Map();
    this.ledger = story.accounts.map(() => [0, 0]);
    this.nextCensus = 0;
    this.nextLedger = 0;
  }

  // Also tells what the step itself changed.
  to(step) {
    if (step < this.step) this.reset();
    if (step === this.step && this.changes) return this.changes;
    this.apply(step - 1);
    const ledgerBefore = this.ledger.map((totals) => totals.slice());
    const censusBefore = new Map(this.census);
    this.apply(step);
    this.step = step;
    const touched = new Set();
    for (const [key, text] of this.census) if (censusBefore.get(key) !== text) touched.add(key);
    const gone = [...censusBefore.keys()].filter((key) => !this.census.has(key));
    return (this.changes = {touched, gone, before: censusBefore, ledgerBefore});
  }

  apply(step) {
    const {census, ledger, texts} = story;
    for (; this.nextCensus < census.length && census[this.nextCensus] <= step; this.nextCensus += 3) {
      const key = texts[census[this.nextCensus + 1]];
      const text = texts[census[this.nextCensus + 2]];
      if (text === '') this.census.delete(key); else this.census.set(key, text);
    }
    for (; this.nextLedger < ledger.length && ledger[this.nextLedger] <= step; this.nextLedger += 4) {
      this.ledger[ledger[this.nextLedger + 1]] = [ledger[this.nextLedger + 2], ledger[this.nextLedger + 3]];
    }
  }
}

// The first index in [0, count) for which `is` holds; count if there is none. Monotonic.
function firstThat(count, is) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(middle)) high = middle; else low = middle + 1;
  }
  return low;
}

// Which texts contain the words, ignoring case; null: no search.
function matchingTexts(words) {
  if (words === '') return null;
  const wanted = words.toLowerCase();
  const matches = new Uint8Array(story.texts.length);
  for (let i = 0; i < matches.length; ++i) {
    if (story.texts[i].toLowerCase().includes(wanted)) matches[i] = 1;
  }
  return matches;
}

function seconds(nanos) {
  const whole = Math.floor(nanos / 1e9);
  const rest = String(nanos - whole * 1e9).padStart(9, '0').replace(/0+$/, '');
  return rest === '' ? `${whole}` : `${whole}.${rest}`;
}

// A span for people: "3.2 ms".
function span(nanos) {
  const round = (value) => String(Number(value.toPrecision(4)));
  if (nanos < 1e3) return `${nanos} ns`;
  if (nanos < 1e6) return `${round(nanos / 1e3)} µs`;
  if (nanos < 1e9) return `${round(nanos / 1e6)} ms`;
  if (nanos < 600e9) return `${round(nanos / 1e9)} s`;
  return nanos < 36000e9 ? `${round(nanos / 60e9)} min` : `${round(nanos / 3600e9)} h`;
}

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}[c]));
}

const timeLetters = (() => {
  let most = 3;
  for (let i = 0; i < eventCount; ++i) most = Math.max(most, seconds(ev.at[i]).length);
  return most;
})();
