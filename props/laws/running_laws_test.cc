#include <string>

#include "gtest/gtest.h"
#include "props/laws/stage.h"
#include "server_core/api/event.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

Instant Seconds(int64_t seconds) { return Instant::FromNanos(seconds * 1'000'000'000); }

// A user who logged on at 0: to be asked at 240 s and 360 s, to be closed at 480 s.
void LogOnAtZero(Stage& stage) {
  stage.WakeAt(Seconds(0));
  stage.Open(1);
  stage.LogOn(1, "a");
}

std::vector<Staged> Timeout(int64_t seconds) {
  return Farewell(1, CloseReason::kPingTimeout,
                  "011 (Ping timeout: " + std::to_string(seconds) + " seconds)");
}

void ProbeAt(Stage& stage, Instant at) {
  stage.At(at);
  stage.Wake({Line(1, "PING :s")});
}

TEST(Keepalive, ADeadPeerIsAskedTwiceAndClosed) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  ProbeAt(stage, Seconds(240));
  ProbeAt(stage, Seconds(360));
  stage.At(Seconds(480));
  stage.Wake(Timeout(480));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(Keepalive, OneQuestionOnlyBreaksP1) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  ProbeAt(stage, Seconds(240));
  stage.At(Seconds(360));
  stage.Wake(Timeout(360));
  EXPECT_EQ(stage.Broken(), "p1");
}

TEST(Keepalive, ClosingWhoAnsweredBreaksP2) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  ProbeAt(stage, Seconds(240));
  ProbeAt(stage, Seconds(360));
  stage.At(Seconds(479));
  stage.Say(1, "PONG x\r\n");
  stage.At(Seconds(480));
  stage.Wake(Timeout(1));
  EXPECT_EQ(stage.Broken(), "p2");
}

TEST(Keepalive, SentDataThatRestartsTheCycleBreaksP3) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  stage.Open(2);
  stage.LogOn(2, "b");
  stage.At(Seconds(100));
  stage.Say(2, "PRIVMSG a :hi\r\n", {Line(1, ":b!~u@h PRIVMSG a :hi")});
  stage.WakeAt(Seconds(340));
  stage.At(Seconds(101));
  stage.Say(2, "PONG x\r\n");
  EXPECT_EQ(stage.Broken(), "p3");
}

TEST(Keepalive, OneNanosecondLateBreaksP3) {
  Stage stage("keepalive");
  stage.WakeAt(Instant::FromNanos(240'000'000'001));
  stage.Open(1);
  stage.LogOn(1, "a");
  EXPECT_EQ(stage.Broken(), "p3");
}

TEST(Keepalive, BytesThatDoNotCountBreakP4) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  stage.At(Seconds(200));
  stage.Say(1, "PONG wrong\r\n");
  ProbeAt(stage, Seconds(240));
  EXPECT_EQ(stage.Broken(), "p4");
}

TEST(Keepalive, PartialLinesThatDoNotCountBreakP5) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  stage.At(Seconds(200));
  stage.Say(1, "PRIV");
  ProbeAt(stage, Seconds(240));
  EXPECT_EQ(stage.Broken(), "p5");
}

TEST(Keepalive, NoBytesAreNoNews) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  stage.At(Seconds(200));
  stage.Say(1, "");
  ProbeAt(stage, Seconds(240));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(Keepalive, ArmedTimersOutliveNewSettings) {
  Stage stage("keepalive");
  LogOnAtZero(stage);
  Config config;
  config.probe_after = std::chrono::seconds(1);
  stage.Configure(config, {Noted(Event::kConfigReplaced, 0)});
  ProbeAt(stage, Seconds(240));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

Config SmallQueue() {
  Config config;
  config.send_queue_bytes_max = 512;
  return config;
}

TEST(SendQueueBounded, TheLimitItselfFits) {
  Stage stage("send-queue-bounded", SmallQueue());
  stage.Open(1);
  stage.Say(1, "X\r\n", {Line(1, std::string(510, 'x'))});
  stage.Drain(1, 512);
  stage.Say(1, "X\r\n", {Line(1, std::string(510, 'x'))});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(SendQueueBounded, OneByteMoreBreaksIt) {
  Stage stage("send-queue-bounded", SmallQueue());
  stage.Open(1);
  stage.Say(1, "X\r\n", {Line(1, std::string(508, 'x')), Line(1, "y")});
  EXPECT_EQ(stage.Broken(), "over");
}

TEST(SendQueueBounded, OnlyTheFarewellMayGoOver) {
  Stage stage("send-queue-bounded", SmallQueue());
  stage.Open(1);
  stage.Say(1, "X\r\n",
            Join({Line(1, std::string(510, 'x'))},
                 Farewell(1, CloseReason::kSendQueueExceeded, "009 (Output saturation)")));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(SendQueueBounded, ACloseWithRoomForAnyLineBreaksIt) {
  Stage stage("send-queue-bounded");
  stage.Open(1);
  stage.Say(1, "X\r\n", Farewell(1, CloseReason::kSendQueueExceeded, "009 (Output saturation)"));
  EXPECT_EQ(stage.Broken(), "early");
}

TEST(SendQueueBounded, AnAccountThatDriftsBreaksIt) {
  Stage stage("send-queue-bounded");
  stage.Open(1);
  stage.ledger_extra.Open(Account::kSendQueues, 7);
  stage.Say(1, "X\r\n");
  EXPECT_EQ(stage.Broken(), "ledger");
}

TEST(WireForm, AWholeLineOf512BytesPasses) {
  Stage stage("wire-form");
  stage.Open(1);
  stage.Say(1, "X\r\n", {Line(1, std::string(510, 'x'))});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(WireForm, OneByteMoreBreaksIt) {
  Stage stage("wire-form");
  stage.Open(1);
  stage.Say(1, "X\r\n", {Line(1, std::string(511, 'x'))});
  EXPECT_EQ(stage.Broken(), "length");
}

TEST(WireForm, NulWithinALineBreaksIt) {
  Stage stage("wire-form");
  stage.Open(1);
  stage.Say(1, "X\r\n", {Line(1, std::string("a\0b", 3))});
  EXPECT_EQ(stage.Broken(), "bytes");
}

TEST(WireForm, ALineWithoutItsEndBreaksIt) {
  Stage stage("wire-form");
  stage.Open(1);
  stage.Say(1, "X\r\n", {Staged{.link = 1, .text = "PING :s\n"}});
  EXPECT_EQ(stage.Broken(), "terminator");
}

TEST(WireForm, AWordAfterTheCloseBreaksIt) {
  Stage stage("wire-form");
  stage.Open(1);
  stage.Say(1, "QUIT\r\n", Join(Farewell(1, CloseReason::kQuit, "(Quit)"), {Line(1, "PING :s")}));
  EXPECT_EQ(stage.Broken(), "after-close");
}

}  // namespace
}  // namespace confab::props
