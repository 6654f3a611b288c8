#include "props/laws/wire_view.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "props/laws/census_view.h"
#include "props/laws/escape.h"
#include "props/laws/fold.h"
#include "props/laws/hearing.h"
#include "props/laws/server_line.h"

namespace confab::props {
namespace {

std::vector<Heard> HearInPieces(std::string_view stream, size_t piece_bytes) {
  Hearing hearing;
  std::vector<Heard> heard;
  for (size_t at = 0; at < stream.size(); at += piece_bytes) {
    hearing.Hear(stream.substr(at, piece_bytes), heard);
  }
  return heard;
}

TEST(Hearing, AnyCutGivesTheSameLines) {
  const std::string stream = "NICK a\r\n\nUSER b\rQUIT\n" + std::string("x\0y\r\n", 5);
  const std::vector<Heard> whole = HearInPieces(stream, stream.size());
  ASSERT_EQ(whole.size(), 4u);
  EXPECT_EQ(whole[2].text, "QUIT");
  EXPECT_EQ(whole[3].kind, HeardKind::kHasNul);
  for (size_t bytes = 1; bytes < stream.size(); ++bytes) {
    const std::vector<Heard> cut = HearInPieces(stream, bytes);
    ASSERT_EQ(cut.size(), whole.size());
    for (size_t i = 0; i < cut.size(); ++i) EXPECT_EQ(cut[i].text, whole[i].text);
  }
}

TEST(Hearing, ABodyOf510BytesIsALineAnd511AreNot) {
  EXPECT_EQ(HearInPieces(std::string(510, 'x') + "\n", 100).at(0).kind, HeardKind::kLine);
  const std::vector<Heard> heard = HearInPieces(std::string(511, 'x') + "\nOK\n", 100);
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_EQ(heard[0].kind, HeardKind::kTooLong);
  EXPECT_EQ(heard[1].text, "OK");
}

TEST(Hearing, TagsOf4096BytesAreALineAnd4097AreNot) {
  const std::string most = "@" + std::string(4094, 't') + " PING x\n";
  const std::string more = "@" + std::string(4095, 't') + " PING x\n";
  EXPECT_EQ(HearInPieces(most, 7).at(0).kind, HeardKind::kLine);
  EXPECT_EQ(HearInPieces(more, 7).at(0).kind, HeardKind::kTooLong);
  const std::string both = "@" + std::string(4094, 't') + " " + std::string(510, 'x') + "\n";
  EXPECT_EQ(HearInPieces(both, 7).at(0).kind, HeardKind::kLine);
}

TEST(ServerLine, SourceVerbAndParametersAreFound) {
  const ServerLine line = ReadLine(":s.x 433 *  alice :In use: really");
  EXPECT_EQ(line.source, "s.x");
  EXPECT_EQ(line.numeric, 433);
  EXPECT_EQ(line.Param(0), "*");
  EXPECT_EQ(line.Param(1), "alice");
  EXPECT_EQ(line.Param(2), "In use: really");
  EXPECT_EQ(line.Param(3), "");
  EXPECT_EQ(line.ParamCount(), 3);
}

TEST(ServerLine, TagsAreSkipped) {
  const ServerLine line = ReadLine("@a=b;c :n!u@h PRIVMSG #x :hi");
  EXPECT_EQ(line.SourceNick(), "n");
  EXPECT_EQ(line.verb, "PRIVMSG");
  EXPECT_EQ(line.numeric, 0);
}

TEST(Fold, EachMappingHasItsOwnLetters) {
  EXPECT_EQ(Fold(CaseMapping::kAscii, "A[]\\^"), "a[]\\^");
  EXPECT_EQ(Fold(CaseMapping::kRfc1459, "A[]\\^"), "a{}|~");
  EXPECT_EQ(Fold(CaseMapping::kRfc1459Strict, "A[]\\^"), "a{}|^");
}

TEST(Escape, EveryByteComesBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(Unescape(Escape(all)), all);
  EXPECT_EQ(Escape(all).find_first_of(std::string_view("\0\t\r\n ,", 6)), std::string::npos);
}

TEST(Escape, UnknownAndLoneEscapesStay) { EXPECT_EQ(Unescape("\\x\\"), "\\x\\"); }

TEST(CensusView, EveryFieldIsRead) {
  CensusView census;
  ReadCensus(
      "link 2 logged-on nick=alice user=~a ircx=1 cap=0 auth=done failures=2 account=kim probes=1 "
      "queued=118\nchannel #a topic=0 members=alice,bob\ncounters links=2 users=1 users_max=3 "
      "channels=1\n",
      census);
  ASSERT_TRUE(census.readable);
  const CensusLink* link = census.Find(LinkId{2});
  ASSERT_NE(link, nullptr);
  EXPECT_TRUE(link->logged_on);
  EXPECT_EQ(link->nick, "alice");
  EXPECT_EQ(link->account, "kim");
  EXPECT_EQ(link->queued, 118);
  EXPECT_EQ(census.counters.users_max, 3);
}

TEST(CensusView, OtherTextIsNotReadable) {
  CensusView census;
  ReadCensus("link two\n", census);
  EXPECT_FALSE(census.readable);
}

}  // namespace
}  // namespace confab::props
