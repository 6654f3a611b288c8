#include "tools/confab/failing_file.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/confab/expectation.h"
#include "tools/confab/files.h"

namespace confab::tools {

absl::StatusOr<FailingFile> RunFailingFile(const props::Trial& trial, const std::string& path,
                                           const std::vector<std::string>& laws) {
  absl::StatusOr<sim::Scenario> scenario = ReadScenario(path);
  if (!scenario.ok()) return scenario.status();
  auto chosen = LawsFor(trial, *scenario, laws);
  if (!chosen.ok()) return chosen.status();
  auto check = std::make_unique<IsolatedCheck>(*std::move(chosen), trial);
  Outcome outcome = check->Run(*scenario);
  std::optional<Fingerprint> broken = outcome.fingerprint();
  if (!broken) {
    const std::string& refused = outcome.done.refused();
    const std::string why = refused.empty()
                                ? "no law is broken here, so there is nothing to shrink or explain"
                                : refused;
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", why));
  }
  return FailingFile{*std::move(scenario), std::move(check), std::move(outcome),
                     *std::move(broken)};
}

}  // namespace confab::tools
