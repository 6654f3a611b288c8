#include "tools/confab/expectation.h"

#include "absl/strings/str_cat.h"
#include "tools/confab/commands.h"

namespace confab::tools {

absl::StatusOr<std::vector<const props::Law*>> LawsFor(const props::Trial& trial,
                                                       const sim::Scenario& scenario,
                                                       const std::vector<std::string>& names) {
  const std::string& expected = scenario.expect().law();
  if (!names.empty() || expected.empty() || expected == kCrashLaw) return LawsNamed(trial, names);
  return LawsNamed(trial, {expected});
}

std::string ExpectationInWords(const sim::Scenario& scenario, const std::string& planted,
                               const std::optional<Fingerprint>& seen) {
  if (!scenario.has_expect()) return "";
  const sim::Expect& expect = scenario.expect();
  const bool of_another_build = !expect.planted().empty() && expect.planted() != planted;
  if (expect.law().empty() || of_another_build) {
    const std::string why = of_another_build ? absl::StrCat(", as the defect ", expect.planted(),
                                                            " is not planted here")
                                             : "";
    return absl::StrCat("expected: no breach", why, seen ? ": NOT MET\n" : ": met\n");
  }
  const bool met = seen && seen->law == expect.law() && seen->rule == expect.rule();
  return absl::StrCat("expected: ", expect.law(), " (rule ", expect.rule(), ")",
                      met ? ": met\n" : ": NOT MET\n");
}

}  // namespace confab::tools
