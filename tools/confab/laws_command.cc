#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "props/laws/law.h"
#include "tools/confab/commands.h"
#include "tools/confab/flags.h"
#include "tools/confab/story.h"

namespace confab::tools {

ExitCode ListLaws(const props::Trial& trial, Arguments arguments, std::ostream& out,
                  std::ostream& err) {
  std::vector<std::string> rest;
  const absl::Status status = Flags().Parse(arguments, &rest);
  if (!status.ok()) return Complain(err, "laws", status);
  if (!rest.empty()) {
    return Complain(err, "laws", absl::InvalidArgumentError("takes no arguments"));
  }
  for (const props::Law& law : trial.laws) {
    out << absl::StrFormat("%-24s %-12s %s\n", std::string(law.name),
                           std::string(props::LawKindName(law.kind)), std::string(law.clause));
    out << "    " << law.promise << "\n";
  }
  return ExitCode::kHolds;
}

}  // namespace confab::tools
