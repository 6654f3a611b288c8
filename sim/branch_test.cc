// Copies of a run, and branches of it into other scenarios, against a server that obeys words.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "sim/fake_subject.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/transcript.h"

namespace confab::sim {
namespace {

// Stopped at 500 ns, its last event is the reading of the answer to action 2.
constexpr char kScenario[] =
    "format: 1 client { id: 1 link { latency_ns: 10 } } client { id: 2 } "
    "action { id: 1 client: 1 connect {} } "
    "action { id: 2 client: 1 t_ns: 100 line: 'SAY hi' } "
    "action { id: 3 client: 1 t_ns: 900 line: 'SAY later' } "
    "fault { id: 1 from_ns: 50 until_ns: 800 client: 1 lag { extra_ns: 5 } } "
    "fault { id: 2 from_ns: 700 until_ns: 950 stall { to_server: true } } "
    "heal { at_ns: 2000 patience_ns: 100 } limits { end_ns: 10000 }";

Script ScriptOf(const std::string& text) {
  const absl::StatusOr<Scenario> scenario = ParseScenario(text);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  absl::StatusOr<Script> script = Compile(*scenario);
  EXPECT_TRUE(script.ok()) << script.status() << text;
  return *std::move(script);
}

std::string With(const std::string& from, const std::string& to) {
  EXPECT_NE(std::string(kScenario).find(from), std::string::npos) << from;
  return absl::StrReplaceAll(kScenario, {{from, to}});
}

// The transcript of a run that goes over to the other scenario at 500 ns, or why it cannot.
std::string Branched(const std::string& other) {
  const Script script = ScriptOf(kScenario);
  const Script other_script = ScriptOf(other);
  FakeSubject server;
  Transcript transcript;
  Simulation simulation(script, server);
  simulation.Begin({.transcript = &transcript});
  EXPECT_TRUE(simulation.RunUntil(Instant::FromNanos(500)));
  const std::unique_ptr<Subject> clone = server.Clone();
  Transcript copy = transcript;
  auto branch = simulation.Branch(other_script, *clone, nullptr, &copy);
  if (!branch.ok()) return std::string(branch.status().message());
  while (simulation.RunNext()) {
  }
  while ((*branch)->RunNext()) {
  }
  (*branch)->Finish();
  return copy.text();
}

std::string FromTheStart(const std::string& text) {
  const Script script = ScriptOf(text);
  FakeSubject server;
  Transcript transcript;
  Simulation(script, server).Run({.transcript = &transcript});
  return transcript.text();
}

TEST(BranchTest, AnyFutureIsWhatItIsFromTheStart) {
  const std::string fault_2 =
      "fault { id: 2 from_ns: 700 until_ns: 950 stall { to_server: true } } ";
  for (const std::string& other :
       {std::string(kScenario), With("t_ns: 900", "t_ns: 501"), With("SAY later", "SAY never"),
        With(fault_2, ""), With("until_ns: 800", "until_ns: 600"),
        With("fault { id: 1", "fault { id: 9 from_ns: 800 client: 1 reset {} } fault { id: 1"),
        With("client { id: 2 }",
             "client { id: 2 } client { id: 3 } action { id: 4 client: 3 "
             "t_ns: 600 connect {} }"),
        With("at_ns: 2000", "at_ns: 1500"), With("end_ns: 10000", "end_ns: 20000")}) {
    EXPECT_EQ(Branched(other), FromTheStart(other)) << other;
  }
}

TEST(BranchTest, AnotherPastIsNamed) {
  EXPECT_EQ(Branched(With("SAY hi", "SAY ho")), "action 2: the pasts differ");
  EXPECT_EQ(Branched(With("t_ns: 100", "t_ns: 101")), "action 2: the pasts differ");
  EXPECT_EQ(Branched(With("t_ns: 900", "t_ns: 101")), "action 3 is new, and in the past already");
  EXPECT_EQ(Branched(With("extra_ns: 5", "extra_ns: 6")), "fault 1: the pasts differ");
  EXPECT_EQ(Branched(With("from_ns: 700", "from_ns: 60")),
            "fault 2 is new, and in the past already");
  EXPECT_EQ(Branched(With("until_ns: 800", "until_ns: 110")),
            "fault 1 is new, and in the past already");
  EXPECT_EQ(Branched(With("latency_ns: 10", "latency_ns: 11")), "client 1: the pasts differ");
  EXPECT_EQ(Branched(With("client { id: 2 }", "")), "client 2: the pasts differ");
  EXPECT_EQ(Branched(With("format: 1", "format: 1 salt: 7")), "salt: the pasts differ");
  EXPECT_EQ(Branched(With("format: 1", "format: 1 config { links_max: 2 }")),
            "config: the pasts differ");
}

TEST(BranchTest, ACloneOutlivesItsOriginal) {
  const Script script = ScriptOf(kScenario);
  auto server = std::make_unique<FakeSubject>();
  auto simulation = std::make_unique<Simulation>(script, *server);
  Transcript transcript;
  simulation->Begin({.transcript = &transcript});
  simulation->RunUntil(Instant::FromNanos(720));
  const std::unique_ptr<Subject> clone = server->Clone();
  Transcript copy = transcript;
  const auto other = simulation->Clone(*clone, nullptr, &copy);
  simulation.reset();
  server.reset();
  while (other->RunNext()) {
  }
  EXPECT_EQ(other->Finish().effective_faults, (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(copy.text(), FromTheStart(kScenario));
}

TEST(BranchTest, WhatIsToComeIsSaid) {
  const Script script = ScriptOf(kScenario);
  FakeSubject server;
  Simulation simulation(script, server);
  simulation.Begin({});
  simulation.RunUntil(Instant::FromNanos(100));
  std::string all;
  for (const Pending& pending : simulation.PendingInOrder()) {
    all += std::to_string(pending.at.nanos()) + " " + pending.what + "\n";
  }
  EXPECT_EQ(all,
            "115 link 1 of client 1: 8 bytes at the server\n"
            "700 fault 2: stall-to-server begins\n"
            "800 fault 1: lag ends\n"
            "900 action 3: client 1 writes 11 bytes\n"
            "950 fault 2: stall-to-server ends\n"
            "2000 heal: every lasting fault ends\n"
            "2000 heal: clients ask for a PONG\n"
            "10000 the end\n");
}

}  // namespace
}  // namespace confab::sim
