#include "tools/confabd/config/nearest_name.h"

#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace confab {
namespace {

const std::vector<std::string_view> kNames = {"listen", "limits", "sizes"};

TEST(NearestName, OneSlipIsForgiven) {
  EXPECT_EQ(NearestName("lisen", kNames), "listen");
  EXPECT_EQ(NearestName("limitz", kNames), "limits");
  EXPECT_EQ(NearestName("ssizes", kNames), "sizes");
}

TEST(NearestName, UpToAThirdOfTheWordAndNoMore) {
  EXPECT_EQ(NearestName("xxxten", kNames), "");
  EXPECT_EQ(NearestName("xxsten", kNames), "listen");
  EXPECT_EQ(NearestName("colour", kNames), "");
  EXPECT_EQ(NearestName("", kNames), "");
}

TEST(NearestName, OfEquallyNearOnesTheFirst) {
  EXPECT_EQ(NearestName("abc", std::vector<std::string_view>{"abd", "abe"}), "abd");
}

}  // namespace
}  // namespace confab
