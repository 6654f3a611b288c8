#include "tools/museum/source.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "props/gen/profile.h"
#include "props/laws/run.h"
#include "sim/hash128.h"

namespace confab::tools {
namespace {

// Enough for a session to have learnt something.
constexpr int kRunsOfFingerprint = 200;

}  // namespace

std::vector<std::string> StrategyNames() {
  std::vector<std::string> names;
  for (const props::Strategy strategy : props::AllStrategies()) {
    names.emplace_back(props::StrategyName(strategy));
  }
  return names;
}

absl::StatusOr<std::string> FingerprintOf(std::string_view strategy, const props::Trial& trial) {
  absl::StatusOr<Source> source = Source::Create(strategy, /*seed=*/0, trial);
  if (!source.ok()) return source.status();
  sim::Hasher128 hasher;
  for (int i = 0; i < kRunsOfFingerprint; ++i) {
    const sim::Scenario& scenario = source->Next();
    hasher.Text(scenario.SerializeAsString());
    const auto run = props::Run::Create(scenario, {}, {}, trial);
    if (!run.ok()) return run.status();
    const std::unique_ptr<Observer> eye = source->Eye((*run)->wire());
    if (eye != nullptr) (*run)->Watch(eye.get());
    (*run)->Finish();
    source->Learn();
  }
  return hasher.Finish().Hex().substr(0, 16);
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
    session_ = std::make_unique<props::ExploreSession>(strategy_, next_seed_,
                                                       props::Profile::kMixed, trial_->generate);
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
