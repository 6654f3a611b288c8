// Scenarios as somebody writes them who has RapidCheck and an hour: the baseline to be beaten.
//
//   const sim::Scenario scenario = PlainScenario(/*seed=*/7);
//   sim::Compile(scenario);                                       // never an error
//
// Invariants: valid verbs over the same few words as everywhere, settings of a test's size, faults
// drawn as well; but no stories, no drawn settings, and no time taken from a deadline. The same
// seed gives the same scenario.

#ifndef CONFAB_PROPS_EXPLORE_PLAIN_H_
#define CONFAB_PROPS_EXPLORE_PLAIN_H_

#include <cstdint>

#include "sim/scenario.pb.h"

namespace confab::props {

sim::Scenario PlainScenario(uint64_t seed);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_PLAIN_H_
