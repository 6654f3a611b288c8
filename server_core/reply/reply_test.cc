#include "server_core/reply/reply.h"

#include <string>
#include <variant>

#include "gtest/gtest.h"
#include "server_core/api/config.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/reply/arena.h"
#include "server_core/reply/audience.h"
#include "server_core/reply/line_writer.h"
#include "server_core/reply/numerics.h"
#include "server_core/reply/outbox.h"
#include "server_core/world/world.h"

namespace confab {
namespace {

std::string Written(std::string_view text) {
  LineWriter line;
  line.Add(text);
  return std::string(line.Finish());
}

TEST(LineWriter, FullLineIsWholeAndOneMoreByteIsCut) {
  const std::string full(510, 'x');
  EXPECT_EQ(Written(full), full + "\r\n");
  EXPECT_EQ(Written(full + "y"), full + "\r\n");
  EXPECT_EQ(Written(full + std::string(1000, 'y')), full + "\r\n");
}

TEST(LineWriter, NeverCutsInsideACodePoint) {
  EXPECT_EQ(Written(std::string(509, 'x') + "\xc3\xa9"), std::string(509, 'x') + "\r\n");
  EXPECT_EQ(Written(std::string(508, 'x') + "\xc3\xa9"), std::string(508, 'x') + "\xc3\xa9\r\n");
  EXPECT_EQ(Written(std::string(508, 'x') + "\xe2\x82\xac!"), std::string(508, 'x') + "\r\n");
}

TEST(LineWriter, FitsUpToTheLimitOnly) {
  LineWriter line;
  line.Add(std::string(509, 'x'));
  EXPECT_TRUE(line.Add("x").fits());
  EXPECT_FALSE(line.Add("x").fits());
}

TEST(LineWriter, NumbersAreDecimal) {
  LineWriter line;
  line.AddNumber(INT64_MIN).Add(" ").AddNumber(0).Add(" ").AddNumber(INT64_MAX);
  EXPECT_EQ(line.View(), "-9223372036854775808 0 9223372036854775807");
}

TEST(Numerics, ArgumentsAreCountedInTheText) {
  static_assert(ArgumentCount(Numeric::kNoNicknameGiven) == 0);
  static_assert(ArgumentCount(Numeric::kWhoisUser) == 4);
  for (const NumericRow& row : kNumericRows) {
    EXPECT_LT(row.code, 1000);
    EXPECT_EQ(row.text.find("{}") == row.text.npos, row.text.find('{') == row.text.npos);
  }
}

TEST(Numerics, LineHasThreeDigitsAndItsArguments) {
  const Argument arguments[] = {Text("Confab"), Text("a!b@c")};
  EXPECT_EQ(NumericLine("irc.test", "a", Numeric::kWelcome, arguments).View(),
            ":irc.test 001 a :Welcome to Confab a!b@c");
}

TEST(Numerics, EchoIsAlwaysOneMiddleParameter) {
  const Argument arguments[] = {Echo("two words")};
  EXPECT_EQ(NumericLine("irc.test", "*", Numeric::kNoSuchNick, arguments).View(),
            ":irc.test 401 * * :No such nick/channel");
}

TEST(Audience, AdmitsEverybodyOncePerRound) {
  Audience audience;
  audience.Begin();
  EXPECT_TRUE(audience.Admit(ClientId{3, 1}));
  EXPECT_FALSE(audience.Admit(ClientId{3, 1}));
  EXPECT_TRUE(audience.Admit(ClientId{0, 1}));
  audience.Begin();
  EXPECT_TRUE(audience.Admit(ClientId{3, 1}));
}

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() : world_(config_.case_mapping), out_(step_, world_, config_) {
    self_ = world_.Connect(LinkId{1}, "host", Instant());
  }

  std::string Sent() {
    std::string text;
    for (const Output& output : step_.outputs) {
      if (const auto* send = std::get_if<confab::Send>(&output)) text.append(send->line);
    }
    return text;
  }

  Config config_;
  StepOutput step_;
  World world_;
  Outbox out_;
  ClientId self_;
};

TEST_F(OutboxTest, ListsWithoutItemsAreNotSaid) {
  ListReply list(out_, self_, Numeric::kNamReply, Text("#a"));
  list.Finish();
  EXPECT_EQ(Sent(), "");
}

TEST_F(OutboxTest, ListItemsFillLinesToTheByte) {
  const std::string head = ":irc.confab.test 353 * = #a :";
  const std::string item(510 - head.size() - 2, 'x');
  ListReply list(out_, self_, Numeric::kNamReply, Text("#a"));
  list.Add(item);
  list.Add("y");
  list.Add("z");
  list.Finish();
  EXPECT_EQ(Sent(), head + item + " y\r\n" + head + "z\r\n");
}

TEST_F(OutboxTest, DoomedAreTakenLowestFirst) {
  config_.send_queue_bytes_max = 0;
  for (const uint64_t link : {5, 2, 9}) {
    out_.Refuse(world_.Connect(LinkId{link}, "h", Instant()), Numeric::kNotRegistered);
  }
  std::string order;
  for (LinkId link; out_.TakeDoomed(link);) order += std::to_string(static_cast<uint64_t>(link));
  EXPECT_EQ(order, "259");
  EXPECT_EQ(Sent(), "");
}

TEST_F(OutboxTest, NothingIsRenderedForTheDoomed) {
  config_.send_queue_bytes_max = 600;
  for (int i = 0; i < 100'000; ++i) out_.Reply<Numeric::kNoSuchNick>(self_, Text("x"));
  ListReply list(out_, self_, Numeric::kNamReply, Text("#a"));
  for (int i = 0; i < 100'000; ++i) list.Add("somebody");
  list.Finish();
  EXPECT_TRUE(out_.IsDeaf(self_));
  EXPECT_EQ(step_.arena.capacity_bytes(), Arena::kChunkBytes);
}

TEST_F(OutboxTest, WhatAnUnusualStepNeededIsFreed) {
  for (size_t i = 0; i < StepOutput::kKeptOutputsMax; ++i) out_.Note(Event::kConfigReplaced, {});
  step_.Clear();
  EXPECT_EQ(step_.outputs.capacity(), StepOutput::kKeptOutputsMax);
  for (size_t i = 0; i <= StepOutput::kKeptOutputsMax; ++i) out_.Note(Event::kConfigReplaced, {});
  step_.Clear();
  EXPECT_EQ(step_.outputs.capacity(), 0u);
}

}  // namespace
}  // namespace confab
