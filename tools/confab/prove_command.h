// `confab explore --strategy exhaustive`: nothing is drawn, every order is run.
//
//   if (AskForProof(arguments)) return ExploreWorlds(trial, arguments, out, err);
//
// Invariants: with this strategy the flags of drawing are refused. Exit codes are explore's.

#ifndef CONFAB_TOOLS_CONFAB_PROVE_COMMAND_H_
#define CONFAB_TOOLS_CONFAB_PROVE_COMMAND_H_

#include <ostream>

#include "props/laws/trial.h"
#include "tools/confab/commands.h"
#include "tools/confab/exit_code.h"

namespace confab::tools {

bool AskForProof(Arguments arguments);

ExitCode ExploreWorlds(const props::Trial& trial, Arguments arguments, std::ostream& out,
                       std::ostream& err);

ExitCode ListWorlds(const props::Trial& trial, Arguments arguments, std::ostream& out,
                    std::ostream& err);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_PROVE_COMMAND_H_
