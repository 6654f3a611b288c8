#include "tools/confab/confab.h"

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "props/gen/scenario_gen.h"
#include "server_core/api/config.h"
#include "sim/script.h"
#include "tools/confab/commands.h"

namespace confab::tools {
namespace {

std::string Version() {
  return absl::StrCat(Config().version, " (scenario format ", sim::kScenarioFormat, ", generator ",
                      props::kGeneratorVersion, ")\n");
}

ExitCode Run(const props::Trial& trial, const std::vector<std::string>& words) {
  const std::string name = words.empty() ? "" : words.front();
  if (name == "--version") {
    std::cout << Version();
    return ExitCode::kHolds;
  }
  if (name == "--help" || name == "help") {
    std::cout << Usage();
    return ExitCode::kHolds;
  }
  const Command* command = FindCommand(name);
  if (command == nullptr) {
    std::cerr << (name.empty() ? "confab: no command given" : "confab: no command '" + name + "'")
              << "; `confab --help` lists them\n";
    return ExitCode::kUsage;
  }
  const Arguments arguments = Arguments(words).subspan(1);
  for (const std::string& argument : arguments) {
    if (argument != "--help") continue;
    std::cout << command->help;
    return ExitCode::kHolds;
  }
  return command->run(trial, arguments, std::cout, std::cerr);
}

}  // namespace

int RunConfab(const props::Trial& trial, int argc, char** argv) {
  // A worker that has died is noticed by reading from it.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> words(argv + 1, argv + argc);
  return static_cast<int>(Run(trial, words));
}

}  // namespace confab::tools
