// What a run shows of the server in it, as a hash: what it said, and what it held, at every step.
//
//   const sim::Hash128 here = Witness(scenario, trial);
//   if (here != reference.Witness(scenario)) ...       // the defect was triggered
//
// Invariant: no law takes part. The ledger belongs to it, because a leak is a difference too,
// though the trace does not show it.

#ifndef CONFAB_TOOLS_MUSEUM_WITNESS_H_
#define CONFAB_TOOLS_MUSEUM_WITNESS_H_

#include "props/laws/trial.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

// The scenario must be one that can be run.
sim::Hash128 Witness(const sim::Scenario& scenario, const props::Trial& trial);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_WITNESS_H_
