// The program: which command, and how its outcome becomes an exit status.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_split.h"
#include "tools/confabd/account_command.h"
#include "tools/confabd/command_line.h"
#include "tools/confabd/config/example_config.h"
#include "tools/confabd/config/settings.h"
#include "tools/confabd/daemon.h"
#include "tools/confabd/load_settings.h"
#include "tools/confabd/state_directory.h"
#include "tools/confabd/store/account_store.h"

namespace confab {
namespace {

constexpr int kFailed = 1;
constexpr int kWrong = 2;

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

absl::Status Serve(const CommandLine& line) {
  const absl::StatusOr<std::unique_ptr<Daemon>> daemon =
      Daemon::Create({line.config_file, line.log_format, line.record_folder});
  if (daemon.ok()) (*daemon)->Run();
  return daemon.status();
}

absl::Status CheckConfig(const CommandLine& line) {
  const absl::Status status = LoadSettings(line.config_file).status();
  if (status.ok()) std::printf("%s: right\n", line.config_file.c_str());
  return status;
}

absl::Status Account(const CommandLine& line) {
  const absl::StatusOr<LoadedSettings> loaded = LoadSettings(line.config_file);
  if (!loaded.ok()) return loaded.status();
  const absl::StatusOr<std::string> file = StoreFile(loaded->settings);
  if (!file.ok()) return file.status();
  absl::StatusOr<AccountStore> store = AccountStore::Open(*file);
  return store.ok() ? RunAccountCommand(line, *store) : store.status();
}

absl::Status Run(const CommandLine& line) {
  switch (line.command) {
    case Command::kServe:
      return Serve(line);
    case Command::kCheckConfig:
      return CheckConfig(line);
    case Command::kExampleConfig:
      Print(ExampleConfig(Settings{}));
      return absl::OkStatus();
    case Command::kAccount:
      return Account(line);
    case Command::kHelp:
      Print(HelpText());
      return absl::OkStatus();
    case Command::kVersion:
      Print(Settings{}.core.version + "\n");
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  const absl::StatusOr<CommandLine> line =
      ParseCommandLine(std::vector<std::string>(argv + (argc > 0), argv + argc));
  const absl::Status status = line.ok() ? Run(*line) : line.status();
  if (status.ok()) return 0;
  for (const absl::string_view text : absl::StrSplit(status.message(), '\n')) {
    std::fprintf(stderr, "confabd: %.*s\n", static_cast<int>(text.size()), text.data());
  }
  return absl::IsInvalidArgument(status) ? kWrong : kFailed;
}

}  // namespace
}  // namespace confab

int main(int argc, char** argv) { return confab::Main(argc, argv); }
