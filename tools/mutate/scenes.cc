#include "tools/mutate/scenes.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "props/gen/profile.h"
#include "props/laws/check.h"
#include "sim/scenario.pb.h"
#include "tools/confab/files.h"
#include "tools/mutate/selector.h"

namespace confab::mutate {
absl::StatusOr<Scenes> Scenes::Load(const std::vector<std::string>& files, int budget,
                                    const props::Trial& trial) {
  Scenes scenes(trial);
  for (const std::string& file : files) {
    const absl::StatusOr<sim::Scenario> scenario = tools::ReadScenario(file);
    if (!scenario.ok()) return scenario.status();
    const std::string name = file.substr(file.rfind('/') + 1);
    scenes.scenes_.push_back({name, scenario->SerializeAsString()});
  }
  for (int seed = 1; seed <= budget; ++seed) {
    const sim::Scenario scenario =
        trial.generate(static_cast<uint64_t>(seed), props::Profile::kMixed);
    scenes.scenes_.push_back({absl::StrCat("seed ", seed), scenario.SerializeAsString()});
  }
  return scenes;
}

absl::Status Scenes::Watch(const std::vector<Mutant>& mutants,
                           const std::function<bool(size_t)>& on_progress) {
  effects_.assign(kIdsMax, {});
  for (uint32_t scene = 0; scene < scenes_.size(); ++scene) {
    ClearMarks();
    if (absl::Status status = MustHold(scenes_[scene]); !status.ok()) return status;
    Note(scene, mutants);
    if (!on_progress(scene + 1)) return absl::CancelledError("interrupted");
  }
  return absl::OkStatus();
}

absl::Status Scenes::MustHold(const Scene& scene) const {
  sim::Scenario scenario;
  scenario.ParseFromString(scene.scenario);
  const auto checked = props::Check(scenario, props::LawsOf(*trial_), {}, *trial_);
  if (!checked.ok()) {
    return absl::Status(checked.status().code(),
                        absl::StrCat(scene.name, ": ", checked.status().message()));
  }
  if (!checked->finding.has_value()) return absl::OkStatus();
  const Violation& violation = checked->finding->violation;
  return absl::FailedPreconditionError(absl::StrCat(scene.name, " breaks ", violation.law, "/",
                                                    violation.rule, " without any mutant"));
}

void Scenes::Note(uint32_t scene, const std::vector<Mutant>& mutants) {
  for (const Mutant& mutant : mutants) {
    const auto id = static_cast<size_t>(mutant.id);
    if ((Marks()[id] & kReached) != 0) effects_[id].reached = true;
    if ((Marks()[id] & kInfected) != 0) effects_[id].infecting.push_back(scene);
  }
}

const std::vector<uint32_t>& Scenes::Infecting(const Mutant& mutant) const {
  return effects_[static_cast<size_t>(mutant.id)].infecting;
}

bool Scenes::IsReached(const Mutant& mutant) const {
  return effects_[static_cast<size_t>(mutant.id)].reached;
}

}  // namespace confab::mutate
