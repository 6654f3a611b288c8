#include "model/texts.h"

#include <gtest/gtest.h>

#include <string>

#include "model/lines.h"
#include "model/scram.h"

namespace confab::model {
namespace {

TEST(Texts, FoldsAreThoseOfTheMapping) {
  EXPECT_EQ(Fold(CaseMapping::kAscii, "A[]\\^~"), "a[]\\^~");
  EXPECT_EQ(Fold(CaseMapping::kRfc1459, "A[]\\^~"), "a{}|~~");
  EXPECT_EQ(Fold(CaseMapping::kRfc1459Strict, "A[]\\^~"), "a{}|^~");
}

TEST(Texts, NicksAtTheirLimits) {
  EXPECT_TRUE(IsNick("abc", 3));
  EXPECT_FALSE(IsNick("abcd", 3));
  EXPECT_FALSE(IsNick("", 3));
  EXPECT_TRUE(IsNick("`1-", 3));
  for (const char* bad : {"1a", "-a", "a~", "a.", "a b", "\xc3\xa9"}) EXPECT_FALSE(IsNick(bad, 9));
}

TEST(Texts, CutsStandOnCodePoints) {
  EXPECT_EQ(Cut("a\xc3\xa9", 3), "a\xc3\xa9");
  EXPECT_EQ(Cut("a\xc3\xa9", 2), "a");
  EXPECT_EQ(Cut("\x80\x80", 1), "\x80");
  EXPECT_EQ(Cut("a\x80\x80\x80", 3), "a\x80\x80");
  EXPECT_EQ(Cut("\xf0\x80\x80\x80", 3), "");
  EXPECT_EQ(Cut("\xf0\x80\x80\x80\x80", 4), "\xf0\x80\x80\x80");
  EXPECT_EQ(Cleaned("a\tb\x7f\x01"
                    "cd",
                    3),
            "abc");
}

TEST(Texts, HostsAreFitForALine) {
  EXPECT_EQ(CleanHost(""), "unknown");
  EXPECT_EQ(CleanHost("::1"), "0::1");
  EXPECT_EQ(CleanHost("a b!"), "a-b-");
  EXPECT_EQ(CleanHost(std::string(64, 'h')), std::string(63, 'h'));
  EXPECT_EQ(CleanHost(std::string(63, ':')), "0" + std::string(62, ':'));
}

TEST(Texts, EchoRepeatsWhatCanStandInALine) {
  EXPECT_EQ(Echo(""), "*");
  EXPECT_EQ(Echo("a b"), "*");
  EXPECT_EQ(Echo(":a"), "*");
  EXPECT_EQ(Echo(std::string(101, 'x')), std::string(100, 'x'));
  EXPECT_EQ(Echo(std::string(99, 'x') + "\xc3\xa4"), std::string(99, 'x'));
}

TEST(Texts, AuthDataOfAllBytesComesBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(Unescaped(Escaped(all)), all);
  EXPECT_EQ(Escaped(std::string_view("\0\t\r\n ,\\", 7)), "\\0\\t\\r\\n\\b\\c\\\\");
  EXPECT_EQ(Unescaped("\\x\\"), "\\x\\");
}

TEST(Texts, ListsAreSplitAtCommas) {
  EXPECT_EQ(Items(",a,,b,"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Items(""), std::vector<std::string>());
}

TEST(Lines, AnyCutGivesTheSameLinesBecauseBytesComeOneByOne) {
  PendingLine pending;
  std::string body;
  std::string seen;
  for (char byte : std::string("\r\n@t :s NICK a\rX\n\n")) {
    if (TakeByte(pending, byte, body) == Taken::kLine) seen += body + "|";
  }
  EXPECT_EQ(seen, ":s NICK a|X|");
}

TEST(Scram, ClientFirstIsTakenApart) {
  const auto first = ParseClientFirst("y,a=a=3Db,n=a=3Db,r=x,e=1");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->gs2_header, "y,a=a=3Db,");
  EXPECT_EQ(first->bare, "n=a=3Db,r=x,e=1");
  EXPECT_EQ(first->name, "a=b");
  EXPECT_EQ(first->nonce, "x");
  EXPECT_TRUE(ParseClientFirst("n,,n=" + std::string(64, 'a') + ",r=" + std::string(64, 'b')));
  EXPECT_FALSE(ParseClientFirst("n,,n=" + std::string(65, 'a') + ",r=b"));
  EXPECT_FALSE(ParseClientFirst("n,,n=a,r=" + std::string(65, 'b')));
  for (const char* bad :
       {"", "n", "n,", "n,,", "p=x,,n=a,r=b", "n,b=a,n=a,r=b", "n,a=b,n=a,r=b", "n,,m=1,n=a,r=b",
        "n,,n=,r=b", "n,,n=a", "n,,n=a,r=", "n,,n=a=2Cb,r=b", "n,,n=a=2,r=b", "n,,n=a@b,r=b",
        "n,,n=a b,r=b", "n,,n=a,r=b c", "n,a=,n=a,r=b"}) {
    EXPECT_FALSE(ParseClientFirst(bad)) << bad;
  }
}

TEST(Scram, ParametersAreThreeWords) {
  EXPECT_TRUE(ParseParameters("x c2FsdA== 4096"));
  EXPECT_TRUE(ParseParameters("x c2FsdA== 9999999"));
  for (const char* bad : {"", "x", "x y", "x  4096", "x y 4095", "x y 10000000", "x y +4096",
                          "x y 4096 ", "x, y 4096", "x y! 4096"}) {
    EXPECT_FALSE(ParseParameters(bad)) << bad;
  }
}

TEST(Scram, ClientFinalIsTakenApart) {
  const auto last = ParseClientFinal("c=biws,r=xy,e=1,p=abc");
  ASSERT_TRUE(last);
  EXPECT_EQ(last->binding_base64, "biws");
  EXPECT_EQ(last->nonces, "xy");
  EXPECT_EQ(last->without_proof, "c=biws,r=xy,e=1");
  EXPECT_EQ(last->proof, "abc");
  EXPECT_TRUE(ParseClientFinal("c=,r=,p=" + std::string(128, 'a')));
  for (const char* bad : {"", "c=biws,r=xy", "c=biws,r=xy,p=", "c=biws,r=xy,p=a-b", "r=xy,p=abc",
                          "c=biws,p=abc", "c=biws,r=xy,,p=abc", "c=biws,r=xy,x,p=abc"}) {
    EXPECT_FALSE(ParseClientFinal(bad)) << bad;
  }
  EXPECT_FALSE(ParseClientFinal("c=,r=,p=" + std::string(129, 'a')));
}

}  // namespace
}  // namespace confab::model
