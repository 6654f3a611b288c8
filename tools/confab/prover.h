// The part of a worker that proves: every interleaving of some worlds.
//
//   const Done done = Prove(job.proving(), laws, trial, begin);
//   if (done.has_breach()) Keep(done.breach().scenario());
//   Print(done.proof(0).executed(), done.proof(0).interleavings());
//
// Invariants: the seed of a breach is the world's place plus one, its ordinal the run among those
// executed in that world. A world whose reduction is found wrong is run again without.

#ifndef CONFAB_TOOLS_CONFAB_PROVER_H_
#define CONFAB_TOOLS_CONFAB_PROVER_H_

#include <vector>

#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/checker.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

Done Prove(const Proving& job, const std::vector<const props::Law*>& laws,
           const props::Trial& trial, Begin begin);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_PROVER_H_
