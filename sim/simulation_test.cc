// The loop as a whole, against a server that obeys single words.
#include "sim/simulation.h"

#include <gtest/gtest.h>

#include <string>

#include "sim/fake_subject.h"
#include "sim/scenario_file.h"
#include "sim/script.h"
#include "sim/trace.h"
#include "sim/transcript.h"

namespace confab::sim {
namespace {

// A run of a scenario given as text, with everything that came out of it.
struct Rehearsal {
  explicit Rehearsal(const std::string& text, RunOptions options = {}) {
    absl::StatusOr<Scenario> scenario = ParseScenario("format: 1 " + text);
    EXPECT_TRUE(scenario.ok()) << scenario.status();
    absl::StatusOr<Script> script = Compile(*scenario);
    EXPECT_TRUE(script.ok()) << script.status();
    options.trace = &trace;
    options.transcript = &transcript;
    summary = Simulation(*script, server).Run(options);
  }

  FakeSubject server;
  Trace trace;
  Transcript transcript;
  RunSummary summary;
};

constexpr char kOneClient[] = R"(
  client { id: 1 }
  action { id: 1 client: 1 t_ns: 100 connect {} }
  limits { end_ns: 1000000000 }
)";

TEST(SimulationTest, ALinkOpensSpeaksAndIsTakenAwayAtTheEnd) {
  const Rehearsal run(std::string(kOneClient) + R"(
    action { id: 2 client: 1 t_ns: 200 line: "SAY hi" })");
  EXPECT_EQ(run.transcript.text(),
            "t=0.000000100 c1 link=1 + from 10.0.0.1\n"
            "t=0.000000200 c1 link=1 > SAY hi\n"
            "t=0.000000200 c1 link=1 < hi\n"
            "t=0.000000200 c1 link=1 ~ 4\n"
            "t=1.000000000 c1 link=1 - Simulation over\n");
  EXPECT_EQ(run.summary.stop, Stop::kFinished);
  EXPECT_EQ(run.summary.connections, 1u);
  EXPECT_EQ(run.summary.lines_to_server, 1u);
  EXPECT_EQ(run.summary.lines_to_clients, 1u);
}

}  // namespace
}  // namespace confab::sim
