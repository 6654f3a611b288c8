#include "server_core/wire/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace confab {
namespace {

// The parts one after another, each in brackets: "[tags][verb][param]..."; "-" if there is nothing.
std::string Parts(std::string_view line) {
  MessageParser parser;
  const std::optional<Message> message = parser.Parse(line);
  if (!message) return "-";
  std::vector<std::string_view> parts = {message->tags, message->verb};
  parts.insert(parts.end(), message->params.begin(), message->params.end());
  std::string text;
  for (const std::string_view part : parts) text += "[" + std::string(part) + "]";
  return text;
}

TEST(Message, AVerbAlone) {
  EXPECT_EQ(Parts("PING"), "[][PING]");
  EXPECT_EQ(Parts("ping"), "[][ping]");
}

TEST(Message, SpacesBeforeTheCommandAreSkipped) { EXPECT_EQ(Parts("   PING a"), "[][PING][a]"); }

TEST(Message, SeparatorsAreRunsOfSpacesOnly) {
  EXPECT_EQ(Parts("PRIVMSG   a    b"), "[][PRIVMSG][a][b]");
  EXPECT_EQ(Parts("PRIVMSG\ta b"), "[][PRIVMSG\ta][b]");
}

TEST(Message, TrailingSpacesMeanNothing) {
  EXPECT_EQ(Parts("JOIN #a   "), "[][JOIN][#a]");
  EXPECT_EQ(Parts("JOIN "), "[][JOIN]");
}

TEST(Message, AColonTakesTheRestVerbatim) {
  EXPECT_EQ(Parts("PRIVMSG #a :hello  there :) "), "[][PRIVMSG][#a][hello  there :) ]");
  EXPECT_EQ(Parts("PRIVMSG #a ::x"), "[][PRIVMSG][#a][:x]");
  EXPECT_EQ(Parts("PRIVMSG #a :  x"), "[][PRIVMSG][#a][  x]");
}

TEST(Message, TheLastParameterMayBeEmpty) {
  EXPECT_EQ(Parts("TOPIC #a :"), "[][TOPIC][#a][]");
  EXPECT_EQ(Parts("TOPIC :"), "[][TOPIC][]");
}

TEST(Message, AColonInsideAWordIsPlain) { EXPECT_EQ(Parts("A b:c d:"), "[][A][b:c][d:]"); }

TEST(Message, ASourceIsSkipped) {
  EXPECT_EQ(Parts(":alice!a@host   PING x"), "[][PING][x]");
  EXPECT_EQ(Parts("  :alice PING"), "[][PING]");
  EXPECT_EQ(Parts(": PING"), "[][PING]");
}

TEST(Message, OnlyOneSourceIsSkipped) { EXPECT_EQ(Parts(":a :b c"), "[][:b][c]"); }

TEST(Message, TagsAreTakenOff) {
  EXPECT_EQ(Parts("@a=1;b :src PING x"), "[a=1;b][PING][x]");
  EXPECT_EQ(Parts("@a   PING"), "[a][PING]");
  EXPECT_EQ(Parts("@ PING"), "[][PING]");
}

TEST(Message, NothingLeftIsNoMessage) {
  for (const std::string_view line : {"", "   ", "@tags", "@tags ", ":src", ":src  ", "@t :src "}) {
    EXPECT_EQ(Parts(line), "-") << line;
  }
}

TEST(Message, NumericsAreNoMessages) {
  EXPECT_EQ(Parts("001 alice"), "-");
  EXPECT_EQ(Parts(":srv 999"), "-");
  EXPECT_EQ(Parts("01 x"), "[][01][x]");
  EXPECT_EQ(Parts("0001 x"), "[][0001][x]");
  EXPECT_EQ(Parts("00A x"), "[][00A][x]");
}

TEST(Message, AsManyParametersAsALineHolds) {
  std::string line = "V";
  for (int i = 0; i < 254; ++i) line += " p";
  MessageParser parser;
  EXPECT_EQ(parser.Parse(line)->params.size(), 254u);
  EXPECT_EQ(parser.Parse("V p")->params.size(), 1u);
}

}  // namespace
}  // namespace confab
