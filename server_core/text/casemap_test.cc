#include "server_core/text/casemap.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace confab {
namespace {

constexpr CaseMapping kMappings[] = {CaseMapping::kAscii, CaseMapping::kRfc1459,
                                     CaseMapping::kRfc1459Strict};

std::string AllBytes() {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  return all;
}

std::string Folded(CaseMapping mapping, std::string_view text) {
  std::string folded(text.size(), '?');
  FoldInto(mapping, text, folded.data());
  return folded;
}

// All bytes, with the ones of `from` replaced by those of `to`.
std::string Replaced(std::string_view from, std::string_view to) {
  std::string all = AllBytes();
  for (size_t i = 0; i < from.size(); ++i) all[static_cast<unsigned char>(from[i])] = to[i];
  return all;
}

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^";
constexpr std::string_view kSmalls = "abcdefghijklmnopqrstuvwxyz{|}~";

TEST(CaseMapping, EachMappingIsItsTable) {
  EXPECT_EQ(Folded(CaseMapping::kAscii, AllBytes()),
            Replaced(kCapitals.substr(0, 26), kSmalls.substr(0, 26)));
  EXPECT_EQ(Folded(CaseMapping::kRfc1459, AllBytes()), Replaced(kCapitals, kSmalls));
  EXPECT_EQ(Folded(CaseMapping::kRfc1459Strict, AllBytes()),
            Replaced(kCapitals.substr(0, 29), kSmalls.substr(0, 29)));
}

TEST(CaseMapping, FoldingTwiceIsFoldingOnce) {
  for (const CaseMapping mapping : kMappings) {
    const std::string once = Folded(mapping, AllBytes());
    EXPECT_EQ(Folded(mapping, once), once);
  }
}

TEST(CaseMapping, NamesAreEqualIfTheirFoldsAre) {
  const std::string all = AllBytes();
  for (const CaseMapping mapping : kMappings) {
    for (size_t a = 0; a < all.size(); ++a) {
      for (size_t b = 0; b < all.size(); ++b) {
        const std::string_view x = std::string_view(all).substr(a, 1);
        const std::string_view y = std::string_view(all).substr(b, 1);
        ASSERT_EQ(EqualNames(mapping, x, y), Fold(mapping, x) == Fold(mapping, y)) << a << " " << b;
      }
    }
  }
}

TEST(CaseMapping, NamesOfDifferentLengthDiffer) {
  EXPECT_FALSE(EqualNames(CaseMapping::kAscii, "a", "ab"));
  EXPECT_FALSE(EqualNames(CaseMapping::kAscii, "ab", "a"));
  EXPECT_TRUE(EqualNames(CaseMapping::kAscii, "", ""));
}

TEST(CaseMapping, WordsOfTheProtocolDoNotFollowTheMapping) {
  EXPECT_TRUE(EqualAscii("PRIVMSG", "privmsg"));
  EXPECT_FALSE(EqualAscii("[", "{"));
  EXPECT_FALSE(EqualAscii("PRIVMSG", "PRIVMSGS"));
}

TEST(CaseMapping, TheLongestNameFoldsAndALongerOneIsOurMistake) {
  EXPECT_EQ(Fold(CaseMapping::kRfc1459, std::string(100, '^')).view(), std::string(100, '~'));
  EXPECT_DEATH(Fold(CaseMapping::kRfc1459, std::string(101, '^')), "CONFAB_CHECK");
}

TEST(CaseMapping, NamesAreThoseOfIsupport) {
  EXPECT_EQ(CaseMappingName(CaseMapping::kAscii), "ascii");
  EXPECT_EQ(CaseMappingName(CaseMapping::kRfc1459), "rfc1459");
  EXPECT_EQ(CaseMappingName(CaseMapping::kRfc1459Strict), "rfc1459-strict");
}

}  // namespace
}  // namespace confab
