#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "props/laws/stage.h"
#include "server_core/api/event.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

Instant Seconds(int64_t seconds) { return Instant::FromNanos(seconds * 1'000'000'000); }

// a and b share two channels, c none.
void Gather(Stage& stage) {
  for (uint64_t link : {1, 2, 3}) {
    stage.Open(link);
    stage.LogOn(link, std::string(1, static_cast<char>('a' + link - 1)));
  }
  for (const char* channel : {"#x", "#Y"}) {
    stage.Say(1, "JOIN\r\n", {Line(1, std::string(":a!~u@h JOIN ") + channel)});
    stage.Say(2, "JOIN\r\n",
              {Line(2, std::string(":b!~u@h JOIN ") + channel),
               Line(1, std::string(":b!~u@h JOIN ") + channel)});
  }
}

TEST(DeparturesToldOnce, OnceToWhoSharedAChannel) {
  Stage stage("departures-told-once");
  Gather(stage);
  stage.Lose(1, {Line(2, ":a!~u@h QUIT :gone")});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(DeparturesToldOnce, TwiceForTwoChannelsBreaksIt) {
  Stage stage("departures-told-once");
  Gather(stage);
  stage.Lose(1, {Line(2, ":a!~u@h QUIT :gone"), Line(2, ":a!~u@h QUIT :gone")});
  EXPECT_EQ(stage.Broken(), "twice");
}

TEST(DeparturesToldOnce, SilenceBreaksIt) {
  Stage stage("departures-told-once");
  Gather(stage);
  stage.Lose(1);
  EXPECT_EQ(stage.Broken(), "untold");
}

TEST(DeparturesToldOnce, TellingAStrangerBreaksIt) {
  Stage stage("departures-told-once");
  Gather(stage);
  stage.Lose(1, {Line(2, ":a!~u@h QUIT :gone"), Line(3, ":a!~u@h QUIT :gone")});
  EXPECT_EQ(stage.Broken(), "stranger");
}

TEST(NothingEndsSilently, AQuitWithItsErrorAndItsEntryPasses) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Say(1, "QUIT\r\n", Farewell(1, CloseReason::kQuit, "(Quit)"));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(NothingEndsSilently, ACloseWithoutErrorBreaksIt) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.Say(1, "QUIT\r\n", {Closed(1, CloseReason::kQuit)});
  EXPECT_EQ(stage.Broken(), "no-error");
}

TEST(NothingEndsSilently, AnotherReasonThanTheWireSaysBreaksIt) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.Say(1, "QUIT\r\n", Farewell(1, CloseReason::kPingTimeout, "(Quit)"));
  EXPECT_EQ(stage.Broken(), "error-text");
}

TEST(NothingEndsSilently, ACloseWithoutItsEntryBreaksIt) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.Say(1, "QUIT\r\n",
            {Line(1, "ERROR :Closing Link: *[h] (Quit)"), Closed(1, CloseReason::kQuit)});
  EXPECT_EQ(stage.Broken(), "close-note");
}

TEST(NothingEndsSilently, ACollisionWithoutItsEntryBreaksIt) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.Say(1, "NICK a\r\n", {Line(1, ":s 433 * a :In use")});
  EXPECT_EQ(stage.Broken(), "entry");
}

TEST(NothingEndsSilently, AnOverLongLineWithoutItsEntryBreaksIt) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  const std::string long_line(511, 'x');
  stage.Say(1, long_line, {Line(1, ":s 417 * :Too long"), Noted(Event::kInputRefused, 1, {"417"})});
  stage.Say(1, "\r\n");
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.Say(1, long_line, {Line(1, ":s 417 * :Too long")});
  EXPECT_EQ(stage.Broken(), "input-entry");
}

TEST(NothingEndsSilently, TurningAwayWithoutTheLimitsEntryBreaksIt) {
  Stage stage("nothing-ends-silently");
  const auto farewell = Farewell(1, CloseReason::kNoMoreConnections, "003 (No more connections)");
  stage.Open(1, Join({Noted(Event::kResourceRefused, 1, {"links", "1"})}, farewell));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.Open(2, Farewell(2, CloseReason::kNoMoreConnections, "003 (No more connections)"));
  EXPECT_EQ(stage.Broken(), "entry");
}

TEST(NothingEndsSilently, AnAbortOfNothingIsNoFailure) {
  Stage stage("nothing-ends-silently");
  stage.Open(1);
  stage.Say(1, "AUTH SCRAM-SHA-256 *\r\n", {Line(1, ":s 910 * SCRAM-SHA-256 :Aborted")});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.Say(1, "AUTH SCRAM-SHA-256 *\r\n",
            {Line(1, ":s 910 * SCRAM-SHA-256 :Aborted"), Noted(Event::kAuthFailed, 1)});
  EXPECT_EQ(stage.Broken(), "auth-entry");
}

