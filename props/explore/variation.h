// A scenario made from one that was run before: a few things changed where something happened.
//
//   const sim::Scenario child = Vary(random, parent.scenario, parent.occasions, other.scenario);
//   sim::Compile(child);                                        // never an error
//   child.action_size() <= kVariedActionsMax;
//
// Invariants: the result compiles if both arguments do; ids of what stays stay, so that faults,
// latencies and ties around a change do what they did; sizes are bounded.

#ifndef CONFAB_PROPS_EXPLORE_VARIATION_H_
#define CONFAB_PROPS_EXPLORE_VARIATION_H_

#include "absl/types/span.h"
#include "props/explore/sight.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

inline constexpr int kVariedActionsMax = 200;
inline constexpr int kVariedClientsMax = 24;
inline constexpr int kVariedFaultsMax = 16;

sim::Scenario Vary(Random& random, const sim::Scenario& parent,
                   absl::Span<const Occasion> occasions, const sim::Scenario& other);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_VARIATION_H_
