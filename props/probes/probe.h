// What a campaign must have met now and then, or its scenarios are too tame: "sometimes"
// statements.
//
//   ProbeSet reached;
//   Look(scene, reached);                                   // after every step
//   for (size_t i = 0; i < AllProbes().size(); ++i)
//     if (!reached.test(i) && runs >= AllProbes()[i].budget_runs) Report(AllProbes()[i].name);
//
// Invariants: everything is seen from outside the core; names are stable and unique; a probe that
// is required has a budget, in runs of the profile mixed by the strategy swarm.

#ifndef CONFAB_PROPS_PROBES_PROBE_H_
#define CONFAB_PROPS_PROBES_PROBE_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "props/probes/scene.h"

namespace confab::props {

enum class Expectation : uint8_t {
  kSometimes,      // to be reached within the budget
  kNeverRequired,  // the clauses leave no way to it; worth knowing if it comes all the same
};

struct Probe {
  std::string name;
  std::string clause;  // where it is from
  std::string what;    // what is observed, in words
  Expectation expectation = Expectation::kSometimes;
  uint64_t budget_runs = 0;
};

inline constexpr size_t kProbesMax = 320;
using ProbeSet = std::bitset<kProbesMax>;  // by place in AllProbes()

// The coincidences first, then families: numerics, events, ends, and what each verb comes to.
const std::vector<Probe>& AllProbes();

// Never reached, and so proves that what is not reached is told; not among the others.
const Probe& CanaryProbe();

// Marks what the scene shows.
void Look(const Scene& scene, ProbeSet& reached);

}  // namespace confab::props

#endif  // CONFAB_PROPS_PROBES_PROBE_H_
