#include "tools/confabd/state_directory.h"

#include <sys/stat.h>

#include <cstdlib>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::HasSubstr;

class StateDirectory : public ::testing::Test {
 protected:
  StateDirectory() {
    for (const char* name : {"STATE_DIRECTORY", "XDG_STATE_HOME", "HOME"}) unsetenv(name);
  }

  static std::string Found() {
    const absl::StatusOr<std::string> file = StoreFile(Settings{});
    return file.ok() ? *file : std::string(file.status().message());
  }

  const std::string folder_ = ::testing::TempDir() + "state";
};

TEST_F(StateDirectory, TheSettingsGoFirst) {
  setenv("STATE_DIRECTORY", "/var/lib/confabd", 1);
  Settings settings;
  settings.store_file = "/srv/a.db";
  EXPECT_EQ(*StoreFile(settings), "/srv/a.db");
}

TEST_F(StateDirectory, ThenTheServiceThenTheUser) {
  setenv("HOME", folder_.c_str(), 1);
  EXPECT_EQ(Found(), folder_ + "/.local/state/confabd/confabd.db");
  setenv("XDG_STATE_HOME", (folder_ + "/xdg").c_str(), 1);
  EXPECT_EQ(Found(), folder_ + "/xdg/confabd/confabd.db");
  setenv("STATE_DIRECTORY", "/var/lib/confabd:/var/lib/other", 1);
  EXPECT_EQ(Found(), "/var/lib/confabd/confabd.db");
}

TEST_F(StateDirectory, IsMadeForItsOwnerOnly) {
  setenv("XDG_STATE_HOME", (folder_ + "/made").c_str(), 1);
  Found();
  struct stat made {};
  ASSERT_EQ(stat((folder_ + "/made/confabd").c_str(), &made), 0);
  EXPECT_EQ(made.st_mode & 0777, 0700u);
}

TEST_F(StateDirectory, WithoutAPlaceTheSettingIsNamed) {
  EXPECT_EQ(Found(), "no place for the accounts: no home directory; set store_file");
  setenv("HOME", "/dev/null", 1);
  EXPECT_THAT(Found(), HasSubstr("; set store_file"));
}

}  // namespace
}  // namespace confab
