// Which laws a scenario file is run under, and whether what it expects has come.
//
//   const auto laws = LawsFor(trial, scenario, names_from_flags);
//   const Outcome outcome = IsolatedCheck(*laws, trial).Run(scenario);
//   Print(ExpectationInWords(scenario, PlantedDefect(), outcome.fingerprint()));
//
// Invariants: names from flags win over the file's; a file that expects a defect's breach expects
// a build without that defect to hold.

#ifndef CONFAB_TOOLS_CONFAB_EXPECTATION_H_
#define CONFAB_TOOLS_CONFAB_EXPECTATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "sim/scenario.pb.h"
#include "tools/confab/reduction.h"

namespace confab::tools {

absl::StatusOr<std::vector<const props::Law*>> LawsFor(const props::Trial& trial,
                                                       const sim::Scenario& scenario,
                                                       const std::vector<std::string>& names);

// One line: what was expected, and whether it came. Empty if the file expects nothing.
std::string ExpectationInWords(const sim::Scenario& scenario, const std::string& planted,
                               const std::optional<Fingerprint>& seen);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_EXPECTATION_H_
