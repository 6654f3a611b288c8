// What of a failing scenario matters: for every value left in it, what else it could be.
//
//   const Explanation explanation = Explain(shrunk.scenario, fails, {});
//   for (const Leeway& it : explanation.leeways) Print(it.thing, it.field, it.interval.low);
//   // action 2, t_ns: 118'000'000 .. 201'000'000;  action 2, login.nick: any
//
// Invariants: nothing is said that was not run; ends of intervals are exact (interval.h); the
// scenario handed in is not changed; the same scenario and answers give the same explanation.

#ifndef CONFAB_PROPS_SHRINK_EXPLAIN_H_
#define CONFAB_PROPS_SHRINK_EXPLAIN_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "props/shrink/interval.h"
#include "props/shrink/shrink.h"
#include "sim/scenario.pb.h"

namespace confab::props {

enum class Scope : uint8_t {
  kAny,       // nothing that was tried made a difference
  kInterval,  // a number: `interval`
  kSame,      // a word: any, if it is the same wherever it stands: `also_at`
  kOneOf,     // a choice: `choices`, beside its own
  kExactly,
};

// How much freedom one value has.
struct Leeway {
  std::string thing;  // "action 2", "client 1", "fault 1", "config", or "scenario"
  std::string field;  // "t_ns", "login.nick", "line word 2"
  std::string value;  // as it stands in the scenario
  Scope scope = Scope::kExactly;
  Interval interval = {};
  std::vector<std::string> also_at = {};
  std::vector<std::string> choices = {};

  bool is_time() const;
};

struct Explanation {
  std::vector<Leeway> leeways;
  uint64_t runs = 0;
  bool is_complete = true;  // false: the budget was over before all was tried
  // Times were tried in a run that goes on for longer, where the scenario fails as well.
  bool end_was_extended = false;
};

struct ExplainOptions {
  uint64_t runs_max = 20'000;
  std::function<bool()> is_over = [] { return false; };
  // False of what is no scenario at all: there an interval is open, not ended.
  std::function<bool(const sim::Scenario&)> can_run = [](const sim::Scenario&) { return true; };
};

Explanation Explain(const sim::Scenario& minimal, FailsTheSameWay fails,
                    const ExplainOptions& options);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_EXPLAIN_H_
