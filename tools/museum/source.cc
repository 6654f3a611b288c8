#include "tools/museum/source.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "props/gen/profile.h"

namespace confab::tools {

std::vector<std::string> StrategyNames() {
  std::vector<std::string> names;
  for (const props::Strategy strategy : props::AllStrategies()) {
    names.emplace_back(props::StrategyName(strategy));
  }
  return names;
}

absl::StatusOr<Source> Source::Create(std::string_view strategy, uint64_t seed,
                                      const props::Trial& trial) {
  const std::optional<props::Strategy> known = props::ParseStrategy(strategy);
  if (known) return Source(*known, seed * kSeedSpan + 1, trial);
  return absl::InvalidArgumentError(
      absl::StrCat("no strategy '", absl::string_view(strategy.data(), strategy.size()),
                   "'; there is: ", absl::StrJoin(StrategyNames(), ", ")));
}

const sim::Scenario& Source::Next() {
  if (session_ == nullptr || session_->IsOver()) {
    session_ = std::make_unique<props::ExploreSession>(
        strategy_, next_seed_, props::Profile::kMixed, trial_->generate);
    ++next_seed_;
  }
  return session_->Next();
}

std::unique_ptr<Observer> Source::Eye(const props::WireView& wire) {
  if (!session_->learns()) return nullptr;
  return props::MakeScout(wire, {.sight = sight_.get(), .probes = nullptr});
}

void Source::Learn() {
  if (session_->learns()) session_->Learn(*sight_);
}

}  // namespace confab::tools
