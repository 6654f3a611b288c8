// Every kind of fault does something, says so, and ends; healing.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "sim/fake_subject.h"
#include "sim/rehearsal.h"
#include "sim/simulation.h"

namespace confab::sim {
namespace {

using Ids = std::vector<uint32_t>;

Instant At(int64_t nanos) { return Instant::FromNanos(nanos); }

// One client on the line from 0 ns on, with some latency; a second of virtual time.
std::string One(const std::string& more) {
  return "client { id: 1 link { latency_ns: 10 } } action { id: 1 client: 1 connect {} } "
         "limits { end_ns: 1000000000 } " +
         more;
}

TEST(FaultsTest, AStallToTheServerHoldsEverythingBackAndThenJoinsIt) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'x' }"
          "action { id: 3 client: 1 t_ns: 150 line: 'y' }"
          "fault { id: 7 from_ns: 50 until_ns: 500 stall { to_server: true } }"));
  EXPECT_EQ(run.server.When("got x\r\ny\r\n"), At(500));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AStallToTheClientHoldsBackWhatItWouldAnswer) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'SAY PING z' }"
          "fault { id: 7 from_ns: 50 until_ns: 500 stall { to_client: true } }"));
  EXPECT_EQ(run.server.When("got PONG z"), At(510));
  EXPECT_EQ(run.server.When("drained"), At(110)) << "the transport takes what the window admits";
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AStallOfBothDirectionsIsOneFault) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'SAY PING z' }"
          "fault { id: 7 from_ns: 50 until_ns: 500 client: 1"
          " stall { to_server: true to_client: true } }"));
  EXPECT_EQ(run.server.When("got PONG z"), At(520));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AnEndWaitsForTheEndOfAStall) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 close {} }"
          "fault { id: 7 from_ns: 50 until_ns: 500 stall { to_server: true } }"));
  EXPECT_EQ(run.server.When("lost Connection closed"), At(500));
}

TEST(FaultsTest, LagsAddUpInBothDirections) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'SAY PING z' }"
          "fault { id: 7 from_ns: 50 until_ns: 5000 lag { extra_ns: 100 } }"
          "fault { id: 8 from_ns: 60 until_ns: 5000 client: 1 lag { extra_ns: 1 } }"));
  EXPECT_EQ(run.server.When("got SAY"), At(211));
  EXPECT_EQ(run.server.When("got PONG z"), At(211 + 2 * 111));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7, 8}));
}

TEST(FaultsTest, ACutMakesSmallPieces) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: '123456' }"
          "fault { id: 7 from_ns: 50 until_ns: 5000 cut { bytes_max: 3 } }"));
  EXPECT_EQ(run.server.Count("got 123"), 1);
  EXPECT_EQ(run.server.Count("got 456"), 1);
  EXPECT_EQ(run.server.Count("got \r\n"), 1);
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, ASaltedCutMakesPiecesOfAllSizesUpToItsOwn) {
  const Rehearsal run(One("salt: 5 action { id: 2 client: 1 t_ns: 100 line: '" +
                          std::string(200, 'x') +
                          "' } fault { id: 7 from_ns: 50 until_ns: 5000 cut { bytes_max: 3 } }"));
  EXPECT_EQ(run.server.All(1, "got"), std::string(200, 'x') + "\r\n");
  const int pieces = run.server.Count("got ");
  EXPECT_GT(pieces, 70);
  EXPECT_LT(pieces, 200);
}

TEST(FaultsTest, ACutThatNeverCutsIsVacuous) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: '1' }"
          "fault { id: 7 from_ns: 50 until_ns: 5000 cut { bytes_max: 3 } }"));
  EXPECT_EQ(run.summary.effective_faults, Ids{});
}

TEST(FaultsTest, AResetEndsTheLinkAtBothEnds) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 connect {} }"
          "fault { id: 7 from_ns: 50 client: 1 reset {} }"));
  EXPECT_EQ(run.server.When("lost Connection reset"), At(50));
  EXPECT_EQ(run.server.Count("open"), 2) << "the client may connect again";
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AResetWithoutALinkIsVacuous) {
  const Rehearsal run(
      "client { id: 1 } limits { end_ns: 1000 } fault { id: 7 from_ns: 5 reset {} }");
  EXPECT_EQ(run.summary.effective_faults, Ids{});
}

TEST(FaultsTest, ASilentDeathIsToldToNobody) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'x' }"
          "fault { id: 7 from_ns: 50 silent_death {} }"));
  EXPECT_EQ(run.server.Count("got"), 0);
  EXPECT_EQ(run.server.When("lost"), At(1'000'000'000));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
  EXPECT_EQ(run.summary.idle_actions, (Ids{2}));
}

TEST(FaultsTest, ARefusedConnectIsToldToTheClientAlone) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 connect {} }"
          "fault { id: 7 from_ns: 0 until_ns: 50 refuse_connect {} }"));
  EXPECT_EQ(run.server.When("open"), At(110));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
  EXPECT_EQ(run.summary.idle_actions, Ids{});
}

