#include "server_core/text/clip.h"

#include <iterator>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "server_core/api/limits.h"

namespace confab {
namespace {

using std::string_literals::operator""s;

TEST(CutUtf8, KeepsWhatFits) {
  EXPECT_EQ(CutUtf8("abc", 3), "abc");
  EXPECT_EQ(CutUtf8("abc", 2), "ab");
  EXPECT_EQ(CutUtf8("", 0), "");
  EXPECT_EQ(CutUtf8("abc", 0), "");
}

TEST(CutUtf8, NeverCutsACodePoint) {
  const std::string text = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z";  // of 1, 2, 3, 4 and 1 bytes
  const size_t ends[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (size_t n = 0; n < std::size(ends); ++n) {
    EXPECT_EQ(CutUtf8(text, n), text.substr(0, ends[n])) << n;
  }
}

TEST(CutUtf8, TextThatIsNotUtf8IsCutWhereItMust) {
  const std::string letters(8, '\x80');
  for (size_t n = 0; n < letters.size(); ++n) EXPECT_EQ(CutUtf8(letters, n), letters.substr(0, n));
  EXPECT_EQ(CutUtf8("a\x80\x80", 1), "a");
  EXPECT_EQ(CutUtf8("a\x80\x80\x80", 3), "a\x80\x80");
  EXPECT_EQ(CutUtf8("\xf0\x80\x80\x80\x80", 4), "\xf0\x80\x80\x80");
}

TEST(Cleaned, HasNoControlBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = "a" + std::string(1, static_cast<char>(byte)) + "b";
    EXPECT_EQ(Cleaned(text, 200), byte < 0x20 || byte == 0x7f ? "ab" : text) << byte;
  }
}

TEST(Cleaned, IsCutAfterItIsClean) {
  EXPECT_EQ(Cleaned("\x01\x02"
                    "abc\x7f"
                    "de",
                    5),
            "abcde");
  EXPECT_EQ(Cleaned("abcdef", 5), "abcde");
  EXPECT_EQ(Cleaned("abcd\xc3\xa4", 5), "abcd");
}

TEST(EchoOf, AWordThatIsNoMiddleParameterIsAStar) {
  EXPECT_EQ(EchoOf(""), "*");
  EXPECT_EQ(EchoOf("two words"), "*");
  EXPECT_EQ(EchoOf(" "), "*");
  EXPECT_EQ(EchoOf(":x"), "*");
  EXPECT_EQ(EchoOf("x:"), "x:");
}

TEST(EchoOf, RepeatsAtMost100Bytes) {
  EXPECT_EQ(EchoOf(std::string(kEchoBytesMax, 'x')), std::string(100, 'x'));
  EXPECT_EQ(EchoOf(std::string(kEchoBytesMax + 1, 'x')), std::string(100, 'x'));
  EXPECT_EQ(EchoOf(std::string(kEchoBytesMax, 'x') + " y"), "*");
  EXPECT_EQ(EchoOf(std::string(kEchoBytesMax - 1, 'x') + "\xc3\xa4"), std::string(99, 'x'));
}

}  // namespace
}  // namespace confab
