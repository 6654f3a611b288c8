#include "server_core/text/nick.h"

#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace confab {
namespace {

constexpr std::string_view kFirst =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz[]{}\\|^_`";
constexpr std::string_view kRestOnly = "0123456789-";

bool IsNick(const std::string& word) { return Nick::Parse(word, 30).has_value(); }

TEST(Nick, EachByteIsAllowedWhereTheGrammarSays) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string word(1, static_cast<char>(byte));
    const bool first = kFirst.find(word) != std::string_view::npos;
    const bool rest = first || kRestOnly.find(word) != std::string_view::npos;
    EXPECT_EQ(IsNick(word), first) << byte;
    EXPECT_EQ(IsNick("a" + word), rest) << byte;
    EXPECT_EQ(IsNick("a" + word + "b"), rest) << byte;
  }
}

TEST(Nick, HasAtLeastOneByteAndAtMostTheLimit) {
  EXPECT_FALSE(IsNick(""));
  for (const int64_t bytes_max : {1, 9, 30, 63}) {
    const std::string longest(static_cast<size_t>(bytes_max), 'n');
    EXPECT_EQ(Nick::Parse(longest, bytes_max)->view(), longest);
    EXPECT_EQ(Nick::Parse(longest + "n", bytes_max), std::nullopt);
  }
}

TEST(Nick, KeepsItsSpelling) { EXPECT_EQ(Nick::Parse("aLiCe[]", 30)->view(), "aLiCe[]"); }

}  // namespace
}  // namespace confab
