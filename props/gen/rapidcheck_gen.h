// Scenarios as values that RapidCheck draws, and does not shrink: props/shrink does that better.
//
//   RC_GTEST_PROP(Laws, HoldInEveryRun, ()) {
//     const sim::Scenario scenario = *Scenarios(Profile::kMixed);
//     RC_ASSERT(!Check(scenario, laws, {})->finding);
//   }
//
// Invariant: a value is GenerateScenario of a seed that RapidCheck drew, and says so in its `from`.

#ifndef CONFAB_PROPS_GEN_RAPIDCHECK_GEN_H_
#define CONFAB_PROPS_GEN_RAPIDCHECK_GEN_H_

#include <rapidcheck.h>

#include <cstdint>
#include <ostream>

#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "sim/scenario.pb.h"

namespace confab::sim {

// Short: RapidCheck prints every value it has drawn.
inline void showValue(const Scenario& scenario, std::ostream& os) {
  os << "scenario of seed " << scenario.from().seed() << " by " << scenario.from().generator();
}

}  // namespace confab::sim

namespace confab::props {

inline rc::Gen<sim::Scenario> Scenarios(Profile profile) {
  return rc::gen::noShrink(rc::gen::map(rc::gen::arbitrary<uint64_t>(), [profile](uint64_t seed) {
    return GenerateScenario(seed, profile);
  }));
}

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_RAPIDCHECK_GEN_H_
