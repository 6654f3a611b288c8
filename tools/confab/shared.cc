#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/confab/commands.h"
#include "tools/confab/reduction.h"

namespace confab::tools {
namespace {

std::string FromEnvironment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsPlainWord(const std::string& text) {
  constexpr char kPlain[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@";
  return !text.empty() && text.find_first_not_of(kPlain) == std::string::npos;
}

}  // namespace

ExitCode Complain(std::ostream& err, std::string_view command, const absl::Status& status) {
  err << "confab " << command << ": " << status.message() << "\n";
  return ExitCode::kUsage;
}

absl::StatusOr<std::vector<const props::Law*>> LawsNamed(const props::Trial& trial,
                                                         const std::vector<std::string>& names) {
  if (names.empty()) return props::LawsOf(trial);
  std::vector<const props::Law*> laws;
  for (const std::string& name : names) {
    const props::Law* law = props::FindLaw(trial, name);
    if (law == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("no law '", name, "'; `confab laws` lists them"));
    }
    laws.push_back(law);
  }
  return laws;
}

absl::StatusOr<props::Profile> ProfileNamed(const std::string& name) {
  if (name.empty()) return props::Profile::kMixed;
  if (const auto profile = props::ParseProfile(name)) return *profile;
  std::string known;
  for (const props::Profile profile : props::AllProfiles()) {
    absl::StrAppend(&known, known.empty() ? "" : ", ", std::string(props::ProfileName(profile)));
  }
  return absl::InvalidArgumentError(absl::StrCat("no profile '", name, "'; there are: ", known));
}

bool IsChat(const props::Trial& trial) { return &trial == &props::ChatTrial(); }

absl::StatusOr<props::Strategy> StrategyNamed(const props::Trial& trial, const std::string& name) {
  if (name.empty()) return props::Strategy::kSwarm;
  const auto strategy = props::ParseStrategy(name);
  if (strategy == props::Strategy::kPlain && !IsChat(trial)) {
    return absl::InvalidArgumentError("plain scenarios are the chat server's; try swarm, novelty");
  }
  if (strategy) return *strategy;
  return absl::InvalidArgumentError(
      absl::StrCat("no strategy '", name, "'; there are: plain, swarm, novelty, exhaustive"));
}

ExitCode ExitCodeOfKind(std::string_view law_kind) {
  using props::LawKind;
  if (law_kind == props::LawKindName(LawKind::kLiveness)) return ExitCode::kLiveness;
  if (law_kind == props::LawKindName(LawKind::kDeterminism)) return ExitCode::kDeterminism;
  if (law_kind == props::LawKindName(LawKind::kLedger)) return ExitCode::kLedger;
  return ExitCode::kSafety;
}

std::string PlantedDefect() {
  const std::string planted = FromEnvironment("CONFAB_PLANTED");
  if (!planted.empty()) return planted;
  const std::vector<std::string> words = absl::StrSplit(ReplayCommand(), ' ');
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--planted") return words[i + 1];
  }
  return "";
}

std::string ReplayCommand() {
  const std::string command = FromEnvironment("CONFAB_REPLAY_COMMAND");
  if (!command.empty()) return command;
  const std::string planted = FromEnvironment("CONFAB_PLANTED");
  return planted.empty() ? "tools/dev replay"
                         : absl::StrCat("tools/dev replay --planted ", planted);
}

std::string PromiseInWords(const props::Trial& trial, const std::string& law) {
  if (law == kCrashLaw) return "The subject died: our own mistake, not a peer's.";
  const props::Law* known = props::FindLaw(trial, law);
  if (known == nullptr) return "";
  return absl::StrCat("The law ", law, " (", std::string(known->clause),
                      ") promises: ", std::string(known->promise));
}

std::string ShellWord(const std::string& text) {
  if (IsPlainWord(text)) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace confab::tools
