#include <string>

#include "gtest/gtest.h"
#include "props/laws/stage.h"
#include "server_core/api/event.h"

namespace confab::props {
namespace {

Instant Seconds(int64_t seconds) { return Instant::FromNanos(seconds * 1'000'000'000); }

TEST(OneOwnerPerNick, ANameGoesFromOneOwnerToTheNext) {
  Stage stage("one-owner-per-nick");
  stage.Open(1);
  stage.LogOn(1, "alice");
  stage.Open(2);
  stage.Say(2, "NICK ALICE\r\n", {Line(2, ":s 433 * ALICE :In use")});
  stage.Lose(1);
  stage.LogOn(2, "Alice");
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(OneOwnerPerNick, TwoUsersOfEqualFoldBreakIt) {
  Stage stage("one-owner-per-nick");
  stage.Open(1);
  stage.LogOn(1, "a[1]");
  stage.Open(2);
  stage.LogOn(2, "A{1}");
  EXPECT_EQ(stage.Broken(), "two-users");
}

TEST(OneOwnerPerNick, TheFoldIsTheOneConfigured) {
  Config config;
  config.case_mapping = CaseMapping::kAscii;
  Stage stage("one-owner-per-nick", config);
  stage.Open(1);
  stage.LogOn(1, "a[1]");
  stage.Open(2);
  stage.LogOn(2, "a{1}");
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(OneOwnerPerNick, ARenameToAHeldNameBreaksIt) {
  Stage stage("one-owner-per-nick");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Open(2);
  stage.LogOn(2, "b");
  stage.Say(2, "NICK A\r\n", {Line(2, ":b!~u@h NICK A")});
  EXPECT_EQ(stage.Broken(), "two-users");
}

TEST(OneOwnerPerNick, TwoReservationsOfOneNameBreakIt) {
  Stage stage("one-owner-per-nick");
  stage.Open(1);
  stage.rows[1].nick = "a";
  stage.Say(1, "NICK a\r\n");
  stage.Open(2);
  stage.rows[2].nick = "A";
  stage.Say(2, "NICK A\r\n");
  EXPECT_EQ(stage.Broken(), "held-twice");
}

TEST(OneOwnerPerNick, ARefusalOfAFreeNameBreaksIt) {
  Stage stage("one-owner-per-nick");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Lose(1);
  stage.Open(2);
  stage.Say(2, "NICK a\r\n", {Line(2, ":s 433 * a :In use")});
  EXPECT_EQ(stage.Broken(), "refused-free");
}

TEST(WelcomeOnce, ALogOnInAnyOrderIsWelcome) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.Open(2);
  stage.Say(2, "USER u 0 * :R\r\nNICK a\r\n", {Line(2, ":s 433 * a :In use")});
  stage.LogOn(2, "b");
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(WelcomeOnce, ASecondWelcomeBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.LogOn(1, "a");
  stage.LogOn(1, "a");
  EXPECT_EQ(stage.Broken(), "twice");
}

TEST(WelcomeOnce, AWelcomeByARefusedNameBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.Say(1, "NICK a\r\nUSER u 0 * :R\r\nNICK b\r\n",
            {Line(1, ":s 433 a b :In use"), Line(1, ":s 001 b :Welcome b!~u@h")});
  EXPECT_EQ(stage.Broken(), "nick");
}

TEST(WelcomeOnce, AWelcomeBeforeUserBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.Say(1, "NICK a\r\n", {Line(1, ":s 001 a :Welcome a!~u@h")});
  EXPECT_EQ(stage.Broken(), "gates");
}

TEST(WelcomeOnce, AWelcomeDuringNegotiationBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.Say(1, "CAP LS 302\r\n", {Line(1, ":s CAP * LS :")});
  stage.LogOn(1, "a");
  EXPECT_EQ(stage.Broken(), "gates");
}

TEST(WelcomeOnce, AWelcomeToSomebodyElseBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.Say(1, "NICK a\r\nUSER u 0 * :R\r\n", {Line(1, ":s 001 a :Welcome b!~u@h")});
  EXPECT_EQ(stage.Broken(), "text");
}

TEST(WelcomeOnce, ABurstWithAGapBreaksIt) {
  Stage stage("welcome-once");
  stage.Open(1);
  stage.Say(1, "NICK a\r\nUSER u 0 * :R\r\n",
            {Line(1, ":s 001 a :Welcome a!~u@h"), Line(1, ":s 003 a :T")});
  EXPECT_EQ(stage.Broken(), "burst");
}

TEST(LogonAlwaysEnds, AtTheDeadlineToTheNanosecond) {
  Stage stage("logon-always-ends");
  stage.WakeAt(Seconds(60));
  stage.Open(1);
  stage.At(Seconds(60));
  stage.Wake(Farewell(1, CloseReason::kRegistrationTimeout, "(Registration timed out)"));
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(LogonAlwaysEnds, OneNanosecondEarlierBreaksIt) {
  Stage stage("logon-always-ends");
  stage.WakeAt(Seconds(60));
  stage.Open(1);
  stage.At(Instant::FromNanos(59'999'999'999));
  stage.Wake(Farewell(1, CloseReason::kRegistrationTimeout, "(Registration timed out)"));
  EXPECT_EQ(stage.Broken(), "early");
}

TEST(LogonAlwaysEnds, SleepingOverTheDeadlineBreaksIt) {
  Stage stage("logon-always-ends");
  stage.WakeAt(Instant::FromNanos(60'000'000'001));
  stage.Open(1);
  EXPECT_EQ(stage.Broken(), "no-deadline");
}

TEST(LogonAlwaysEnds, LettingTheDeadlinePassBreaksIt) {
  Stage stage("logon-always-ends");
  stage.WakeAt(Seconds(60));
  stage.Open(1);
  stage.At(Seconds(60));
  stage.Wake();
  EXPECT_EQ(stage.Broken(), "overdue");
}

TEST(LogonAlwaysEnds, NothingElseMayHoldItBack) {
  Stage stage("logon-always-ends");
  stage.WakeAt(Seconds(60));
  stage.Open(1);
  stage.rows[1] = {.nick = "a", .user = "u", .cap = true};
  stage.Say(1, "CAP LS\r\nNICK a\r\nUSER u 0 * :R\r\n", {Line(1, ":s CAP a LS :")});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
  stage.rows[1].cap = false;
  stage.Say(1, "CAP END\r\n");
  EXPECT_EQ(stage.Broken(), "held-back");
}

// The lines of an exchange that succeeds.
constexpr char kFirst[] = "AUTH SCRAM-SHA-256 I :n\\c\\cn=kim\\cr=cn\r\n";
constexpr char kFinal[] = "AUTH SCRAM-SHA-256 S :c=biws\\cr=cnsn\\cp=cHJvb2Y=\r\n";
constexpr char kSignedMessage[] = "n=kim,r=cn,r=cnsn,s=c2FsdA==,i=4096,c=biws,r=cnsn";
constexpr char kServerFirst[] = "AUTH SCRAM-SHA-256 S :r=cnsn\\cs=c2FsdA==\\ci=4096";

void Begin(Stage& stage) {
  stage.Open(1);
  stage.rows[1].auth = "asked";
  stage.Say(1, kFirst, {AskParameters(1, 5, "kim")});
  stage.rows[1].auth = "open";
  stage.Answer(5, "sn c2FsdA== 4096", {Line(1, kServerFirst)});
  stage.rows[1].auth = "asked";
  stage.Say(1, kFinal, {AskProof(1, 6, kSignedMessage)});
}

void Finish(Stage& stage) {
  stage.rows[1].auth = "open";
  stage.Answer(6, "c2ln", {Line(1, "AUTH SCRAM-SHA-256 S :v=c2ln")});
  stage.rows[1] = {.auth = "done", .account = "kim"};
  stage.Say(1, "AUTH SCRAM-SHA-256 S\r\n",
            {Line(1, "AUTH SCRAM-SHA-256 * kim@s 0"), Noted(Event::kAuthSucceeded, 1)});
}

TEST(AuthAround433, AnExchangeAroundARefusalSucceeds) {
  Stage stage("auth-around-433");
  Begin(stage);
  stage.Say(1, "NICK a\r\n", {Line(1, ":s 433 * a :In use")});
  Finish(stage);
  stage.Say(1, "NICK b\r\nUSER u 0 * :R\r\n", {Line(1, ":s 001 b :Welcome b!u@h")});
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(AuthAround433, ARefusalThatForgetsTheExchangeBreaksIt) {
  Stage stage("auth-around-433");
  Begin(stage);
  stage.rows[1].auth = "none";
  stage.Say(1, "NICK a\r\n", {Line(1, ":s 433 * a :In use")});
  EXPECT_EQ(stage.Broken(), "state");
}

TEST(AuthAround433, SuccessUnderAnothersAccountBreaksIt) {
  Stage stage("auth-around-433");
  Begin(stage);
  stage.rows[1].auth = "open";
  stage.Answer(6, "c2ln", {Line(1, "AUTH SCRAM-SHA-256 S :v=c2ln")});
  stage.Say(1, "AUTH SCRAM-SHA-256 S\r\n", {Line(1, "AUTH SCRAM-SHA-256 * lee@s 0")});
  EXPECT_EQ(stage.Broken(), "wrong-account");
}

TEST(AuthAround433, AReplyToSomebodyElseBreaksIt) {
  Stage stage("auth-around-433");
  stage.Open(2);
  stage.Open(1);
  stage.Say(1, "AUTH SCRAM-SHA-256 *\r\n", {Line(2, ":s 910 * SCRAM-SHA-256 :Failed")});
  EXPECT_EQ(stage.Broken(), "touches-others");
}

TEST(AuthAround433, NoReplyBreaksIt) {
  Stage stage("auth-around-433");
  stage.Open(1);
  stage.Say(1, "NICK a\r\nAUTH SCRAM-SHA-256 I\r\n", {Line(1, ":s 433 * a :In use")});
  EXPECT_EQ(stage.Broken(), "unanswered");
}

TEST(AuthAround433, ALateAnswerThatStirsBreaksIt) {
  Stage stage("auth-around-433");
  Begin(stage);
  stage.rows[1].auth = "none";
  stage.Say(1, "AUTH SCRAM-SHA-256 *\r\n", {Line(1, ":s 910 * SCRAM-SHA-256 :Aborted")});
  stage.Answer(6, "c2ln", {Line(1, "AUTH SCRAM-SHA-256 S :v=c2ln")});
  EXPECT_EQ(stage.Broken(), "stale-answer");
}

TEST(AuthAround433, ALogOnAmidTheExchangeBreaksIt) {
  Stage stage("auth-around-433");
  Begin(stage);
  stage.LogOn(1, "a");
  EXPECT_EQ(stage.Broken(), "during-exchange");
}

TEST(AuthAround433, AForgottenCredentialBreaksIt) {
  Stage stage("auth-around-433");
  Begin(stage);
  Finish(stage);
  stage.LogOn(1, "a");  // as ~u, though authenticated
  EXPECT_EQ(stage.Broken(), "credential");
}

TEST(AuthEscape, AnExchangePassesUnharmed) {
  Stage stage("auth-escape");
  Begin(stage);
  Finish(stage);
  EXPECT_EQ(stage.Broken(), "") << stage.Detail();
}

TEST(AuthEscape, ATabThatBecomesABellBreaksIt) {
  Stage stage("auth-escape");
  stage.Open(1);
  stage.Say(1, "AUTH SCRAM-SHA-256 I :n\\c\\cn=kim\\cr=cn\\cx=\\t\r\n",
            {AskParameters(1, 5, "kim")});
  stage.Answer(5, "sn c2FsdA== 4096", {Line(1, kServerFirst)});
  stage.Say(1, kFinal, {AskProof(1, 6, "n=kim,r=cn,x=\a,r=cnsn,s=c2FsdA==,i=4096,c=biws,r=cnsn")});
  EXPECT_EQ(stage.Broken(), "auth-message");
}

TEST(AuthEscape, AnotherNameThanWasSentBreaksIt) {
  Stage stage("auth-escape");
  stage.Open(1);
  stage.Say(1, "AUTH SCRAM-SHA-256 I :n\\c\\cn=k\\\\m\\cr=cn\r\n", {AskParameters(1, 5, "k\\\\m")});
  EXPECT_EQ(stage.Broken(), "name");
}

TEST(AuthEscape, UnescapedServerDataBreaksIt) {
  Stage stage("auth-escape");
  stage.Open(1);
  stage.Say(1, kFirst, {AskParameters(1, 5, "kim")});
  stage.Answer(5, "sn c2FsdA== 4096", {Line(1, "AUTH SCRAM-SHA-256 S :r=cnsn,s=c2FsdA==,i=4096")});
  EXPECT_EQ(stage.Broken(), "server-data");
}

}  // namespace
}  // namespace confab::props
