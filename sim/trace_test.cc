// What identifies a run, what is said of it, and how it is told again.
#include "sim/trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "sim/fake_subject.h"
#include "sim/recorder.h"
#include "sim/rehearsal.h"
#include "sim/scenario_file.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/transcript.h"

namespace confab::sim {
namespace {

// Two clients, jitter, every kind of input.
std::string Busy(const std::string& more = "", uint64_t salt = 9) {
  return "salt: " + std::to_string(salt) +
         " client { id: 1 link { latency_ns: 1000 } } client { id: 2 link { latency_ns: 1000 } }"
         "limits { end_ns: 1000000000 } account { name: 'al' }"
         "action { id: 1 client: 1 connect {} } action { id: 2 client: 2 connect {} }"
         "action { id: 3 client: 1 t_ns: 9000 line: 'SAY PING z' }"
         "action { id: 4 client: 1 t_ns: 9000 line: 'PARAMETERS al' }"
         "action { id: 5 client: 1 t_ns: 9000 line: 'PARAMETERS bo' }"
         "action { id: 6 client: 1 t_ns: 9000 line: 'WAKE 500' }"
         "action { id: 7 client: 2 t_ns: 9000 line: 'SAY two' }"
         "action { id: 8 client: 2 t_ns: 99000 line: 'QUIT' }"
         "fault { id: 1 from_ns: 50 reconfigure { config { server_name: 'x.y' } } }" +
         more;
}

TEST(TraceTest, TwoRunsGiveOneChain) {
  const Rehearsal first(Busy());
  const Rehearsal second(Busy());
  EXPECT_EQ(first.trace.chain(), second.trace.chain());
  EXPECT_EQ(first.transcript.text(), second.transcript.text());
  EXPECT_EQ(first.trace.steps(), first.summary.steps);
}

// Whoever changes what the simulator does changes this number, and says why.
TEST(TraceTest, EveryCompilerGivesTheSameChain) {
  EXPECT_EQ(Rehearsal(Busy()).trace.chain().Hex(), "72d5a99ef1c9500aea93a09b2fb9755c");
}

TEST(TraceTest, AnythingElseGivesAnother) {
  const Rehearsal run(Busy());
  EXPECT_NE(Rehearsal(Busy("", 10)).trace.chain(), run.trace.chain()) << "jitter";
  EXPECT_NE(Rehearsal(Busy("epoch_unix_s: 1")).trace.chain(), run.trace.chain()) << "wall clock";
  EXPECT_NE(Rehearsal(Busy("action { id: 20 client: 2 t_ns: 9001 raw: 'x' }")).trace.chain(),
            run.trace.chain());
}

Hash128 ChainOf(const Moment& now, const Input& input, const std::vector<Output>& outputs,
                Instant wake_at) {
  Trace trace;
  trace.Add(now, input, Step{outputs, wake_at});
  return trace.chain();
}

TEST(TraceTest, EveryFieldCounts) {
  const Moment now{Instant::FromNanos(5), absl::FromUnixNanos(5)};
  const Moment later{Instant::FromNanos(6), absl::FromUnixNanos(5)};
  const Moment jumped{Instant::FromNanos(5), absl::FromUnixNanos(6)};
  const NoteField field{"k", "v"};
  const NoteField other_field{"k", "w"};
  const QuestionId question{3};
  auto config = std::make_shared<Config>();
  auto other_config = std::make_shared<Config>();
  other_config->targets_max = 5;
  const Send send{LinkId{1}, "x\r\n"};
  std::vector<Hash128> chains = {
      ChainOf(now, Woke{}, {}, Instant()),
      ChainOf(later, Woke{}, {}, Instant()),
      ChainOf(jumped, Woke{}, {}, Instant()),
      ChainOf(now, Woke{}, {}, Instant::Never()),
      ChainOf(now, Opened{LinkId{1}, "a", false}, {}, Instant()),
      ChainOf(now, Opened{LinkId{1}, "a", true}, {}, Instant()),
      ChainOf(now, Opened{LinkId{1}, "b", false}, {}, Instant()),
      ChainOf(now, Opened{LinkId{2}, "a", false}, {}, Instant()),
      ChainOf(now, Received{LinkId{1}, "a"}, {}, Instant()),
      ChainOf(now, Lost{LinkId{1}, "a"}, {}, Instant()),
      ChainOf(now, Drained{LinkId{1}, 1}, {}, Instant()),
      ChainOf(now, Drained{LinkId{1}, 2}, {}, Instant()),
      ChainOf(now, Answered{question, std::string_view("a")}, {}, Instant()),
      ChainOf(now, Answered{question, absl::NotFoundError("")}, {}, Instant()),
      ChainOf(now, Reconfigured{config}, {}, Instant()),
      ChainOf(now, Reconfigured{other_config}, {}, Instant()),
      ChainOf(now, Woke{}, {send}, Instant()),
      ChainOf(now, Woke{}, {send, send}, Instant()),
      ChainOf(now, Woke{}, {confab::Close{LinkId{1}, CloseReason::kQuit}}, Instant()),
      ChainOf(now, Woke{}, {confab::Close{LinkId{1}, CloseReason::kPingTimeout}}, Instant()),
      ChainOf(now, Woke{}, {Ask{question, LinkId{1}, ScramParameters{"a"}}}, Instant()),
      ChainOf(now, Woke{}, {Ask{question, LinkId{1}, ScramProof{"a", "", ""}}}, Instant()),
      ChainOf(now, Woke{}, {Note{Event::kClientLost, LinkId{1}, {&field, 1}}}, Instant()),
      ChainOf(now, Woke{}, {Note{Event::kClientLost, LinkId{1}, {&other_field, 1}}}, Instant()),
      ChainOf(now, Woke{}, {Note{Event::kClientClosed, LinkId{1}, {&field, 1}}}, Instant()),
  };
  for (size_t i = 0; i < chains.size(); ++i) {
    EXPECT_EQ(std::count(chains.begin(), chains.end(), chains[i]), 1) << i;
  }
}

TEST(TraceTest, CheckpointsFindTheFirstDifference) {
  const Rehearsal one(Busy());
  const Rehearsal other(Busy("action { id: 20 client: 2 t_ns: 50000 raw: 'x' }"));
  const auto& a = one.trace.checkpoints();
  const auto& b = other.trace.checkpoints();
  const auto split = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  ASSERT_NE(split.second, b.end());
  EXPECT_GE(split.second->at, Instant::FromNanos(50'000));
}

TEST(SaltTest, WithoutSaltThereIsNoJitter) {
  const Rehearsal run(Busy("", 0));
  EXPECT_EQ(run.server.When("got SAY PING"), Instant::FromNanos(10'000));
  EXPECT_EQ(run.server.When("got PONG z"), Instant::FromNanos(12'000));
  EXPECT_EQ(run.server.When("answered n"), Instant::FromNanos(1'010'000));
}

TEST(SaltTest, WithSaltArrivalsAreLateByLessThanAQuarterOfTheLatency) {
  bool jittered = false;
  for (uint64_t salt = 1; salt < 10; ++salt) {
    const Rehearsal run(Busy("", salt));
    const int64_t late = run.server.When("got SAY two").nanos() - 10'000;
    EXPECT_GE(late, 0);
    EXPECT_LE(late, 250);
    jittered = jittered || late != 0;
  }
  EXPECT_TRUE(jittered);
}

// The lines of a transcript about one link.
std::string About(const std::string& text, const std::string& link) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.find(" " + link + " ") != line.npos) out += line + "\n";
    at = end + 1;
  }
  return out;
}

TEST(SaltTest, DeletingAnActionMovesNothingElse) {
  for (const uint64_t salt : {0u, 9u, 10u}) {
    const Rehearsal without(Busy("", salt));
    const Rehearsal with(
        Busy("client { id: 3 link { latency_ns: 77 } }"
             "action { id: 30 client: 3 t_ns: 7 connect {} }"
             "action { id: 31 client: 3 t_ns: 8999 line: 'PARAMETERS al' }",
             salt));
    for (const std::string link : {"link=1", "link=2"}) {
      EXPECT_EQ(About(with.transcript.text(), link), About(without.transcript.text(), link));
    }
  }
}

TEST(RecutTest, AnyCutGivesEveryLinkTheSameBytesAtTheSameTimes) {
  const Rehearsal whole(Busy());
  for (const uint64_t recut_salt : {1u, 2u, 3u}) {
    const Rehearsal cut(Busy(), {.recut_salt = recut_salt});
    EXPECT_GT(cut.summary.steps, whole.summary.steps);
    EXPECT_EQ(cut.server.All(1, "got"), whole.server.All(1, "got"));
    EXPECT_EQ(cut.server.All(1, "drained"), whole.server.All(1, "drained"));
    EXPECT_EQ(cut.server.When("lost"), whole.server.When("lost"));
  }
}

TEST(TranscriptTest, UnprintableBytesAreEscaped) {
  EXPECT_EQ(Escaped(std::string("a\\b\r\n\0\x7f\xc3", 8)), "a\\\\b\\r\\n\\x00\\x7f\\xc3");
}

TEST(TranscriptTest, PiecesOfLinesAreMarked) {
  const Rehearsal run(
      "client { id: 1 } limits { end_ns: 9 } action { id: 1 client: 1 connect {} }"
      "action { id: 2 client: 1 raw: 'a\\r\\nb\\nc' }");
  EXPECT_EQ(run.transcript.text(),
            "t=0.000000000 c1 link=1 + from 10.0.0.1\n"
            "t=0.000000000 c1 link=1 > a\n"
            "t=0.000000000 c1 link=1 >| b\\n\n"
            "t=0.000000000 c1 link=1 >| c\n"
            "t=0.000000009 c1 link=1 - Simulation over\n");
}

// A recording of the busy scenario.
std::string Record(Trace& trace) {
  const absl::StatusOr<Scenario> scenario = ParseScenario("format: 1 " + Busy());
  const absl::StatusOr<Script> script = Compile(*scenario);
  FakeSubject server;
  std::string file;
  RecordingSubject recorded(
      server, {script->config, 7, Moment{}},
      [&file](std::string_view bytes) { file.append(bytes); }, 4);
  Simulation(*script, recorded).Run({.trace = &trace});
  recorded.Finish();
  return file;
}

TEST(RecorderTest, AReplayGivesTheSameChainAndTellsTheSame) {
  Trace live;
  const std::string file = Record(live);
  const absl::StatusOr<RecordingHead> head = ReadHead(file);
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(head->seed, 7u);
  FakeSubject again;
  Trace trace;
  EXPECT_EQ(Replay(file, again, trace), absl::OkStatus());
  EXPECT_EQ(trace.chain(), live.chain());
  EXPECT_EQ(again.told().size(), Rehearsal(Busy()).server.told().size());
}

TEST(RecorderTest, TheFirstStepThatDiffersIsNamed) {
  Trace live;
  const std::string file = Record(live);
  FakeSubject again;
  Trace trace;
  trace.Add(Moment{}, Woke{}, Step{});  // one step too many
  const absl::Status status = Replay(file, again, trace);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(std::string(status.message()).starts_with("after step 2 the chain is ")) << status;
}

TEST(RecorderTest, EveryTruncationIsNoticedOrEndsBetweenRecords) {
  Trace live;
  const std::string file = Record(live);
  int noticed = 0;
  for (size_t size = 0; size < file.size(); ++size) {
    FakeSubject again;
    Trace trace;
    noticed += Replay(std::string_view(file).substr(0, size), again, trace).ok() ? 0 : 1;
  }
  EXPECT_GT(noticed, static_cast<int>(file.size()) * 3 / 4);
}

TEST(RecorderTest, WhatIsNoRecordingIsRefused) {
  EXPECT_EQ(ReadHead("").status().message(), "no recording: it has no head");
  EXPECT_FALSE(ReadHead("\xff\xff\xff\xff\xff").ok());
  EXPECT_FALSE(ReadHead("hello").ok());
}

}  // namespace
}  // namespace confab::sim
