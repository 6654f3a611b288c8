// What the program's exit code means; stable, since scripts and `tools/dev mutants` read it.
//
//   return static_cast<int>(ExitCode::kUsage);
//   return static_cast<int>(ExitCodeOf(finding.kind));
//
// Invariant: a code never changes its meaning. 3 and up tell apart what a breach of a law costs.

#ifndef CONFAB_TOOLS_CONFAB_EXIT_CODE_H_
#define CONFAB_TOOLS_CONFAB_EXIT_CODE_H_

namespace confab::tools {

enum class ExitCode : int {
  kHolds = 0,
  kSafety = 1,
  kUsage = 2,  // or input that cannot be read
  kLiveness = 3,
  kDeterminism = 4,
  kLedger = 5,
  kCrash = 6,  // of the subject
  kProbe = 7,  // all laws hold, but a probe was not reached within its budget
  kInterrupted = 130,
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_EXIT_CODE_H_
