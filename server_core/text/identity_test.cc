#include "server_core/text/identity.h"

#include <string>

#include "gtest/gtest.h"

namespace confab {
namespace {

bool IsLetterOrDigit(int byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

TEST(Host, AddressesStay) {
  EXPECT_EQ(HostOf("192.0.2.7").view(), "192.0.2.7");
  EXPECT_EQ(HostOf("2001:db8::1").view(), "2001:db8::1");
}

TEST(Host, IsNeverEmptyAndNeverStartsWithAColon) {
  EXPECT_EQ(HostOf("").view(), "unknown");
  EXPECT_EQ(HostOf("::1").view(), "0::1");
  EXPECT_EQ(HostOf(":").view(), "0:");
}

TEST(Host, OtherBytesBecomeDashes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = "a" + std::string(1, static_cast<char>(byte));
    const bool stays = IsLetterOrDigit(byte) || byte == '.' || byte == ':' || byte == '-';
    EXPECT_EQ(HostOf(text).view(), stays ? text : "a-") << byte;
  }
}

TEST(Host, IsCutTo63Bytes) {
  EXPECT_EQ(HostOf(std::string(63, 'h')).view(), std::string(63, 'h'));
  EXPECT_EQ(HostOf(std::string(64, 'h')).view(), std::string(63, 'h'));
  EXPECT_EQ(HostOf(":" + std::string(61, 'h')).view(), "0:" + std::string(61, 'h'));
  EXPECT_EQ(HostOf(":" + std::string(62, 'h')).view(), "0:" + std::string(61, 'h'));
}

TEST(UserName, HasLettersDigitsDotsDashesAndUnderscores) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool stays = IsLetterOrDigit(byte) || byte == '.' || byte == '_' || byte == '-';
    const std::string text(1, static_cast<char>(byte));
    EXPECT_EQ(CleanUserName(text), stays ? text : "") << byte;
    EXPECT_EQ(UserNameOf(text, 10, true).view(), stays ? text : "") << byte;
  }
}

TEST(UserName, HasATildeUnlessAuthenticated) {
  EXPECT_EQ(UserNameOf("alice", 10, /*authenticated=*/false).view(), "~alice");
  EXPECT_EQ(UserNameOf("alice", 10, /*authenticated=*/true).view(), "alice");
}

TEST(UserName, IsCutWithItsTilde) {
  for (const int64_t bytes_max : {2, 10, 32}) {
    const std::string fits(static_cast<size_t>(bytes_max), 'u');
    const std::string shown = "~" + fits.substr(1);
    EXPECT_EQ(UserNameOf(fits.substr(1), bytes_max, false).view(), shown);
    EXPECT_EQ(UserNameOf(fits, bytes_max, false).view(), shown);
    EXPECT_EQ(UserNameOf(fits, bytes_max, true).view(), fits);
    EXPECT_EQ(UserNameOf(fits + "u", bytes_max, true).view(), fits);
  }
}

TEST(UserName, CleaningComesBeforeCutting) {
  EXPECT_EQ(UserNameOf("@@a@b", 2, true).view(), "ab");
  EXPECT_EQ(CleanUserName(std::string(500, 'u')), std::string(500, 'u'));
}

TEST(RealName, IsCutOnACodePointBoundary) {
  EXPECT_EQ(RealNameOf("Alice", 5).view(), "Alice");
  EXPECT_EQ(RealNameOf("Alice", 4).view(), "Alic");
  EXPECT_EQ(RealNameOf("Ali\xc3\xa4", 4).view(), "Ali");
  EXPECT_EQ(RealNameOf(std::string(201, 'r'), 200).view(), std::string(200, 'r'));
}

}  // namespace
}  // namespace confab
