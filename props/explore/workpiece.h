// A scenario while it is being varied, and what the ways to vary it share.
//
//   Workpiece piece(random, parent, occasions, other, /*from_ns=*/0);
//   kWays[i].change(piece);
//   const sim::Scenario child = std::move(piece).Finish();
//
// Invariants: ids are unique; Finish leaves actions in order of time, nothing outside the bounds of
// variation.h, and the end of the run behind everything that happens. What is drawn, added or found
// by a target is never before `from_ns`.

#ifndef CONFAB_PROPS_EXPLORE_WORKPIECE_H_
#define CONFAB_PROPS_EXPLORE_WORKPIECE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "props/explore/sight.h"
#include "props/gen/alphabet.h"
#include "props/gen/swarm.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

class Workpiece {
 public:
  Workpiece(Random& random, const sim::Scenario& parent, absl::Span<const Occasion> occasions,
            const sim::Scenario& other, int64_t from_ns);

  Random& random() { return random_; }
  sim::Scenario& scenario() { return scenario_; }
  int64_t from_ns() const { return from_ns_; }
  const sim::Scenario& other() const { return other_; }
  const Alphabet& alphabet() const { return alphabet_; }
  Deadlines deadlines() const { return DeadlinesOf(scenario_.config()); }

  // An occasion of the parent's run and whose it was; else an action of the scenario; else
  // `from_ns` and anybody.
  struct Target {
    int64_t at_ns = 0;
    uint32_t client = 0;
  };
  Target DrawTarget();
  // A target's time, one nanosecond to either side, or a deadline's span later.
  int64_t DrawTime();

  // Not before `from_ns`, as everything; an index, or nothing if there is none.
  std::optional<int> DrawActionIndex();
  std::optional<int> DrawFaultIndex();
  // The same; null if there is none.
  sim::Action* DrawAction();
  sim::Fault* DrawFault();
  sim::Action* AddAction(uint32_t client, int64_t t_ns);
  uint32_t AddClient(const sim::Client& like);
  sim::Fault* AddFault();

  bool HasRoom() const;
  sim::Scenario Finish() &&;

 private:
  void ReadAlphabet();
  Target TargetOf(const Occasion& occasion) const;
  Target DrawNow();
  int64_t HorizonNanos() const;
  void MendEnd();
  uint32_t ClientOf(uint64_t link) const;

  Random& random_;
  sim::Scenario scenario_;
  std::vector<Occasion> occasions_;
  const sim::Scenario& other_;
  int64_t from_ns_;
  Alphabet alphabet_;
  uint32_t last_action_ = 0;
  uint32_t last_client_ = 0;
  uint32_t last_fault_ = 0;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_WORKPIECE_H_
