// What the words after `confabd` ask for.
//
//   absl::StatusOr<CommandLine> line = ParseCommandLine({"account", "add", "alice"});
//   if (!line.ok()) return UsageError(line.status());
//   switch (line->command) ...
//
// Invariants: a word that is not understood is an error, never ignored; the message is one line and
// names it. Options may stand anywhere, as `--name value` or `--name=value`.

#ifndef CONFAB_TOOLS_CONFABD_COMMAND_LINE_H_
#define CONFAB_TOOLS_CONFABD_COMMAND_LINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/confabd/config/settings.h"

namespace confab {

enum class Command : uint8_t { kServe, kCheckConfig, kExampleConfig, kAccount, kHelp, kVersion };
enum class AccountAction : uint8_t { kAdd, kList, kSetPassword, kRemove };

struct CommandLine {
  Command command = Command::kServe;
  std::string config_file = {};  // also the argument of check-config
  std::optional<LogFormat> log_format = {};
  std::string record_folder = {};
  AccountAction action = AccountAction::kList;
  std::string account = {};
  bool password_stdin = false;
};

// The words after the program's name.
absl::StatusOr<CommandLine> ParseCommandLine(const std::vector<std::string>& words);

// What `confabd --help` prints.
std::string_view HelpText();

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_COMMAND_LINE_H_
