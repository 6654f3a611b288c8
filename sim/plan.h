// What a script knows beforehand, and whether another script has the same past.
//
//   const std::vector<Event> plan = PlanOf(script);      // faults, healing, the end: in order
//   const absl::StatusOr<std::vector<size_t>> fault_of = FaultsAfterSamePast(here, other);
//   if (!fault_of.ok()) return fault_of.status();        // "action 7 is in the past, and differs"
//
// Invariants: a run that goes on in a script of the same past is, to the last byte, the run that
// the other script gives from the start. Clients stand in the same order in both, new ones behind
// them; actions and faults are known by their ids, wherever they stand.

#ifndef CONFAB_SIM_PLAN_H_
#define CONFAB_SIM_PLAN_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/agenda.h"
#include "sim/script.h"

namespace confab::sim {

std::vector<Event> PlanOf(const Script& script);

// The key of the script's n-th action.
EventKey KeyOfAction(const Script& script, size_t action);

// How far a run has come in its script.
struct Whereabouts {
  const Script& script;
  const std::vector<Event>& plan;
  size_t actions_done;
  size_t planned_done;
  std::optional<EventKey> last;  // event that happened; none yet
  bool last_was_planned;
};

// For each fault of the script that has begun its index in `other`; 0 for those that have not.
absl::StatusOr<std::vector<size_t>> FaultsAfterSamePast(const Whereabouts& here,
                                                        const Script& other,
                                                        const std::vector<Event>& plan_of_other);

}  // namespace confab::sim

#endif  // CONFAB_SIM_PLAN_H_
