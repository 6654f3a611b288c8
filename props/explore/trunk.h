// Starts the runs of a session: what branches share is executed once.
//
//   Trunk trunk(laws, trial);
//   const sim::Scenario& scenario = session.Next();
//   auto start = trunk.Start(scenario, session.parting(), {&sight});
//   const Checked checked = start->run->Finish();           // what Check(scenario, laws, {}) gives
//
// Invariants: a run gives the same verdict, trace hash and sight wherever it starts; at most one
// snapshot is kept. The scenario, the lookout's places and the trial outlive a start.

#ifndef CONFAB_PROPS_EXPLORE_TRUNK_H_
#define CONFAB_PROPS_EXPLORE_TRUNK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "props/explore/session.h"
#include "props/explore/sight.h"
#include "props/laws/law.h"
#include "props/laws/run.h"
#include "props/laws/trial.h"
#include "server_core/api/observer.h"
#include "sim/scenario.pb.h"

namespace confab::props {

class Trunk {
 public:
  // A run that may have a past already, and who watches it; null if nobody wants to know.
  struct Start {
    std::unique_ptr<Observer> scout;
    std::unique_ptr<Run> run;
  };

  Trunk(std::vector<const Law*> laws, const Trial& trial) : laws_(std::move(laws)), trial_(trial) {}

  // A branch that cannot be branched, such as of a subject without copies, starts at its start.
  absl::StatusOr<Start> StartOf(const sim::Scenario& scenario,
                                const std::optional<Parting>& parting, const Lookout& lookout);
  // How many runs did not begin at their start.
  uint64_t branched() const { return branched_; }

 private:
  absl::StatusOr<Start> FromStart(std::shared_ptr<const sim::Scenario> scenario,
                                  const Lookout& lookout) const;
  std::optional<Start> BranchOf(const sim::Scenario& scenario, const Parting& parting,
                                const Lookout& lookout);
  void GoTo(const Parting& parting);

  std::vector<const Law*> laws_;
  const Trial& trial_;
  std::shared_ptr<const sim::Scenario> stem_;
  Sight sight_;     // of the stem, so far
  Start snapshot_;  // of the stem just before its moment
  uint64_t branched_ = 0;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_TRUNK_H_
