#include "sim/rehearsal.h"

#include <gtest/gtest.h>

#include "absl/status/statusor.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"
#include "sim/script.h"

namespace confab::sim {

Rehearsal::Rehearsal(const std::string& text, RunOptions options) {
  const absl::StatusOr<Scenario> scenario = ParseScenario("format: 1 " + text);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  if (!scenario.ok()) return;
  const absl::StatusOr<Script> script = Compile(*scenario);
  EXPECT_TRUE(script.ok()) << script.status();
  if (!script.ok()) return;
  options.trace = &trace;
  options.transcript = &transcript;
  summary = Simulation(*script, server).Run(options);
}

}  // namespace confab::sim
