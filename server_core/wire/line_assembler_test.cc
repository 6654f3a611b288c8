#include "server_core/wire/line_assembler.h"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "server_core/api/limits.h"
#include "server_core/api/random.h"

namespace confab {
namespace {

using Event = LineAssembler::Event;
using std::string_literals::operator""s;

// What came out, and how many bytes had gone in by then.
struct Seen {
  Event event;
  std::string line;
  size_t bytes;

  friend bool operator==(const Seen&, const Seen&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Seen& seen) {
    return out << static_cast<int>(seen.event) << " '" << seen.line << "' @" << seen.bytes;
  }
};

std::vector<Seen> Feed(const std::vector<std::string_view>& pieces) {
  LineAssembler assembler;
  std::vector<Seen> seen;
  size_t before = 0;
  for (const std::string_view piece : pieces) {
    std::string_view rest = piece;
    for (;;) {
      const LineAssembler::Result next = assembler.Next(rest);
      if (next.event == Event::kNeedMore) break;
      seen.push_back({next.event, std::string(next.line), before + piece.size() - rest.size()});
    }
    EXPECT_TRUE(rest.empty());
    before += piece.size();
  }
  return seen;
}

std::vector<std::string_view> Bytewise(std::string_view stream) {
  std::vector<std::string_view> pieces;
  for (size_t i = 0; i < stream.size(); ++i) pieces.push_back(stream.substr(i, 1));
  return pieces;
}

// Where a line without its terminator bursts, or npos: the clause, read on a line that is all
// there.
size_t BurstsAt(std::string_view line) {
  const bool tagged = line.substr(0, 1) == "@";
  const size_t tags = tagged ? std::min(line.find(' '), line.size() - 1) + 1 : 0;
  if (tags > kTagsBytesMax) return kTagsBytesMax;
  return line.size() - tags > kBodyBytesMax ? tags + kBodyBytesMax : std::string_view::npos;
}

// The slow and obvious assembler: the whole stream is there.
std::vector<Seen> Expected(std::string_view stream) {
  std::vector<Seen> seen;
  for (size_t begin = 0; begin < stream.size();) {
    const size_t end = std::min(stream.find_first_of("\r\n", begin), stream.size());
    const std::string_view line = stream.substr(begin, end - begin);
    const bool nul = line.find('\0') != std::string_view::npos;
    if (const size_t burst = BurstsAt(line); burst != std::string_view::npos) {
      seen.push_back({Event::kTooLong, "", begin + burst + 1});
    } else if (end < stream.size() && !line.empty()) {
      seen.push_back({nul ? Event::kHasNul : Event::kLine, std::string(line), end + 1});
    }
    begin = end + 1;
  }
  return seen;
}

// The first of the terminators ends it.
std::vector<Seen> WholeLine(const std::string& line) {
  return {{Event::kLine, line, line.size() + 1}};
}

std::string Tags(size_t bytes) { return "@" + std::string(bytes - 2, 't') + " "; }
std::string Body(size_t bytes) { return std::string(bytes, 'b'); }

TEST(LineAssembler, CrAndLfAndBothEndALine) {
  const std::vector<Seen> expected = {
      {Event::kLine, "a", 2}, {Event::kLine, "b", 4}, {Event::kLine, "c", 6}};
  EXPECT_EQ(Feed({"a\rb\nc\r\n"}), expected);
}

TEST(LineAssembler, EmptyLinesAreIgnored) {
  EXPECT_EQ(Feed({"\r\n\n\r\r\n"}), std::vector<Seen>{});
  EXPECT_EQ(Feed({"\n\r\na\n\n"}), (std::vector<Seen>{{Event::kLine, "a", 5}}));
}

TEST(LineAssembler, SpacesAloneAreALine) { EXPECT_EQ(Feed({"  \r\n"}), WholeLine("  ")); }

TEST(LineAssembler, AnyCutIntoThreeGivesTheSameEvents) {
  const std::string stream = "ab\r\n\r\nc\rd\n@t x\r\n\0e\n @\n\r\r\nlast"s;
  const std::vector<Seen> expected = Expected(stream);
  ASSERT_EQ(expected.size(), 6u);
  const std::string_view whole = stream;
  for (size_t i = 0; i <= whole.size(); ++i) {
    for (size_t j = i; j <= whole.size(); ++j) {
      EXPECT_EQ(Feed({whole.substr(0, i), whole.substr(i, j - i), whole.substr(j)}), expected);
    }
  }
  EXPECT_EQ(Feed(Bytewise(whole)), expected);
}

TEST(LineAssembler, ABodyHas510BytesAndNoMore) {
  EXPECT_EQ(Feed({Body(510) + "\r\n"}), WholeLine(Body(510)));
  EXPECT_EQ(Feed({Body(511) + "\r\n"}), (std::vector<Seen>{{Event::kTooLong, "", 511}}));
}

TEST(LineAssembler, TagsHave4096BytesAndNoMore) {
  EXPECT_EQ(Feed({Tags(4096) + "X\r\n"}), WholeLine(Tags(4096) + "X"));
  EXPECT_EQ(Feed({Tags(4097) + "X\r\n"}), (std::vector<Seen>{{Event::kTooLong, "", 4097}}));
}

TEST(LineAssembler, TagsWithoutASpaceHaveTheSameBudget) {
  const std::string tags = "@" + std::string(4095, 't');
  EXPECT_EQ(Feed({tags + "\r\n"}), WholeLine(tags));
  EXPECT_EQ(Feed({tags + "t\r\n"}), (std::vector<Seen>{{Event::kTooLong, "", 4097}}));
}

TEST(LineAssembler, TheBudgetsOfTagsAndBodyAreSeparate) {
  for (const size_t tags : {2, 3, 510, 511, 4095, 4096}) {
    EXPECT_EQ(Feed({Tags(tags) + Body(510) + "\r\n"}), WholeLine(Tags(tags) + Body(510)));
    EXPECT_EQ(Feed({Tags(tags) + Body(511) + "\r\n"}),
              (std::vector<Seen>{{Event::kTooLong, "", tags + 511}}));
  }
}

TEST(LineAssembler, AnAtSignElsewhereStartsNoTags) {
  EXPECT_EQ(Feed({" @" + Body(508) + "\n"}).front().event, Event::kLine);
  EXPECT_EQ(Feed({" @" + Body(509) + "\n"}).front().event, Event::kTooLong);
  EXPECT_EQ(Feed({"@t @" + Body(509) + "\n"}).front().event, Event::kLine);
  EXPECT_EQ(Feed({"@t @" + Body(510) + "\n"}).front().event, Event::kTooLong);
}

TEST(LineAssembler, AnOverLongLineIsReportedOnceAndTheNextOneIsWhole) {
  const std::string stream = Body(100'000) + "\r\nNEXT\r\n";
  const std::vector<Seen> expected = {{Event::kTooLong, "", 511}, {Event::kLine, "NEXT", 100'007}};
  EXPECT_EQ(Feed({stream}), expected);
  EXPECT_EQ(Feed(Bytewise(stream)), expected);
}

TEST(LineAssembler, AnyCutOfALineAtItsLimitGivesTheSameEvents) {
  for (const std::string& line : {Body(510), Body(511), Body(600), Tags(4096) + Body(510),
                                  Tags(4096) + Body(511), Tags(4097) + Body(1)}) {
    const std::string stream = line + "\r\nNEXT\n";
    const std::string_view whole = stream;
    const std::vector<Seen> expected = Expected(whole);
    ASSERT_EQ(expected.size(), 2u);
    for (size_t i = 0; i <= whole.size(); ++i) {
      ASSERT_EQ(Feed({whole.substr(0, i), whole.substr(i)}), expected) << i;
    }
  }
}

TEST(LineAssembler, ANulAnywhereSpoilsTheLineAtItsTerminator) {
  EXPECT_EQ(Feed({"a\0b\r\nc\r\n"s}),
            (std::vector<Seen>{{Event::kHasNul, "a\0b"s, 4}, {Event::kLine, "c", 7}}));
  EXPECT_EQ(Feed({"@\0 PING\n"s}).front().event, Event::kHasNul);
  EXPECT_EQ(Feed({"\0"s, "\n"}).front().event, Event::kHasNul);
}

TEST(LineAssembler, AnOverLongLineWithNulIsOnlyOverLong) {
  EXPECT_EQ(Feed({"\0"s + Body(510) + "\0\r\n"s}), (std::vector<Seen>{{Event::kTooLong, "", 511}}));
}

TEST(LineAssembler, WhatIsHeldIsTheUnfinishedLineExactly) {
  LineAssembler assembler;
  EXPECT_EQ(assembler.held_bytes(), 0u);
  std::string_view bytes = "PING a\r\nPO";
  EXPECT_EQ(assembler.Next(bytes).line, "PING a");
  EXPECT_EQ(assembler.held_bytes(), 0u);
  EXPECT_EQ(assembler.Next(bytes).event, Event::kNeedMore);
  EXPECT_EQ(assembler.held_bytes(), 2u);
  bytes = "NG";
  EXPECT_EQ(assembler.Next(bytes).event, Event::kNeedMore);
  EXPECT_EQ(assembler.held_bytes(), 4u);
  bytes = "\r";
  EXPECT_EQ(assembler.Next(bytes).line, "PONG");
  EXPECT_EQ(assembler.held_bytes(), 0u);
  bytes = "\n";
  EXPECT_EQ(assembler.Next(bytes).event, Event::kNeedMore);
  EXPECT_EQ(assembler.held_bytes(), 0u);
}

TEST(LineAssembler, AnOverLongLineIsNotHeld) {
  LineAssembler assembler;
  const std::string most = Body(510);
  std::string_view bytes = most;
  EXPECT_EQ(assembler.Next(bytes).event, Event::kNeedMore);
  EXPECT_EQ(assembler.held_bytes(), 510u);
  bytes = "b";
  EXPECT_EQ(assembler.Next(bytes).event, Event::kTooLong);
  EXPECT_EQ(assembler.held_bytes(), 0u);
  bytes = "still the same line";
  EXPECT_EQ(assembler.Next(bytes).event, Event::kNeedMore);
  EXPECT_EQ(assembler.held_bytes(), 0u);
}

TEST(LineAssembler, AWholeLineIsAViewOfTheBytesHandedIn) {
  LineAssembler assembler;
  const std::string_view piece = "PING a\r\n";
  std::string_view rest = piece;
  EXPECT_EQ(assembler.Next(rest).line.data(), piece.data());
}

std::string RandomStream(Random& random) {
  const std::string alphabet = "\r\n\0@ ab"s;
  std::string stream;
  for (uint64_t parts = random.Below(12); parts > 0; --parts) {
    const uint64_t byte = random.Below(alphabet.size());
    const uint64_t kind = random.Below(8);
    const uint64_t times = kind == 0 ? random.Between(505, 515) : random.Between(1, 3);
    stream.append(kind == 1 ? 4090 + times : times, alphabet[byte]);
  }
  return stream;
}

TEST(LineAssembler, RandomStreamsInRandomCutsGiveWhatTheClausesSay) {
  Random random{/*seed=*/1};
  for (int run = 0; run < 3000; ++run) {
    const std::string stream = RandomStream(random);
    std::vector<std::string_view> pieces;
    for (std::string_view rest = stream; !rest.empty();) {
      const size_t bytes_max = random.Chance(1, 2) ? 5 : 3000;
      pieces.push_back(rest.substr(0, random.Below(bytes_max)));
      rest.remove_prefix(pieces.back().size());
    }
    ASSERT_EQ(Feed(pieces), Expected(stream)) << "run " << run;
  }
}

}  // namespace
}  // namespace confab
