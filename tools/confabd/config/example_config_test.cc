#include "tools/confabd/config/example_config.h"

#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/confabd/config/config_file.h"
#include "tools/confabd/config/settings_table.h"

namespace confab {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ExampleConfig, ReadsBackAsTheDefaults) {
  const ConfigFile file = ReadConfig(ExampleConfig(Settings{}));
  EXPECT_THAT(file.problems, IsEmpty());
  EXPECT_EQ(ExampleConfig(file.settings), ExampleConfig(Settings{}));
}

TEST(ExampleConfig, ReadsBackWhateverTheSettingsAre) {
  Settings settings;
  settings.core.server_info = "\"quoted\" \\ back\x01slash \xc3\xa9";
  settings.core.motd = {"one", "", "three \"3\""};
  settings.core.case_mapping = CaseMapping::kAscii;
  settings.core.probe_after = std::chrono::nanoseconds(1'500'000'001);
  settings.core.anonymous_allowed = false;
  settings.listeners = {{"::1", 1, false}, {"0.0.0.0", 2, true}};
  settings.certificate_file = "c.pem";
  settings.key_file = "k.pem";
  settings.log_level = LogLevel::kError;
  const std::string text = ExampleConfig(settings);
  EXPECT_NE(text, ExampleConfig(Settings{}));
  const ConfigFile file = ReadConfig(text);
  EXPECT_THAT(file.problems, IsEmpty());
  EXPECT_EQ(file.settings.core.server_info, settings.core.server_info);
  EXPECT_EQ(file.settings.core.motd, settings.core.motd);
  EXPECT_EQ(ExampleConfig(file.settings), text);
}

TEST(ExampleConfig, DocumentsEveryKeyOnce) {
  const std::string text = ExampleConfig(Settings{});
  std::set<std::string_view> keys;
  for (const Setting& setting : SettingsTable()) {
    EXPECT_FALSE(setting.purpose.empty()) << setting.key;
    EXPECT_FALSE(SectionPurpose(setting.section).empty()) << setting.section;
    EXPECT_TRUE(keys.insert(setting.key).second) << setting.key << " stands in two sections";
    EXPECT_THAT(text, HasSubstr("\n" + std::string(setting.key) + " = "));
  }
}

TEST(ExampleConfig, TellsWhatEachKeyMayBe) {
  const std::string text = ExampleConfig(Settings{});
  EXPECT_THAT(text, HasSubstr("# Nicknames. Valid: 1 to 63.\nnick_bytes_max = 30\n"));
  EXPECT_THAT(text, HasSubstr("Valid: above 0.\nprobe_wait = \"2m\"\n"));
  EXPECT_THAT(text, HasSubstr("Valid: 1ms to 1h.\nlinger = \"2s\"\n"));
  EXPECT_THAT(text, HasSubstr("Valid: \"text\", \"json\".\nlog_format = \"text\"\n"));
}

TEST(ExampleConfig, LinesFitTheTerminal) {
  std::string_view text;
  const std::string whole = ExampleConfig(Settings{});
  for (text = whole; !text.empty(); text.remove_prefix(text.find('\n') + 1)) {
    EXPECT_LE(text.find('\n'), 100u);
  }
}

}  // namespace
}  // namespace confab
