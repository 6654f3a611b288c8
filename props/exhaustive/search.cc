#include "props/exhaustive/search.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "absl/status/status.h"
#include "server_core/api/check.h"

namespace confab::props {
namespace {

// What follows that closely belongs to a move; only latencies of some nanoseconds are like that.
constexpr Duration kBreath = std::chrono::microseconds(1);
constexpr Duration kBefore = std::chrono::nanoseconds(-1);
// More are not remembered, and so executed again: memory is bounded, the answer stays the same.
constexpr size_t kStatesMax = 1'000'000;

std::pair<uint64_t, uint64_t> KeyOf(sim::Hash128 hash) { return {hash.high, hash.low}; }

sim::Hash128 Times(sim::Hash128 hash, uint64_t times) {
  return {hash.high * times, hash.low * times};
}

sim::Hash128 HashOf(const Finding& finding) {
  sim::Hasher128 hasher;
  hasher.Text(finding.violation.law);
  hasher.Text(finding.violation.rule);
  hasher.Number(static_cast<uint64_t>(finding.at.nanos()));
  return hasher.Finish();
}

// From then on nobody moves.
Instant QuietFrom(const sim::Scenario& base) {
  const int64_t end_ns = base.limits().end_ns();
  return Instant::FromNanos(base.has_heal() ? std::min(base.heal().at_ns(), end_ns) : end_ns);
}

Instant LastOfBase(const sim::Scenario& base) {
  int64_t last_ns = 0;
  for (const sim::Action& action : base.action()) last_ns = std::max(last_ns, action.t_ns());
  return Instant::FromNanos(last_ns);
}

}  // namespace

Search::Search(const World& world, SearchOptions options)
    : world_(world), options_(std::move(options)) {
  counts_.interleavings = InterleavingsOf(world);
}

const Ended* Search::Next() {
  if (!std::exchange(started_, true)) {
    if (const Ended* ended = Enter(Start())) return ended;
  }
  while (!stack_.empty()) {
    Frame& top = stack_.back();
    if (top.next == world_.movers.size()) {
      Leave();
      continue;
    }
    const size_t mover = top.next++;
    if (top.place->done[mover] == world_.movers[mover].moves.size()) continue;
    if (const Ended* ended = Enter(Go(*top.place, mover))) return ended;
  }
  return nullptr;
}

void Search::Begin(const sim::Scenario& scenario) {
  if (options_.begin) options_.begin(scenario, counts_.executed + 1);
}

std::unique_ptr<Search::Place> Search::Start() {
  auto place = std::make_unique<Place>();
  Begin(world_.base);
  auto run = Run::Create(world_.base, options_.laws, {}, *options_.trial);
  CONFAB_CHECK(run.ok());  // a world is code
  place->run = *std::move(run);
  for (const sim::Action& action : world_.base.action()) {
    place->history.NoteMove(action, Instant::FromNanos(action.t_ns()));
  }
  place->run->Watch(&place->history);
  place->at = LastOfBase(world_.base);
  place->done.assign(world_.movers.size(), 0);
  place->run->RunUntil(place->at);
  Settle(*place);
  return place;
}

std::unique_ptr<Search::Place> Search::Go(const Place& from, size_t mover) {
  const Move& move = world_.movers[mover].moves[from.done[mover]];
  auto to = std::make_unique<Place>();
  to->at = from.at;
  to->done = from.done;
  ++to->done[mover];
  to->history = from.history;
  sim::Scenario scenario = from.run->scenario();
  if (move.kind == Move::Kind::kAct) {
    sim::Action* action = scenario.add_action();
    *action = move.act;
    action->set_t_ns(from.at.nanos());
    to->history.NoteMove(*action, from.at);
  }
  Begin(scenario);
  to->run = Reach(from, scenario);
  to->run->Watch(&to->history);
  to->run->RunUntil(to->at);
  if (move.kind != Move::Kind::kAct) LetTimePass(move.kind, *to);
  return to;
}

// A run of the scenario that has come as far as that place.
std::unique_ptr<Run> Search::Reach(const Place& from, const sim::Scenario& scenario) {
  const bool acts = scenario.action_size() != from.run->scenario().action_size();
  if (options_.share_prefixes) {
    auto run = acts ? from.run->Branch(scenario) : from.run->Clone();
    if (run.ok()) return *std::move(run);
    CONFAB_CHECK(absl::IsUnimplemented(run.status()));  // the past is the same
    options_.share_prefixes = false;
  }
  auto run = Run::Create(scenario, options_.laws, {}, *options_.trial);
  CONFAB_CHECK(run.ok());
  while ((*run)->events() < from.run->events()) CONFAB_CHECK((*run)->Step());
  return *std::move(run);
}

void Search::LetTimePass(Move::Kind kind, Place& place) const {
  Settle(place);
  const Instant next = place.run->next_at();
  if (next >= QuietFrom(world_.base)) return;
  place.at = kind == Move::Kind::kPass ? next : std::max(place.at, next + kBefore);
  place.run->RunUntil(place.at);
}

// What the moves so far have led to arrives.
void Search::Settle(Place& place) const {
  const Instant quiet_from = QuietFrom(world_.base);
  while (true) {
    const Instant next = place.run->next_at();
    if (next >= quiet_from || next > place.at + kBreath) return;
    place.at = std::max(place.at, next);
    place.run->RunUntil(place.at);
  }
}

const Ended* Search::Enter(std::unique_ptr<Place> place) {
  const bool rechecking = Rechecking();
  if (place->run->finding()) return EndBroken(*place, rechecking);
  Frame frame;
  frame.rechecking = rechecking;
  if (options_.reduction == Reduction::kStates && !rechecking && IsMetAgain(*place, frame)) {
    return nullptr;
  }
  frame.place = std::move(place);
  const std::vector<uint32_t>& done = frame.place->done;
  const bool whole =
      std::equal(done.begin(), done.end(), world_.movers.begin(),
                 [](uint32_t moves, const Mover& mover) { return moves == mover.moves.size(); });
  stack_.push_back(std::move(frame));
  if (!whole) return nullptr;
  stack_.back().next = world_.movers.size();
  return EndWhole(stack_.back());
}

// True: nothing is to be done here. Else the frame is told what it is for.
bool Search::IsMetAgain(const Place& place, Frame& frame) {
  frame.state = KeyOf(StateOf(*place.run, place.history, place.at, place.done));
  const auto known = known_.find(frame.state);
  if (known == known_.end()) {
    ++counts_.states;
    return false;
  }
  ++counts_.merged;
  const uint64_t left = InterleavingsFrom(world_, place.done);
  counts_.covered += left;
  Add(known->second);
  const bool due = options_.recheck_one_in != 0 && left <= options_.recheck_left_max &&
                   counts_.merged % options_.recheck_one_in == 0;
  if (!due) return true;
  ++counts_.rechecked;
  frame.rechecking = true;
  frame.expected = known->second;
  return false;
}

void Search::Count(sim::Hash128 outcome, uint64_t times, bool broken, bool rechecking) {
  Add({Times(outcome, times), broken ? times : 0});
  if (rechecking) {
    ++counts_.rechecked_runs;
    return;
  }
  ++counts_.executed;
  counts_.covered += times - 1;
  outcomes_.insert(KeyOf(outcome));
  counts_.outcomes = outcomes_.size();
}

const Ended* Search::EndBroken(const Place& place, bool rechecking) {
  const std::optional<Finding> finding = place.run->finding();
  Count(HashOf(*finding), InterleavingsFrom(world_, place.done), true, rechecking);
  return Told(place.run->scenario(), finding);
}

const Ended* Search::EndWhole(Frame& frame) {
  sim::Scenario scenario = frame.place->run->scenario();
  Begin(scenario);
  Checked checked = frame.place->run->Finish();
  const bool broken = checked.finding.has_value();
  const sim::Hash128 outcome =
      broken ? HashOf(*checked.finding) : OutcomeOf(*frame.place->run, frame.place->history);
  Count(outcome, 1, broken, frame.rechecking);
  if (frame.rechecking && !broken) return nullptr;
  return Told(std::move(scenario), std::move(checked.finding));
}

const Ended* Search::Told(sim::Scenario scenario, std::optional<Finding> finding) {
  ended_ = {std::move(scenario), std::move(finding)};
  return &ended_;
}

// To what comes of the place that the search is at.
void Search::Add(const Future& more) {
  Future& future = stack_.empty() ? all_ : stack_.back().future;
  future.sum.high += more.sum.high;
  future.sum.low += more.sum.low;
  future.broken += more.broken;
}

void Search::Leave() {
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  if (frame.expected) {
    if (frame.expected->sum != frame.future.sum) ++counts_.differing;
    return;  // it was added when it was met
  }
  Add(frame.future);
  if (stack_.empty()) counts_.broken = all_.broken;
  const bool remember = options_.reduction == Reduction::kStates && !frame.rechecking;
  if (remember && known_.size() < kStatesMax) known_.emplace(frame.state, frame.future);
}

}  // namespace confab::props
