#include "props/laws/trial.h"
#include "tools/confab/commands.h"
#include "tools/identity/identity_command.h"

namespace confab::tools {

ExitCode RepeatAll(const props::Trial& trial, Arguments arguments, std::ostream& out,
                   std::ostream& err) {
  return Identity({trial.create, trial.generate}, arguments, out, err);
}

}  // namespace confab::tools
