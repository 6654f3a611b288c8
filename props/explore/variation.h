// A scenario made from one that was run before: a few things changed where something happened, in
// all of it or from one moment on.
//
//   const sim::Scenario child = Vary(random, parent.scenario, parent.occasions, other.scenario);
//   sim::Compile(child);                                        // never an error
//   child.action_size() <= kVariedActionsMax;
//
// Invariants: the result compiles if both arguments do; ids of what stays stay, so that faults,
// latencies and ties around a change do what they did; sizes are bounded. Of VaryAfter the past is
// the same: a run of the parent can go on in it.

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

// Whether a run of it can part from its past at that moment: not before anything has happened, nor
// after healing has begun, and only if it is within the bounds above.
bool CanPartAt(const sim::Scenario& scenario, int64_t from_ns);

// Changes nothing that shows before `from_ns`, at which `parent` can part.
sim::Scenario VaryAfter(Random& random, const sim::Scenario& parent,
                        absl::Span<const Occasion> occasions, const sim::Scenario& other,
                        int64_t from_ns);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_VARIATION_H_
