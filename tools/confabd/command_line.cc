// First options and words are parted, then the words are matched: each command says how many it
// takes and which options mean something to it.

#include "tools/confabd/command_line.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "tools/confabd/config/nearest_name.h"
#include "tools/confabd/config/settings_table.h"

namespace confab {
namespace {

constexpr std::string_view kHelp =
    R"(confabd, the Confab chat server (IRC and IRCX)

  confabd [--config FILE] [--log-format text|json] [--record DIR]
      serve until SIGTERM; without a file on 127.0.0.1 port 6667; keep a
      recording in DIR of what happens, without passwords, for `confab replay`
  confabd check-config FILE
      tell everything that is wrong with a configuration
  confabd example-config
      print a configuration with every setting, its default and its meaning
  confabd account add NAME [--password-stdin] [--config FILE]
  confabd account set-password NAME [--password-stdin] [--config FILE]
  confabd account remove NAME [--config FILE]
  confabd account list [--config FILE]
      look after the accounts, whether the server runs or not; FILE is the
      server's configuration, which tells where they are
  confabd --help
  confabd --version

SIGHUP makes a server read its configuration and certificates again; if
something is wrong with them the log says so and nothing changes.
Exit status: 0 done, 1 failed, 2 wrong usage or configuration.
)";

constexpr std::string_view kCommands[] = {"check-config", "example-config", "account", "help"};
constexpr std::string_view kActions[] = {"add", "list", "set-password", "remove"};
constexpr std::string_view kOptions[] = {"--config",         "--log-format", "--record",
                                         "--password-stdin", "--help",       "--version"};

absl::Status Wrong(std::string_view word, std::string_view what) {
  std::string message(word);
  return absl::InvalidArgumentError(message.append(": ").append(what));
}

absl::Status Unknown(std::string_view word, std::string_view kind,
                     absl::Span<const std::string_view> names) {
  std::string what = "no such ";
  what += kind;
  if (const std::string_view near = NearestName(word, names); !near.empty()) {
    what.append("; did you mean \"").append(near).append("\"?");
  } else {
    what.append("; there are ").append(Listed(names));
  }
  return Wrong(word, what);
}

class Parser {
 public:
  absl::StatusOr<CommandLine> Parse(const std::vector<std::string>& words) && {
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].size() < 2 || words[i][0] != '-') {
        plain_.push_back(words[i]);
      } else if (absl::Status status = TakeOption(words, i); !status.ok()) {
        return status;
      }
    }
    if (is_asked_) return std::move(line_);
    absl::Status status =
        plain_.empty() ? Allow({"--config", "--log-format", "--record"}) : TakeCommand();
    if (!status.ok()) return status;
    return std::move(line_);
  }

 private:
  absl::Status TakeOption(const std::vector<std::string>& words, size_t& at) {
    const std::string& word = words[at];
    const size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (name == "--help" || name == "-h" || name == "--version") {
      line_.command = name == "--version" ? Command::kVersion : Command::kHelp;
      is_asked_ = true;
      return absl::OkStatus();
    }
    if (std::find(std::begin(kOptions), std::end(kOptions), name) == std::end(kOptions)) {
      return Unknown(name, "option", kOptions);
    }
    given_.push_back(name);
    if (name == "--password-stdin") {
      line_.password_stdin = true;
      return equals == std::string::npos ? absl::OkStatus() : Wrong(name, "takes no value");
    }
    if (equals == std::string::npos && at + 1 == words.size()) return Wrong(name, "needs a value");
    const std::string value = equals == std::string::npos ? words[++at] : word.substr(equals + 1);
    if (name == "--log-format") return TakeLogFormat(value);
    const bool is_config = name == "--config";
    if (value.empty()) return Wrong(name, is_config ? "needs a file" : "needs a folder");
    (is_config ? line_.config_file : line_.record_folder) = value;
    return absl::OkStatus();
  }

  absl::Status TakeLogFormat(const std::string& value) {
    const LogFormat* type = nullptr;
    const absl::Span<const std::string_view> words = WordsOf(type);
    const auto found = std::find(words.begin(), words.end(), value);
    if (found == words.end()) return Wrong("--log-format", "must be " + Listed(words));
    line_.log_format = static_cast<LogFormat>(found - words.begin());
    return absl::OkStatus();
  }

  absl::Status TakeCommand() {
    const std::string& name = plain_[0];
    if (name == "help") {
      line_.command = Command::kHelp;
      return Take(1, "", {});
    }
    if (name == "example-config") {
      line_.command = Command::kExampleConfig;
      return Take(1, "", {});
    }
    if (name == "check-config") {
      line_.command = Command::kCheckConfig;
      if (absl::Status status = Take(2, "a file", {}); !status.ok()) return status;
      line_.config_file = plain_[1];
      return absl::OkStatus();
    }
    if (name == "account") return TakeAccount();
    return Unknown(name, "command", kCommands);
  }

  absl::Status TakeAccount() {
    line_.command = Command::kAccount;
    if (plain_.size() < 2) return Wrong("account", "needs " + Listed(kActions));
    const auto* found = std::find(std::begin(kActions), std::end(kActions), plain_[1]);
    if (found == std::end(kActions)) return Unknown(plain_[1], "action of account", kActions);
    line_.action = static_cast<AccountAction>(found - std::begin(kActions));
    if (line_.action == AccountAction::kList) return Take(2, "", {"--config"});
    const bool has_password = line_.action != AccountAction::kRemove;
    absl::Status status = has_password ? Take(3, "a name", {"--config", "--password-stdin"})
                                       : Take(3, "a name", {"--config"});
    if (status.ok()) line_.account = plain_[2];
    return status;
  }

  // The command has so many words, the last of which is `last`, and these options.
  absl::Status Take(size_t count, std::string_view last, std::vector<std::string_view> options) {
    if (plain_.size() < count) return Wrong(plain_.back(), std::string("needs ").append(last));
    if (plain_.size() > count) return Wrong(plain_[count], "one word too many");
    return Allow(std::move(options));
  }

  absl::Status Allow(const std::vector<std::string_view>& options) const {
    for (const std::string& name : given_) {
      if (std::find(options.begin(), options.end(), name) == options.end()) {
        return Wrong(name, "means nothing here");
      }
    }
    return absl::OkStatus();
  }

  CommandLine line_;
  std::vector<std::string> plain_;
  std::vector<std::string> given_;
  bool is_asked_ = false;  // --help or --version, whatever else there is
};

}  // namespace

absl::StatusOr<CommandLine> ParseCommandLine(const std::vector<std::string>& words) {
  return Parser().Parse(words);
}

std::string_view HelpText() { return kHelp; }

}  // namespace confab
