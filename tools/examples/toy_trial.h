// The toy on trial: how it is made, what must hold of it, and what it is put through.
//
//   int main(int argc, char** argv) { return RunConfab(ToyTrial(), argc, argv); }
//
// Invariants: beside its own law the toy is held to those of Confab's laws that speak of no
// protocol: any cut, the same run twice, and a ledger that comes back to its start.

#ifndef CONFAB_TOOLS_EXAMPLES_TOY_TRIAL_H_
#define CONFAB_TOOLS_EXAMPLES_TOY_TRIAL_H_

#include "props/laws/trial.h"

namespace confab::tools {

const props::Trial& ToyTrial();

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_EXAMPLES_TOY_TRIAL_H_
