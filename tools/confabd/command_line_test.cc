#include "tools/confabd/command_line.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using Words = std::vector<std::string>;

CommandLine Parsed(const Words& words) {
  const absl::StatusOr<CommandLine> line = ParseCommandLine(words);
  EXPECT_TRUE(line.ok()) << line.status();
  return line.value_or(CommandLine{});
}

std::string ErrorOf(const Words& words) {
  return std::string(ParseCommandLine(words).status().message());
}

TEST(CommandLine, WithoutWordsItServesWithTheDefaults) {
  const CommandLine line = Parsed({});
  EXPECT_EQ(line.command, Command::kServe);
  EXPECT_EQ(line.config_file, "");
  EXPECT_FALSE(line.log_format.has_value());
}

TEST(CommandLine, OptionsStandAnywhereInBothForms) {
  const CommandLine line = Parsed({"--config=a.toml", "--log-format", "json", "--record=d"});
  EXPECT_EQ(line.record_folder, "d");
  EXPECT_EQ(line.config_file, "a.toml");
  EXPECT_EQ(line.log_format, LogFormat::kJson);
  const CommandLine account = Parsed({"account", "--password-stdin", "add", "alice"});
  EXPECT_EQ(account.command, Command::kAccount);
  EXPECT_EQ(account.action, AccountAction::kAdd);
  EXPECT_EQ(account.account, "alice");
  EXPECT_TRUE(account.password_stdin);
}

TEST(CommandLine, HelpAndVersionGoBeforeEverything) {
  EXPECT_EQ(Parsed({"account", "--help"}).command, Command::kHelp);
  EXPECT_EQ(Parsed({"nonsense", "--version"}).command, Command::kVersion);
  EXPECT_EQ(Parsed({"help"}).command, Command::kHelp);
}

TEST(CommandLine, EachActionOfAccountIsUnderstood) {
  EXPECT_EQ(Parsed({"account", "list"}).action, AccountAction::kList);
  EXPECT_EQ(Parsed({"account", "remove", "a"}).action, AccountAction::kRemove);
  EXPECT_EQ(Parsed({"account", "set-password", "a"}).action, AccountAction::kSetPassword);
}

struct Row {
  Words words;
  std::string error;
};

TEST(CommandLine, EachWrongUseIsNamedInOneLine) {
  const Row rows[] = {
      {{"--confg", "f"}, "--confg: no such option; did you mean \"--config\"?"},
      {{"--config"}, "--config: needs a value"},
      {{"--config="}, "--config: needs a file"},
      {{"--record="}, "--record: needs a folder"},
      {{"account", "list", "--record=d"}, "--record: means nothing here"},
      {{"--log-format=xml"}, "--log-format: must be \"text\", \"json\""},
      {{"--password-stdin=1"}, "--password-stdin: takes no value"},
      {{"--password-stdin"}, "--password-stdin: means nothing here"},
      {{"chek-config", "f"}, "chek-config: no such command; did you mean \"check-config\"?"},
      {{"serve"},
       "serve: no such command; there are \"check-config\", \"example-config\", \"account\", "
       "\"help\""},
      {{"check-config"}, "check-config: needs a file"},
      {{"check-config", "a", "b"}, "b: one word too many"},
      {{"example-config", "--config=a"}, "--config: means nothing here"},
      {{"account"}, "account: needs \"add\", \"list\", \"set-password\", \"remove\""},
      {{"account", "ad"},
       "ad: no such action of account; there are \"add\", \"list\", "
       "\"set-password\", \"remove\""},
      {{"account", "add"}, "add: needs a name"},
      {{"account", "add", "a", "secret"}, "secret: one word too many"},
      {{"account", "list", "--password-stdin"}, "--password-stdin: means nothing here"},
  };
  for (const Row& row : rows) EXPECT_EQ(ErrorOf(row.words), row.error);
}

TEST(CommandLine, HelpFitsTheTerminal) {
  std::string_view text = HelpText();
  for (; !text.empty(); text.remove_prefix(text.find('\n') + 1)) {
    EXPECT_LE(text.find('\n'), 80u);
  }
}

}  // namespace
}  // namespace confab
