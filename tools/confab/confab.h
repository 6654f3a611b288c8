// The whole of confab for one trial: what a main() calls.
//
//   int main(int argc, char** argv) {
//     return confab::tools::RunConfab(confab::props::ChatTrial(), argc, argv);
//   }
//
// Invariant: the trial is the only thing that one confab has and another has not.

#ifndef CONFAB_TOOLS_CONFAB_CONFAB_H_
#define CONFAB_TOOLS_CONFAB_CONFAB_H_

#include "props/laws/trial.h"

namespace confab::tools {

// Returns what the process is to exit with: an ExitCode.
int RunConfab(const props::Trial& trial, int argc, char** argv);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_CONFAB_H_
