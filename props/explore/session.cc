#include "props/explore/session.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "props/explore/plain.h"
#include "props/explore/variation.h"
#include "server_core/api/check.h"

namespace confab::props {
namespace {

// Streams of a session's seed.
enum Stream : uint64_t { kChoices = 0x5e551, kFresh = 0x5e552 };

// A session looks around before it varies anything, and goes on looking now and then.
constexpr uint32_t kRunsAtFirst = 32;
constexpr uint64_t kFreshOneIn = 2;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

ExploreSession::ExploreSession(Strategy strategy, uint64_t seed, Profile profile, Generate generate)
    : strategy_(strategy),
      seed_(seed),
      profile_(profile),
      generate_(generate),
      random_(Mix64(seed, kChoices)) {}

const sim::Scenario& ExploreSession::Next() {
  CONFAB_CHECK(!IsOver());
  scenario_ = Draw();
  ++runs_;
  if (learns()) Stamp();
  return scenario_;
}

sim::Scenario ExploreSession::Draw() {
  parent_ = 0;
  parting_.reset();
  if (strategy_ == Strategy::kPlain) {
    sim::Scenario scenario = PlainScenario(seed_);
    scenario.mutable_from()->set_seed(seed_);
    scenario.mutable_from()->set_generator("plain/1");
    return scenario;
  }
  if (strategy_ == Strategy::kSwarm) return generate_(seed_, profile_);
  if (runs_ < kRunsAtFirst || random_.Chance(1, kFreshOneIn)) return DrawFresh();
  if (moment_.branches_left > 0) return DrawBranch();
  return DrawVariation();
}

sim::Scenario ExploreSession::DrawFresh() {
  return generate_(Mix64(seed_, kFresh, runs_), profile_);
}

sim::Scenario ExploreSession::DrawVariation() {
  const std::optional<size_t> parent = corpus_.Pick(random_);
  const std::optional<size_t> other = corpus_.Pick(random_);
  if (!parent || !other) return DrawFresh();
  const Corpus::Entry& entry = corpus_.entry(*parent);
  parent_ = entry.serial;
  return Vary(random_, entry.scenario, entry.occasions, corpus_.entry(*other).scenario);
}

sim::Scenario ExploreSession::DrawBranch() {
  --moment_.branches_left;
  parent_ = moment_.parent;
  parting_ = moment_.parting;
  const std::optional<size_t> other = corpus_.Pick(random_);
  return VaryAfter(random_, *parting_->stem, moment_.occasions, corpus_.entry(*other).scenario,
                   parting_->at_ns);
}

void ExploreSession::Stamp() {
  const std::string generator =
      absl::StrCat(View(StrategyName(strategy_)), ":", View(ProfileName(profile_)), "/",
                   kGeneratorVersion, " run ", runs_, " of the session");
  scenario_.mutable_from()->set_seed(seed_);
  scenario_.mutable_from()->set_generator(generator);
}

void ExploreSession::Learn(const Sight& sight) {
  const std::optional<int64_t> news_at_ns = corpus_.Learn(scenario_, sight, parent_);
  if (!IsMoment(news_at_ns)) return;
  Parting parting{std::make_shared<const sim::Scenario>(scenario_), *news_at_ns};
  moment_ = {std::move(parting), sight.occasions, corpus_.last_serial(), kBranchesPerMomentMax};
}

// At first everything is new, and a branch is not branched from before all its siblings have run.
bool ExploreSession::IsMoment(std::optional<int64_t> news_at_ns) const {
  return news_at_ns && runs_ > kRunsAtFirst && moment_.branches_left == 0 &&
         CanPartAt(scenario_, *news_at_ns);
}

}  // namespace confab::props
