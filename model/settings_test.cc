// The bounds of api/config.h, each at n and at n+1.

#include "model/settings.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace confab::model {
namespace {

struct Bounds {
  int64_t Config::*field;
  int64_t low;
  int64_t high;  // 0: none
};

constexpr Bounds kBounds[] = {
    {&Config::links_max, 1, 0},
    {&Config::auth_exchanges_max, 1, 0},
    {&Config::auth_failures_max, 1, 0},
    {&Config::nick_bytes_max, 1, 63},
    {&Config::user_bytes_max, 2, 32},
    {&Config::realname_bytes_max, 1, 200},
    {&Config::channel_bytes_max, 2, 100},
    {&Config::topic_bytes_max, 1, 300},
    {&Config::reason_bytes_max, 1, 300},
    {&Config::channels_per_user_max, 1, 0},
    {&Config::channels_max, 1, 0},
    {&Config::targets_max, 1, 0},
    {&Config::send_queue_bytes_max, 512, 0},
    {&Config::input_burst_bytes_max, 512, 1'000'000'000},
    {&Config::input_bytes_per_second_max, 1, 1'000'000'000},
};

bool IsValidWith(int64_t Config::*field, int64_t value) {
  Config config;
  config.topic_bytes_max = 200;  // so that the longest names still fit a line with it
  config.*field = value;
  return AreValid(config);
}

TEST(Settings, TheDefaultsAreValid) { EXPECT_TRUE(AreValid(Config())); }

TEST(Settings, EachNumberEndsAtItsBounds) {
  for (const Bounds& bounds : kBounds) {
    EXPECT_TRUE(IsValidWith(bounds.field, bounds.low)) << bounds.low;
    EXPECT_FALSE(IsValidWith(bounds.field, bounds.low - 1)) << bounds.low;
    const int64_t high = bounds.high == 0 ? INT64_MAX : bounds.high;
    EXPECT_TRUE(IsValidWith(bounds.field, high)) << high;
    if (bounds.high == 0) continue;
    EXPECT_FALSE(IsValidWith(bounds.field, high + 1)) << high;
  }
}

TEST(Settings, WaitsAreAboveZero) {
  for (Duration Config::*wait :
       {&Config::registration_deadline, &Config::probe_after, &Config::probe_wait}) {
    Config config;
    config.*wait = Duration(1);
    EXPECT_TRUE(AreValid(config));
    config.*wait = Duration(0);
    EXPECT_FALSE(AreValid(config));
  }
}

TEST(Settings, ATopicLineFits510Bytes) {
  Config config;
  config.nick_bytes_max = 63;
  config.user_bytes_max = 32;
  config.topic_bytes_max = 300;
  config.channel_bytes_max = 510 - 63 - 32 - 300 - 63 - 12;
  EXPECT_TRUE(AreValid(config));
  ++config.channel_bytes_max;
  EXPECT_FALSE(AreValid(config));
}

TEST(Settings, ANameIsUpTo63BytesThatPrint) {
  Config config;
  for (const auto& [name, is_valid] : {std::pair("s.x", true),
                                       {".", true},
                                       {"no-dot", false},
                                       {"", false},
                                       {":s.x", false},
                                       {"s x.y", false},
                                       {"s.x\x7f", false}}) {
    config.server_name = name;
    EXPECT_EQ(AreValid(config), is_valid) << name;
  }
  config.server_name = "." + std::string(62, 'x');
  EXPECT_TRUE(AreValid(config));
  config.server_name += 'x';
  EXPECT_FALSE(AreValid(config));
}

TEST(Settings, ABackslashAndAnEqualsSignOfTheNetworkNameCountAsFour) {
  Config config;
  config.network_name = "=\\" + std::string(55, 'x');
  EXPECT_TRUE(AreValid(config));
  config.network_name += 'x';
  EXPECT_FALSE(AreValid(config));
}

TEST(Settings, ATextIsOneLineOfItsSize) {
  Config config;
  config.server_info = std::string(100, 'x');
  config.password = std::string(504, 'x');
  config.motd = {"", std::string(400, 'x')};
  EXPECT_TRUE(AreValid(config));
  for (std::string Config::*text : {&Config::server_info, &Config::password}) {
    Config longer = config;
    longer.*text += 'x';
    EXPECT_FALSE(AreValid(longer));
    longer.*text = "a\nb";
    EXPECT_FALSE(AreValid(longer));
  }
  config.motd.push_back(std::string(401, 'x'));
  EXPECT_FALSE(AreValid(config));
}

TEST(Settings, TheCaseMappingStays) {
  Config next;
  EXPECT_TRUE(MayReplace(Config(), next));
  next.case_mapping = CaseMapping::kAscii;
  EXPECT_TRUE(AreValid(next));
  EXPECT_FALSE(MayReplace(Config(), next));
}

}  // namespace
}  // namespace confab::model
