// Runs kept scenarios under every law on the server as it ships: check_kept FILE...
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/status/statusor.h"
#include "props/laws/check.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"

namespace confab::props {
namespace {

absl::StatusOr<Checked> CheckFile(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<sim::Scenario> scenario = sim::ParseScenario(text.str());
  if (!scenario.ok()) return scenario.status();
  return Check(*scenario, LawsByDefault(), {.transcript = true});
}

bool Holds(const char* path) {
  const absl::StatusOr<Checked> checked = CheckFile(path);
  if (!checked.ok()) {
    std::cerr << path << ": " << checked.status() << "\n";
    return false;
  }
  if (!checked->finding.has_value()) return true;
  const Violation& violation = checked->finding->violation;
  std::cerr << checked->transcript << path << ": " << violation.law << " (" << violation.rule
            << "): " << violation.detail << "\n";
  return false;
}

}  // namespace
}  // namespace confab::props

int main(int argc, char** argv) {
  bool hold = argc > 1;
  for (int i = 1; i < argc; ++i) hold = confab::props::Holds(argv[i]) && hold;
  return hold ? 0 : 1;
}