TEST(EntriesAreTrue, WhatTheWireShowedIsSaid) {
  Stage stage("entries-are-true");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Open(2);
  stage.Say(2, "NICK A\r\n",
            {Line(2, ":s 433 * A :In use"), Noted(Event::kNickRefused, 2, {"A", "logged-on"})});
  stage.Lose(1, {Noted(Event::kClientLost, 1, {"gone", "a"})});
  stage.Say(2, "QUIT\r\n", Farewell(2, CloseReason::kQuit, "(Quit)"));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(EntriesAreTrue, AHolderInTheWrongStageBreaksIt) {
  Stage stage("entries-are-true");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Open(2);
  stage.Say(2, "NICK A\r\n",
            {Line(2, ":s 433 * A :In use"), Noted(Event::kNickRefused, 2, {"A", "connected"})});
  EXPECT_EQ(stage.Broken(), "holder");
}

TEST(EntriesAreTrue, AnotherNickThanThePeerReadBreaksIt) {
  Stage stage("entries-are-true");
  stage.Open(1);
  stage.Say(1, "QUIT\r\n",
            {Line(1, "ERROR :Closing Link: a[h] (Quit)"), Closed(1, CloseReason::kQuit),
             Noted(Event::kClientClosed, 1, {"quit", "*"})});
  EXPECT_EQ(stage.Broken(), "nick");
}

TEST(EntriesAreTrue, AnotherLimitThanTheOneSetBreaksIt) {
  Stage stage("entries-are-true");
  stage.Open(1);
  stage.Say(1, "JOIN #a\r\n",
            {Line(1, ":s 437 a #a :Unavailable"),
             Noted(Event::kResourceRefused, 1, {"channels", "2000"})});
  EXPECT_EQ(stage.Broken(), "limit");
}

TEST(EntriesAreTrue, SettingsOutOfBoundsAreRefused) {
  Stage stage("entries-are-true");
  Config config;
  config.topic_bytes_max = 200;  // so that the longest nick still fits a line with it
  config.nick_bytes_max = 63;
  stage.Configure(config, {Noted(Event::kConfigReplaced, 0)});
  config.nick_bytes_max = 64;
  stage.Configure(config, {Noted(Event::kConfigRefused, 0, {"nick_bytes_max"})});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.Configure(config, {Noted(Event::kConfigReplaced, 0)});
  EXPECT_EQ(stage.Broken(), "settings");
}

TEST(EntriesAreTrue, SettingsWithinBoundsAreNotRefused) {
  Stage stage("entries-are-true");
  stage.Configure(Config(), {Noted(Event::kConfigRefused, 0, {"nick_bytes_max"})});
  EXPECT_EQ(stage.Broken(), "settings");
}

TEST(CountersAreRecounts, WhatIsThereIsCounted) {
  Stage stage("counters-are-recounts");
  Gather(stage);
  stage.Open(4);
  stage.Say(1, "LUSERS\r\n",
            {Line(1, ":s 253 a 1 :unknown"), Line(1, ":s 254 a 2 :channels"),
             Line(1, ":s 265 a 3 3 :users")});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(CountersAreRecounts, ACountThatDriftsBreaksIt) {
  Stage stage("counters-are-recounts");
  Gather(stage);
  stage.Say(1, "LUSERS\r\n", {Line(1, ":s 265 a 4 4 :users")});
  EXPECT_EQ(stage.Broken(), "265");
}

TEST(CountersAreRecounts, ACensusThatDriftsBreaksIt) {
  Stage stage("counters-are-recounts");
  stage.users_extra = 1;
  stage.Open(1);
  EXPECT_EQ(stage.Broken(), "census");
}

TEST(CountersAreRecounts, AnAccountThatDriftsBreaksIt) {
  Stage stage("counters-are-recounts");
  Gather(stage);
  stage.ledger_extra.Open(Account::kMemberships, 48);
  stage.Say(1, "X\r\n");
  EXPECT_EQ(stage.Broken(), "ledger");
}

TEST(Audit, ItsWordIsTaken) {
  Stage stage("audit");
  stage.Open(1);
  EXPECT_EQ(stage.Broken(), "");
  stage.audit = absl::InternalError("user 3 is in no channel that knows it");
  stage.Say(1, "X\r\n");
  EXPECT_EQ(stage.Broken(), "audit");
}

TEST(LedgerBaseline, EverythingComesBack) {
  Stage stage("ledger-baseline");
  stage.Open(1);
  stage.ledger_extra.Open(Account::kAuth, 300);
  stage.Say(1, "X\r\n");
  stage.ledger_extra.Shut(Account::kAuth, 300);
  stage.Lose(1);
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(LedgerBaseline, WhatStaysIsNamed) {
  Stage stage("ledger-baseline");
  stage.Open(1);
  stage.ledger_extra.Grow(Account::kAuth, 1);
  stage.Lose(1);
  EXPECT_EQ(stage.Broken(), "auth");
}

TEST(ProgressAfterHeal, AWakeUpIsNotForNow) {
  Stage stage("progress-after-heal");
  stage.At(Seconds(1));
  stage.WakeAt(Seconds(2));
  stage.Wake();
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.WakeAt(Seconds(1));
  stage.Wake();
  EXPECT_EQ(stage.Broken(), "wake-loop");
}

TEST(Canary, AlwaysSings) {
  Stage stage("canary");
  stage.Open(1);
  EXPECT_EQ(stage.Broken(), "canary");
}

}  // namespace
}  // namespace confab::props
