// Earlier and rounder times. All that happens at one instant moves together, and what comes later
// moves along, so that the order of things stays as it is.
#include <algorithm>
#include <cstdint>
#include <set>

#include "absl/functional/function_ref.h"
#include "props/shrink/numbers.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Scenario;

void ForEachTime(Scenario& scenario, absl::FunctionRef<int64_t(int64_t)> change) {
  for (sim::Action& action : *scenario.mutable_action()) action.set_t_ns(change(action.t_ns()));
  for (sim::Fault& fault : *scenario.mutable_fault()) {
    fault.set_from_ns(change(fault.from_ns()));
    if (fault.until_ns() != 0) fault.set_until_ns(change(fault.until_ns()));
  }
  if (scenario.has_heal()) scenario.mutable_heal()->set_at_ns(change(scenario.heal().at_ns()));
  scenario.mutable_limits()->set_end_ns(change(scenario.limits().end_ns()));
}

std::set<int64_t> TimesOf(const Scenario& scenario) {
  std::set<int64_t> times;
  Scenario copy = scenario;
  ForEachTime(copy, [&](int64_t t_ns) {
    times.insert(t_ns);
    return t_ns;
  });
  return times;
}

// Everything from `from_ns` on happens so much earlier.
Scenario Earlier(const Scenario& scenario, int64_t from_ns, int64_t by_ns) {
  Scenario out = scenario;
  ForEachTime(out, [=](int64_t t_ns) { return t_ns >= from_ns ? t_ns - by_ns : t_ns; });
  return out;
}

// The largest time below `t_ns`, or 0.
int64_t TimeBefore(const Scenario& scenario, int64_t t_ns) {
  const std::set<int64_t> times = TimesOf(scenario);
  const auto it = times.lower_bound(t_ns);
  return it == times.begin() ? 0 : *std::prev(it);
}

// Makes the span before one instant simpler. False if there is no such instant any more.
void ShortenSpanBefore(Session& session, int64_t t_ns) {
  const int64_t span_ns = t_ns - TimeBefore(session.best(), t_ns);
  for (const int64_t simpler_ns : SimplerNumbers(span_ns)) {
    if (session.Try(Earlier(session.best(), t_ns, span_ns - simpler_ns))) return;
  }
}

void ShortenSpans(Session& session) {
  // From the end: what comes later is then already where it stays.
  const std::set<int64_t> times = TimesOf(session.best());
  for (auto it = times.rbegin(); it != times.rend() && *it > 0; ++it) {
    ShortenSpanBefore(session, *it);
  }
}

bool IsEarlier(const sim::Action& a, const sim::Action& b) { return a.t_ns() < b.t_ns(); }

// One action alone joins what happens before it.
void MoveAction(Session& session, int index) {
  const int64_t t_ns = session.best().action(index).t_ns();
  if (t_ns == 0) return;
  Scenario candidate = session.best();
  candidate.mutable_action(index)->set_t_ns(TimeBefore(session.best(), t_ns));
  std::stable_sort(candidate.mutable_action()->begin(), candidate.mutable_action()->end(),
                   IsEarlier);
  session.Try(candidate);
}

// A fault ends sooner after its beginning.
void ShortenFault(Session& session, int index) {
  const sim::Fault fault = session.best().fault(index);
  if (fault.until_ns() <= fault.from_ns()) return;
  for (const int64_t simpler_ns : SimplerNumbers(fault.until_ns() - fault.from_ns())) {
    Scenario candidate = session.best();
    candidate.mutable_fault(index)->set_until_ns(fault.from_ns() + simpler_ns);
    if (session.Try(candidate)) return;
  }
}

}  // namespace

void PullTimesTogether(Session& session) {
  for (int i = 0; i < session.best().fault_size(); ++i) ShortenFault(session, i);
  for (int i = 0; i < session.best().action_size(); ++i) MoveAction(session, i);
  ShortenSpans(session);
}

}  // namespace confab::props
