#include "server_core/text/channel_name.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"

namespace confab {
namespace {

bool IsChannel(const std::string& word) { return ChannelName::Parse(word, 63).has_value(); }

TEST(ChannelName, StartsWithANumberSignOrAnAmpersand) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string first(1, static_cast<char>(byte));
    const bool prefix = first == "#" || first == "&";
    EXPECT_EQ(HasChannelPrefix(first), prefix) << byte;
    EXPECT_EQ(IsChannel(first + "a"), prefix) << byte;
  }
  EXPECT_FALSE(HasChannelPrefix(""));
  EXPECT_FALSE(IsChannel(""));
}

TEST(ChannelName, HasNoControlByteSpaceOrComma) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool allowed = byte >= 0x21 && byte != 0x7f && byte != ',';
    EXPECT_EQ(IsChannel("#" + std::string(1, static_cast<char>(byte))), allowed) << byte;
  }
}

TEST(ChannelName, HasAtLeastTwoBytesAndAtMostTheLimit) {
  EXPECT_FALSE(IsChannel("#"));
  EXPECT_TRUE(IsChannel("##"));
  for (const int64_t bytes_max : {2, 63, 100}) {
    const std::string longest(static_cast<size_t>(bytes_max), '#');
    EXPECT_EQ(ChannelName::Parse(longest, bytes_max)->view(), longest);
    EXPECT_EQ(ChannelName::Parse(longest + "#", bytes_max), std::nullopt);
  }
}

}  // namespace
}  // namespace confab
