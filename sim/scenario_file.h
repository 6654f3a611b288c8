// Scenarios as text: the one canonical form in which they are stored, reviewed and replayed.
//
//   absl::StatusOr<Scenario> scenario = ParseScenario(text);
//   if (!scenario.ok()) return Fail(scenario.status().message());   // "line 4: ..."
//   WriteFile(path, CanonicalText(*scenario));
//
// Invariants: ParseScenario(CanonicalText(s)) gives s, and equal scenarios give equal texts. An
// unknown field or a newer format is an error: ignoring it would let a scenario pass for the
// wrong reason.

#ifndef CONFAB_SIM_SCENARIO_FILE_H_
#define CONFAB_SIM_SCENARIO_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sim/scenario.pb.h"

namespace confab::sim {

absl::StatusOr<Scenario> ParseScenario(std::string_view text);

std::string CanonicalText(const Scenario& scenario);

}  // namespace confab::sim

#endif  // CONFAB_SIM_SCENARIO_FILE_H_