TEST(FaultsTest, AClockStepMovesTheWallAndNothingElse) {
  const Rehearsal run(
      One("epoch_unix_s: 1000 action { id: 2 client: 1 t_ns: 100 line: 'x' }"
          "fault { id: 7 from_ns: 50 clock_step { by_ns: -3000000000 } }"));
  const Told& told = run.server.told()[1];
  EXPECT_EQ(told.now.mono, At(110));
  EXPECT_EQ(told.now.wall, absl::FromUnixSeconds(997) + absl::Nanoseconds(110));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

// An account and a question at 100 ns, which arrives at 110 ns.
std::string Asking(const std::string& fault) {
  return One(
      "account { name: 'al' } action { id: 2 client: 1 t_ns: 100 line: 'PARAMETERS al' }"
      "fault { id: 7 from_ns: 50 until_ns: 500 client: 1 " +
      fault + " }");
}

TEST(FaultsTest, AnswersComeLate) {
  const Rehearsal run(Asking("answer_late { by_ns: 5000 }"));
  EXPECT_EQ(run.server.When("answered n"), At(1'005'110));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AnswersFail) {
  const Rehearsal run(Asking("answer_error {}"));
  EXPECT_EQ(run.server.When("answered error"), At(1'000'110));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AnswersNeverCome) {
  const Rehearsal run(Asking("answer_never {}"));
  EXPECT_EQ(run.server.Count("answered"), 0);
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AClientReadsSlowlyAndAtOnceWhenItIsOver) {
  const Rehearsal run(
      "client { id: 1 link { window_bytes: 100 } } limits { end_ns: 1000000000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 1 t_ns: 100 line: 'FLOOD 5' }"
      "fault { id: 7 from_ns: 50 until_ns: 150000050 slow_reading { bytes_per_second: 1000 } }");
  std::vector<int64_t> times;
  for (const Told& told : run.server.told()) {
    if (told.what == "drained 100") times.push_back(told.now.mono.nanos());
  }
  EXPECT_EQ(times, (std::vector<int64_t>{100, 100'000'100, 150'000'050, 150'000'050, 150'000'050}));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AClientThatDoesNotReadAtAll) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 100 line: 'SAY PING z' }"
          "fault { id: 7 from_ns: 50 until_ns: 500 slow_reading {} }"));
  EXPECT_EQ(run.server.When("got PONG z"), At(510));
}

TEST(FaultsTest, SettingsAreReplaced) {
  const Rehearsal run(
      One("fault { id: 7 from_ns: 50 reconfigure { config { server_name: 'x.y' } } }"));
  EXPECT_EQ(run.server.When("reconfigured x.y"), At(50));
  EXPECT_EQ(run.summary.effective_faults, (Ids{7}));
}

TEST(FaultsTest, AFaultTouchesOnlyItsClient) {
  const Rehearsal run(
      "client { id: 1 } client { id: 2 } limits { end_ns: 1000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 2 connect {} }"
      "action { id: 3 client: 1 t_ns: 9 line: 'x' } action { id: 4 client: 2 t_ns: 9 line: 'y' }"
      "fault { id: 7 from_ns: 5 until_ns: 500 client: 2 stall { to_server: true } }");
  EXPECT_EQ(run.server.When("got x"), At(9));
  EXPECT_EQ(run.server.When("got y"), At(500));
}

TEST(HealTest, LastingFaultsEndAndClientsGetTheirPong) {
  const Rehearsal run(
      One("heal { at_ns: 500 patience_ns: 100 }"
          "action { id: 2 client: 1 t_ns: 100 line: 'x' }"
          "fault { id: 7 from_ns: 50 until_ns: 9999 stall { to_server: true } }"));
  EXPECT_EQ(run.server.When("got x"), At(500));
  EXPECT_EQ(run.server.When("got \r\nPING :heal\r\n"), At(510));
  EXPECT_TRUE(run.summary.unanswered.empty());
}

TEST(HealTest, AnUnfinishedLineDoesNotSpoilTheQuestion) {
  const Rehearsal run(
      One("heal { at_ns: 500 patience_ns: 100 }"
          "action { id: 2 client: 1 t_ns: 100 raw: 'NICK a' }"));
  EXPECT_TRUE(run.summary.unanswered.empty());
}

// DEAF makes the fake server ignore PING.
TEST(HealTest, AClientWithoutItsPongIsNamed) {
  const Rehearsal run(
      One("heal { at_ns: 500 patience_ns: 100 }"
          "action { id: 2 client: 1 t_ns: 100 line: 'DEAF' }"));
  ASSERT_EQ(run.summary.unanswered.size(), 1u);
  EXPECT_EQ(run.summary.unanswered[0].client, 1u);
  EXPECT_EQ(run.summary.unanswered[0].link, LinkId{1});
}

TEST(HealTest, WhoCannotHearOrIsGoneIsNotAsked) {
  for (const std::string gone : {"action { id: 9 client: 1 t_ns: 200 close {} }",
                                 "action { id: 9 client: 1 t_ns: 200 pause {} }",
                                 "action { id: 9 client: 1 t_ns: 200 line: 'QUIT' }",
                                 "action { id: 9 client: 1 t_ns: 550 close { how: RST } }",
                                 "fault { id: 9 from_ns: 200 silent_death {} }"}) {
    const Rehearsal run(
        One("heal { at_ns: 500 patience_ns: 100 }"
            "action { id: 2 client: 1 t_ns: 100 line: 'DEAF' }" +
            gone));
    EXPECT_TRUE(run.summary.unanswered.empty()) << gone;
  }
}

TEST(HealTest, WhatIsStillUnderWayIsWaitedFor) {
  // 20 bytes a second: the PING needs 0.7 s, the patience is 0.1 s.
  const Rehearsal run(
      "client { id: 1 link { bytes_per_second: 20 } } limits { end_ns: 9000000000 }"
      "action { id: 1 client: 1 connect {} } heal { at_ns: 500 patience_ns: 100000000 }");
  EXPECT_EQ(run.server.When("got \r\nPING"), At(700'000'500));
  EXPECT_TRUE(run.summary.unanswered.empty());
}

}  // namespace
}  // namespace confab::sim
