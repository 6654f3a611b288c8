#include "server_core/api/config.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace confab {
namespace {

// What Validate says of a configuration, "" if it is good.
std::string Verdict(const Config& config) { return std::string(Validate(config).message()); }

// Short topics, so that every other limit can be at its end.
template <typename Field, typename Value>
std::string VerdictWith(Field Config::*field, const Value& value) {
  Config config;
  config.topic_bytes_max = 50;
  config.*field = value;
  return Verdict(config);
}

// The ends of a range are good, the values beyond them are refused by name.
void ExpectRange(const std::string& name, int64_t Config::*field, int64_t low, int64_t high) {
  EXPECT_EQ(VerdictWith(field, low), "");
  EXPECT_EQ(VerdictWith(field, high), "");
  const std::string rule = "; must be " + std::to_string(low) + " to " + std::to_string(high);
  EXPECT_EQ(VerdictWith(field, low - 1), name + ": " + std::to_string(low - 1) + rule);
  EXPECT_EQ(VerdictWith(field, high + 1), name + ": " + std::to_string(high + 1) + rule);
}

void ExpectAtLeast(const std::string& name, int64_t Config::*field, int64_t low) {
  EXPECT_EQ(VerdictWith(field, low), "");
  EXPECT_EQ(VerdictWith(field, INT64_MAX), "");
  EXPECT_EQ(VerdictWith(field, low - 1),
            name + ": " + std::to_string(low - 1) + "; must be at least " + std::to_string(low));
}

void ExpectAboveZero(const std::string& name, Duration Config::*field) {
  EXPECT_EQ(VerdictWith(field, Duration(1)), "");
  EXPECT_EQ(VerdictWith(field, Duration::max()), "");
  EXPECT_EQ(VerdictWith(field, Duration(0)), name + ": 0 ns; must be above 0");
  EXPECT_EQ(VerdictWith(field, Duration(-1)), name + ": -1 ns; must be above 0");
}

TEST(Config, TheDefaultIsGood) { EXPECT_EQ(Verdict(Config()), ""); }

TEST(Config, ACountIsAtLeastItsMinimum) {
  ExpectAtLeast("links_max", &Config::links_max, 1);
  ExpectAtLeast("auth_exchanges_max", &Config::auth_exchanges_max, 1);
  ExpectAtLeast("auth_failures_max", &Config::auth_failures_max, 1);
  ExpectAtLeast("channels_per_user_max", &Config::channels_per_user_max, 1);
  ExpectAtLeast("channels_max", &Config::channels_max, 1);
  ExpectAtLeast("targets_max", &Config::targets_max, 1);
  ExpectAtLeast("send_queue_bytes_max", &Config::send_queue_bytes_max, 512);
}

TEST(Config, ASizeIsWithinItsRange) {
  ExpectRange("nick_bytes_max", &Config::nick_bytes_max, 1, 63);
  ExpectRange("user_bytes_max", &Config::user_bytes_max, 2, 32);
  ExpectRange("realname_bytes_max", &Config::realname_bytes_max, 1, 200);
  ExpectRange("channel_bytes_max", &Config::channel_bytes_max, 2, 100);
  ExpectRange("topic_bytes_max", &Config::topic_bytes_max, 1, 300);
  ExpectRange("reason_bytes_max", &Config::reason_bytes_max, 1, 300);
  ExpectRange("input_burst_bytes_max", &Config::input_burst_bytes_max, 512, 1'000'000'000);
  ExpectRange("input_bytes_per_second_max", &Config::input_bytes_per_second_max, 1, 1'000'000'000);
}

TEST(Config, AWaitIsAboveZero) {
  ExpectAboveZero("registration_deadline", &Config::registration_deadline);
  ExpectAboveZero("probe_after", &Config::probe_after);
  ExpectAboveZero("probe_wait", &Config::probe_wait);
}

TEST(Config, ANameIsOneWordOf63Bytes) {
  for (std::string Config::*field : {&Config::network_name, &Config::version}) {
    EXPECT_EQ(VerdictWith(field, "v"), "");
    EXPECT_EQ(VerdictWith(field, std::string(63, 'v')), "");
    for (const std::string& bad :
         {std::string(), std::string(64, 'v'), std::string("a b"), std::string(":a"),
          std::string("a\x7f"), std::string("\xc3\xa4"), std::string(1, '\0')}) {
      EXPECT_NE(VerdictWith(field, bad), "") << bad;
    }
  }
  EXPECT_EQ(VerdictWith(&Config::version, "a b"),
            "version: \"a b\" (3 bytes); must be 1 to 63 printable bytes without space or leading "
            "colon");
}

TEST(Config, AServerNameHasADot) {
  EXPECT_EQ(VerdictWith(&Config::server_name, "a.b"), "");
  EXPECT_EQ(VerdictWith(&Config::server_name, "a"),
            "server_name: \"a\" (1 bytes); must be a name with a dot");
  EXPECT_EQ(VerdictWith(&Config::server_name, "." + std::string(62, 's')), "");
  EXPECT_NE(VerdictWith(&Config::server_name, "." + std::string(63, 's')), "");
}

TEST(Config, ANetworkNameHas63BytesWhenShown) {
  EXPECT_EQ(VerdictWith(&Config::network_name, std::string(15, '=') + "abc"), "");
  EXPECT_NE(VerdictWith(&Config::network_name, std::string(15, '\\') + "abcd"), "");
}

TEST(Config, TextsAreSingleLines) {
  EXPECT_EQ(VerdictWith(&Config::server_info, std::string(100, 'i')), "");
  EXPECT_NE(VerdictWith(&Config::server_info, std::string(101, 'i')), "");
  EXPECT_NE(VerdictWith(&Config::server_info, ""), "");
  EXPECT_NE(VerdictWith(&Config::server_info, "a\nb"), "");
}

TEST(Config, AMotdLineHasAtMost400Bytes) {
  const std::string line(400, 'm');
  EXPECT_EQ(VerdictWith(&Config::motd, std::vector<std::string>{"", line}), "");
  EXPECT_NE(VerdictWith(&Config::motd, std::vector<std::string>{"", line + "m"}), "");
  EXPECT_EQ(VerdictWith(&Config::motd, std::vector<std::string>{"a\rb"}),
            "motd: \"a\\rb\" (3 bytes); must be lines of at most 400 bytes without NUL, CR and LF");
}

TEST(Config, APasswordFitsInALineAndIsNotShown) {
  EXPECT_EQ(VerdictWith(&Config::password, std::string(504, 'p')), "");
  EXPECT_EQ(VerdictWith(&Config::password, std::string(505, 'p')),
            "password: (not shown, 505 bytes); must be at most 504 bytes without NUL, CR and LF");
  EXPECT_NE(VerdictWith(&Config::password, "p\n"), "");
}

TEST(Config, ACaseMappingIsOneOfThree) {
  EXPECT_EQ(VerdictWith(&Config::case_mapping, CaseMapping::kRfc1459Strict), "");
  EXPECT_EQ(VerdictWith(&Config::case_mapping, CaseMapping{3}),
            "case_mapping: 3; must be ascii, rfc1459 or rfc1459-strict");
}

// `:nick!user@host TOPIC #channel :text` of the longest parts.
TEST(Config, ATopicChangeFitsInALine) {
  Config config;
  config.user_bytes_max = 32;
  config.nick_bytes_max = 40;
  EXPECT_EQ(1 + (40 + 1 + 32 + 1 + 63) + 7 + 63 + 2 + 300, 510);
  EXPECT_EQ(Verdict(config), "");
  config.nick_bytes_max = 41;
  EXPECT_EQ(
      Verdict(config),
      "topic_bytes_max: 300 (a TOPIC line of up to 511 bytes); must be such that it fits 510; or "
      "allow shorter names");
}

}  // namespace
}  // namespace confab
