#include "props/explore/trunk.h"

#include <utility>

#include "server_core/api/moment.h"

namespace confab::props {

absl::StatusOr<Trunk::Start> Trunk::StartOf(const sim::Scenario& scenario,
                                            const std::optional<Parting>& parting,
                                            const Lookout& lookout) {
  if (parting) {
    if (std::optional<Start> branch = BranchOf(scenario, *parting, lookout)) {
      return *std::move(branch);
    }
  }
  // Not owned: the run is over before the scenario is gone.
  return FromStart({std::shared_ptr<void>(), &scenario}, lookout);
}

absl::StatusOr<Trunk::Start> Trunk::FromStart(std::shared_ptr<const sim::Scenario> scenario,
                                              const Lookout& lookout) const {
  absl::StatusOr<std::unique_ptr<Run>> run = Run::Create(std::move(scenario), laws_, {}, trial_);
  if (!run.ok()) return run.status();
  Start start{MakeScout((*run)->wire(), lookout), *std::move(run)};
  if (start.scout != nullptr) start.run->Watch(start.scout.get());
  return start;
}

std::optional<Trunk::Start> Trunk::BranchOf(const sim::Scenario& scenario, const Parting& parting,
                                            const Lookout& lookout) {
  if (stem_ != parting.stem) GoTo(parting);
  if (snapshot_.run == nullptr) return std::nullopt;
  absl::StatusOr<std::unique_ptr<Run>> run = snapshot_.run->Branch(scenario);
  if (!run.ok()) return std::nullopt;
  Start start{CopyScout(snapshot_.scout.get(), (*run)->wire(), lookout), *std::move(run)};
  if (start.scout != nullptr) start.run->Watch(start.scout.get());
  ++branched_;
  return start;
}

// No snapshot where the run is over before the moment.
void Trunk::GoTo(const Parting& parting) {
  stem_ = parting.stem;
  snapshot_ = {};
  absl::StatusOr<Start> start = FromStart(stem_, {.sight = &sight_});
  if (!start.ok()) return;
  if (start->run->RunUntil(Instant::FromNanos(parting.at_ns - 1))) snapshot_ = *std::move(start);
}

}  // namespace confab::props
