// The loop as a whole and every kind of action, against a server that obeys single words.
#include "sim/simulation.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "server_core/api/observer.h"
#include "sim/fake_subject.h"
#include "sim/rehearsal.h"
#include "sim/scenario_file.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

Instant At(int64_t nanos) { return Instant::FromNanos(nanos); }

// One client that connects at 100 ns; a second of virtual time.
std::string One(const std::string& more) {
  return "client { id: 1 } action { id: 1 client: 1 t_ns: 100 connect {} } "
         "limits { end_ns: 1000000000 } " +
         more;
}

TEST(SimulationTest, ALinkOpensSpeaksAndIsTakenAwayAtTheEnd) {
  const Rehearsal run(One("action { id: 2 client: 1 t_ns: 200 line: 'SAY hi' }"));
  EXPECT_EQ(run.transcript.text(),
            "t=0.000000100 c1 link=1 + from 10.0.0.1\n"
            "t=0.000000200 c1 link=1 > SAY hi\n"
            "t=0.000000200 c1 link=1 < hi\n"
            "t=0.000000200 c1 link=1 ~ 4\n"
            "t=1.000000000 c1 link=1 - Simulation over\n");
  EXPECT_EQ(run.summary.stop, Stop::kFinished);
  EXPECT_EQ(run.summary.connections, 1u);
  EXPECT_EQ(run.summary.steps, 4u);
  EXPECT_EQ(run.summary.lines_to_server, 1u);
  EXPECT_EQ(run.summary.lines_to_clients, 1u);
  EXPECT_EQ(run.summary.end, At(1'000'000'000));
}

TEST(SimulationTest, NickAndUserComeInOneWrite) {
  const Rehearsal run(One("action { id: 2 client: 1 t_ns: 200 login { nick: 'a' user: 'b' } }"));
  EXPECT_EQ(run.server.Count("got NICK a\r\nUSER b 0 * :b\r\n"), 1);
}

// Ids up to 4096 and a little have a table of their own; it must not hide the others as it grows.
TEST(SimulationTest, ALinkOfAHighIdIsFoundBesideOneOfALowId) {
  const Rehearsal run(
      "client { id: 1 } client { id: 2 } action { id: 5000 client: 1 connect {} } "
      "action { id: 4000 client: 2 t_ns: 1 connect {} } "
      "action { id: 4001 client: 1 t_ns: 2 line: 'SAY hi' } limits { end_ns: 9 }");
  EXPECT_EQ(run.server.Count("drained 4"), 1);
}

TEST(SimulationTest, RawBytesAreSentAsTheyAre) {
  const Rehearsal run(One("action { id: 2 client: 1 t_ns: 200 raw: '\\000\\377x' }"));
  EXPECT_EQ(run.server.All(1, "got"), std::string("\0\xffx", 3));
}

TEST(SimulationTest, SecureIsTold) {
  const Rehearsal run(
      "client { id: 1 } action { id: 7 client: 1 connect { secure: true } } limits { end_ns: 9 }");
  EXPECT_EQ(run.server.Count("open 10.0.0.1 secure"), 1);
}

TEST(SimulationTest, EachDirectionTakesTheLatency) {
  const Rehearsal run(
      "client { id: 1 link { latency_ns: 1000 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 t_ns: 100 connect {} }"
      "action { id: 2 client: 1 t_ns: 200 line: 'SAY PING x' }");
  EXPECT_EQ(run.server.When("open"), At(1'100));
  EXPECT_EQ(run.server.When("got SAY"), At(1'200));
  EXPECT_EQ(run.server.When("drained"), At(1'200)) << "the transport takes at once";
  EXPECT_EQ(run.server.When("got PONG x"), At(3'200));
}

TEST(SimulationTest, WokeComesExactlyWhenPromised) {
  const Rehearsal run(One("action { id: 2 client: 1 t_ns: 200 line: 'WAKE 777' }"));
  EXPECT_EQ(run.server.When("woke"), At(977));
  EXPECT_EQ(run.server.Count("woke"), 1);
}

TEST(SimulationTest, ALaterPromiseReplacesAnEarlierOne) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 200 line: 'WAKE 100' }"
          "action { id: 3 client: 1 t_ns: 250 line: 'WAKE 500' }"));
  EXPECT_EQ(run.server.When("woke"), At(750));
  EXPECT_EQ(run.server.Count("woke"), 1);
}

TEST(SimulationTest, ADeliveryComesBeforeTheTimerOfTheSameInstant) {
  const Rehearsal run(
      "client { id: 1 link { latency_ns: 10 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 1 line: 'WAKE 90' }"
      "action { id: 3 client: 1 t_ns: 90 line: 'SAY x' }");
  const auto& told = run.server.told();
  ASSERT_GE(told.size(), 5u);
  EXPECT_EQ(told[2].what, "got SAY x\r\n");
  EXPECT_EQ(told[4].what, "woke");
  EXPECT_EQ(told[4].now.mono, told[2].now.mono);
}

TEST(SimulationTest, AnEndArrivesAfterTheBytes) {
  const Rehearsal run(
      "client { id: 1 link { bytes_per_second: 1000000000 window_bytes: 4 } }"
      "limits { end_ns: 1000000 } action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 line: '0123456789' } action { id: 3 client: 1 close {} }");
  EXPECT_EQ(run.server.All(1, "got"), "0123456789\r\n");
  EXPECT_EQ(run.server.When("got 89\r\n"), At(12));
  EXPECT_EQ(run.server.told().back().what, "lost Connection closed");
}

TEST(SimulationTest, AResetLosesWhatIsUnderWay) {
  const Rehearsal run(
      "client { id: 1 link { latency_ns: 100 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 t_ns: 200 line: 'x' }"
      "action { id: 3 client: 1 t_ns: 250 close { how: RST } }");
  EXPECT_EQ(run.server.All(1, "got"), "");
  EXPECT_EQ(run.server.When("lost Connection reset"), At(350));
}

TEST(SimulationTest, AConnectionResetBeforeItArrivesIsNeverTold) {
  const Rehearsal run(
      "client { id: 1 link { latency_ns: 100 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 t_ns: 50 close { how: RST } }");
  EXPECT_TRUE(run.server.told().empty());
}

TEST(SimulationTest, ASilentEndIsToldToNobodyAndTheWindowFills) {
  const Rehearsal run(
      "client { id: 1 link { window_bytes: 250 latency_ns: 10 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 1 t_ns: 9 line: 'FLOOD 5' }"
      "action { id: 3 client: 1 t_ns: 10 close { how: SILENT } }");
  EXPECT_EQ(run.server.When("got FLOOD"), At(19)) << "what was under way arrives";
  EXPECT_EQ(run.server.All(1, "drained"), "250") << "of 500 bytes";
  EXPECT_EQ(run.server.When("lost"), At(1'000'000));
}

TEST(SimulationTest, AClientMayConnectAgainWhileItsOldLinkIsHalfOpen) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 200 close { how: SILENT } }"
          "action { id: 3 client: 1 t_ns: 300 connect {} }"
          "action { id: 4 client: 1 t_ns: 400 line: 'x' }"));
  EXPECT_EQ(run.server.All(3, "got"), "x\r\n");
  EXPECT_EQ(run.server.Count("lost Simulation over"), 2);
}

TEST(SimulationTest, ActionsWithoutALinkAreReportedAsIdle) {
  const Rehearsal run(
      "client { id: 1 } limits { end_ns: 1000 } action { id: 1 client: 1 line: 'x' }"
      "action { id: 2 client: 1 connect {} } action { id: 3 client: 1 connect {} }"
      "action { id: 4 client: 1 resume {} } action { id: 5 client: 1 t_ns: 5 line: 'QUIT' }"
      "action { id: 6 client: 1 t_ns: 6 close {} } action { id: 7 client: 1 t_ns: 6 pause {} }"
      "action { id: 8 client: 1 t_ns: 6 auth { account: 'a' } }");
  EXPECT_EQ(run.summary.idle_actions, (std::vector<uint32_t>{1, 3, 4, 6, 7, 8}));
  EXPECT_EQ(run.summary.connections, 1u);
}

TEST(SimulationTest, AServersCloseReachesTheClientAfterTheLastLine) {
  const Rehearsal run(
      "client { id: 1 link { latency_ns: 100 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 1 t_ns: 100 line: 'QUIT' }"
      "action { id: 3 client: 1 t_ns: 299 connect {} }"
      "action { id: 4 client: 1 t_ns: 301 connect {} }");
  EXPECT_EQ(run.summary.idle_actions, (std::vector<uint32_t>{3})) << "the end is still on its way";
  EXPECT_EQ(run.server.Count("open"), 2);
  EXPECT_EQ(run.server.Count("lost"), 1) << "the closed link is not lost, too";
}

TEST(SimulationTest, APausedReaderHoldsUpTheWindowUntilItResumes) {
  const Rehearsal run(
      "client { id: 1 link { window_bytes: 150 } } limits { end_ns: 1000000 }"
      "action { id: 1 client: 1 connect {} } action { id: 2 client: 1 t_ns: 5 pause {} }"
      "action { id: 3 client: 1 t_ns: 6 line: 'FLOOD 2' }"
      "action { id: 4 client: 1 t_ns: 90 resume {} }");
  EXPECT_EQ(run.server.When("drained 150"), At(6));
  EXPECT_EQ(run.server.When("drained 50"), At(90));
}

TEST(SimulationTest, APausedReaderLearnsOfTheEndOnlyWhenItHasRead) {
  const Rehearsal run(
      "client { id: 1 } limits { end_ns: 1000000 } action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 t_ns: 5 pause {} } action { id: 3 client: 1 t_ns: 6 line: 'QUIT' }"
      "action { id: 4 client: 1 t_ns: 7 connect {} } action { id: 5 client: 1 t_ns: 8 resume {} }"
      "action { id: 6 client: 1 t_ns: 9 connect {} }");
  EXPECT_EQ(run.summary.idle_actions, (std::vector<uint32_t>{4}));
  EXPECT_EQ(run.server.Count("open"), 2);
}

TEST(SimulationTest, ASlowReaderReadsAtItsRate) {
  const Rehearsal run(
      "client { id: 1 role: SLOW_READER link { window_bytes: 100 read_bytes_per_second: 1000 } }"
      "limits { end_ns: 1000000000 } action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 line: 'FLOOD 3' }");
  EXPECT_EQ(run.transcript.text(),
            "t=0.000000000 c1 link=1 + from 10.0.0.1\n"
            "t=0.000000000 c1 link=1 > FLOOD 3\n"
            "t=0.000000000 c1 link=1 < " +
                std::string(98, 'x') + "\n" + "t=0.000000000 c1 link=1 < " + std::string(98, 'x') +
                "\n" + "t=0.000000000 c1 link=1 < " + std::string(98, 'x') + "\n" +
                "t=0.000000000 c1 link=1 ~ 100\n"
                "t=0.100000000 c1 link=1 ~ 100\n"
                "t=0.200000000 c1 link=1 ~ 100\n"
                "t=1.000000000 c1 link=1 - Simulation over\n");
}

TEST(SimulationTest, AReaderInTheMiddleOfAChunkMayEndInAnyWay) {
  for (const std::string how : {"FIN", "RST", "SILENT"}) {
    const Rehearsal run(
        "client { id: 1 link { latency_ns: 50 read_bytes_per_second: 1000000000 } }"
        "limits { end_ns: 1000000 } action { id: 1 client: 1 connect {} }"
        "action { id: 2 client: 1 line: 'FLOOD 3' }"
        "action { id: 3 client: 1 t_ns: 390 close { how: " +
        how + " } }");
    EXPECT_EQ(run.summary.stop, Stop::kFinished);
    EXPECT_EQ(run.server.When("lost"), At(how == "SILENT" ? 1'000'000 : 440)) << how;
  }
}

TEST(SimulationTest, QuestionsAreAnsweredAfterAMillisecond) {
  const Rehearsal run(
      One("account { name: 'al' password: 'x' }"
          "action { id: 2 client: 1 t_ns: 200 line: 'PARAMETERS al' }"
          "action { id: 3 client: 1 t_ns: 300 line: 'PARAMETERS bo' }"));
  EXPECT_EQ(run.server.When("answered n"), At(1'000'200));
  EXPECT_EQ(run.server.When("answered error"), At(1'000'300));
}

TEST(SimulationTest, AnswersComeAlsoForLinksThatAreGone) {
  const Rehearsal run(
      One("action { id: 2 client: 1 t_ns: 200 line: 'PARAMETERS al' }"
          "action { id: 3 client: 1 t_ns: 300 close {} }"));
  EXPECT_EQ(run.server.told().back().what, "answered error");
}

TEST(SimulationTest, UntilStopsBeforeTheFirstLaterEvent) {
  const std::string text = One("action { id: 2 client: 1 t_ns: 200 line: 'x' }");
  const Rehearsal before(text, {.until = At(199)});
  EXPECT_EQ(before.summary.stop, Stop::kUntil);
  EXPECT_EQ(before.summary.steps, 1u);
  const Rehearsal after(text, {.until = At(200)});
  EXPECT_EQ(after.summary.steps, 2u);
}

TEST(SimulationTest, EventsMaxStopsTheRun) {
  const Rehearsal run(
      "client { id: 1 } limits { end_ns: 1000 events_max: 2 }"
      "action { id: 1 client: 1 connect {} }");
  EXPECT_EQ(run.summary.stop, Stop::kEventsMax);
  EXPECT_EQ(run.summary.events, 2u);
  const Rehearsal enough(
      "client { id: 1 } limits { end_ns: 1000 events_max: 3 }"
      "action { id: 1 client: 1 connect {} }");
  EXPECT_EQ(enough.summary.stop, Stop::kFinished);
}

TEST(SimulationTest, AZeroDelayLoopIsFound) {
  // The server sends PING, the client's PONG holds another SAY.
  const std::string text =
      "client { id: 1 } action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 line: 'LOOP' }";
  const Rehearsal run(text + "limits { end_ns: 1000 same_instant_events_max: 500 }");
  EXPECT_EQ(run.summary.stop, Stop::kZeroDelayLoop);
}

// Breaks its law at the n-th step, or at the end.
class BreaksAt : public Observer {
 public:
  explicit BreaksAt(int step) : left_(step) {}
  void OnStep(const Moment&, const Input&, const Step&) override { Count(); }
  void OnEnd(const Moment&) override { Count(); }
  const std::optional<Violation>& Verdict() const override { return verdict_; }
  int seen() const { return seen_; }

 private:
  void Count() {
    ++seen_;
    if (seen_ == left_) verdict_ = Violation{"law", "rule", "detail"};
  }

  int left_;
  int seen_ = 0;
  std::optional<Violation> verdict_;
};

TEST(SimulationTest, TheFirstViolationStopsTheRunAndLaterObservers) {
  const absl::StatusOr<Scenario> scenario =
      ParseScenario("format: 1 " + One("action { id: 2 client: 1 t_ns: 200 line: 'SAY x' }"));
  const absl::StatusOr<Script> script = Compile(*scenario);
  FakeSubject server;
  Simulation simulation(*script, server);
  BreaksAt early(2);
  BreaksAt late(99);
  simulation.Watch(&early);
  simulation.Watch(&late);
  EXPECT_EQ(simulation.Run({}).stop, Stop::kViolation);
  EXPECT_EQ(early.seen(), 2);
  EXPECT_EQ(late.seen(), 1);
  EXPECT_EQ(server.Count("drained"), 0) << "outputs of the last step are not acted upon";
}

TEST(SimulationTest, AViolationAtTheEndCounts) {
  const absl::StatusOr<Scenario> scenario = ParseScenario("format: 1 " + One(""));
  const absl::StatusOr<Script> script = Compile(*scenario);
  FakeSubject server;
  Simulation simulation(*script, server);
  BreaksAt at_end(3);  // opened, lost, the end
  simulation.Watch(&at_end);
  EXPECT_EQ(simulation.Run({}).stop, Stop::kViolation);
}

}  // namespace
}  // namespace confab::sim
