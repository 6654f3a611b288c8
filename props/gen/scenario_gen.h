// Scenarios from seeds: small worlds in which everything happens at once.
//
//   const sim::Scenario scenario = GenerateScenario(/*seed=*/7, Profile::kKeepalive);
//   const auto script = sim::Compile(scenario);          // never an error
//   for (uint64_t seed = 1; seed <= 1000; ++seed) Run(GenerateScenario(seed, Profile::kMixed));
//
// Invariants: the same seed and profile give the same bytes on every platform (a golden hash in
// scenario_gen_test.cc makes each change a conscious one); about 100 events, at times 10 or 400;
// times are absolute, faults explicit; the scenario says where it comes from.

#ifndef CONFAB_PROPS_GEN_SCENARIO_GEN_H_
#define CONFAB_PROPS_GEN_SCENARIO_GEN_H_

#include <cstdint>

#include "props/gen/profile.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// Goes up whenever seeds begin to mean other scenarios; stands in Provenance.
inline constexpr int kGeneratorVersion = 2;

sim::Scenario GenerateScenario(uint64_t seed, Profile profile);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_SCENARIO_GEN_H_
