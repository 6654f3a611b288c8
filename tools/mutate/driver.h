// Runs every mutant of the sources linked into this program. See `tools/dev help mutate`.
//
//   const ExitCode code = Drive({"--mutants", "core.tsv", "--json", "known.jsonl"}, ChatTrial());
//
// Invariants: says on stdout which mutants live and what the score is, on stderr how far it is;
// kHolds if none lives. What is in the results file already is not tried again.

#ifndef CONFAB_TOOLS_MUTATE_DRIVER_H_
#define CONFAB_TOOLS_MUTATE_DRIVER_H_

#include <string>
#include <vector>

#include "props/laws/trial.h"
#include "tools/confab/exit_code.h"

namespace confab::mutate {

tools::ExitCode Drive(const std::vector<std::string>& words, const props::Trial& trial);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_DRIVER_H_
