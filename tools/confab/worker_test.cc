// A subject that dies, and one that breaks its word, as laws that do so: what the parent makes of
// it.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "server_core/api/check.h"
#include "server_core/api/observer.h"
#include "sim/scenario.pb.h"
#include "tools/confab/campaign.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"

namespace confab::tools {
namespace {

bool IsQuit(const Input& input) {
  const auto* received = std::get_if<Received>(&input);
  return received != nullptr && received->bytes.find("QUIT") != std::string_view::npos;
}

// No generator numbers so many actions: only variations of its scenarios do.
bool IsLate(const Input& input) {
  constexpr uint64_t kGeneratedMax = 160;
  const auto* opened = std::get_if<Opened>(&input);
  return opened != nullptr && static_cast<uint64_t>(opened->link) > kGeneratedMax;
}

template <bool (*Predicate)(const Input&)>
class DiesAt final : public Observer {
 public:
  void OnStep(const Moment&, const Input& input, const Step&) override {
    CONFAB_CHECK(!Predicate(input));
  }
  const std::optional<Violation>& Verdict() const override { return none_; }

 private:
  std::optional<Violation> none_;
};

template <bool (*Predicate)(const Input&)>
class BrokenAt final : public Observer {
 public:
  void OnStep(const Moment&, const Input& input, const Step&) override {
    if (Predicate(input)) verdict_ = Violation{"no-quit", "said", "QUIT"};
  }
  const std::optional<Violation>& Verdict() const override { return verdict_; }

 private:
  std::optional<Violation> verdict_;
};

using DiesAtQuit = DiesAt<IsQuit>;
using BrokenAtQuit = BrokenAt<IsQuit>;

template <typename Watcher>
std::unique_ptr<Observer> Watch(const props::LawSetting&) {
  return std::make_unique<Watcher>();
}

template <typename Watcher>
props::Law LawOf() {
  props::Law law;
  law.name = "no-quit";
  law.kind = props::LawKind::kSafety;
  law.watch = Watch<Watcher>;
  return law;
}

// Two clients log on, and the second leaves.
sim::Scenario Scenario() {
  sim::Scenario scenario;
  scenario.set_format(1);
  for (uint32_t id = 1; id <= 2; ++id) {
    scenario.add_client()->set_id(id);
    sim::Action* connect = scenario.add_action();
    connect->set_client(id);
    connect->mutable_connect();
    sim::Action* login = scenario.add_action();
    login->set_client(id);
    login->mutable_login()->set_nick(std::string(1, static_cast<char>('a' + id)));
    login->mutable_login()->set_user("u");
  }
  sim::Action* quit = scenario.add_action();
  quit->set_client(2);
  quit->set_line("QUIT :so long");
  uint32_t id = 0;
  for (sim::Action& action : *scenario.mutable_action()) action.set_id(++id);
  scenario.mutable_limits()->set_end_ns(1'000'000'000);
  return scenario;
}

TEST(IsolatedCheckTest, ADeathIsAVerdictThatNamesItsPlace) {
  const props::Law law = LawOf<DiesAtQuit>();
  IsolatedCheck check({&law});
  for (int i = 0; i < 2; ++i) {  // a new worker takes the place of the dead one
    const Outcome outcome = check.Run(Scenario());
    ASSERT_TRUE(outcome.death);
    EXPECT_EQ(outcome.death->cause, "sigabrt");
    EXPECT_NE(outcome.death->site.find("CONFAB_CHECK failed: !Predicate(input)"),
              std::string::npos);
    EXPECT_EQ(outcome.fingerprint()->law, kCrashLaw);
  }
}

TEST(IsolatedCheckTest, ABreachIsItsLawAndRule) {
  const props::Law law = LawOf<BrokenAtQuit>();
  const Outcome outcome = IsolatedCheck({&law}).Run(Scenario());
  EXPECT_EQ(outcome.fingerprint(), (Fingerprint{"no-quit", "said", ""}));
}

TEST(IsolatedCheckTest, WhatCannotBeRunIsSaid) {
  const props::Law law = LawOf<BrokenAtQuit>();
  const Outcome outcome = IsolatedCheck({&law}).Run(sim::Scenario());
  EXPECT_EQ(outcome.fingerprint(), std::nullopt);
  EXPECT_NE(outcome.done.refused(), "");
}

TEST(ReductionTest, ACrashShrinksLikeAnythingElse) {
  const props::Law law = LawOf<DiesAtQuit>();
  IsolatedCheck check({&law});
  const std::optional<Fingerprint> wanted = check.Run(Scenario()).fingerprint();
  ASSERT_TRUE(wanted);
  Interrupts interrupts;
  const props::Shrunk shrunk =
      Reduction(check, *wanted, "").Shrink(Scenario(), absl::Seconds(60), interrupts);
  EXPECT_EQ(shrunk.end, props::ShrinkEnd::kMinimal);
  ASSERT_EQ(shrunk.scenario.action_size(), 2);  // one must connect to say it
  EXPECT_EQ(shrunk.scenario.action(1).line(), "QUIT");
}

CampaignOptions OptionsOf(const props::Law& law, int jobs) {
  CampaignOptions options;
  options.laws = {&law};
  options.profile = props::Profile::kStorm;
  options.runs = 200;
  options.jobs = jobs;
  return options;
}

Failure FailureOf(const CampaignOptions& options) {
  Interrupts interrupts;
  const auto campaign = RunCampaign(options, interrupts, [](const Campaign&) {});
  EXPECT_TRUE(campaign.ok() && campaign->failure.has_value());
  return *campaign->failure;
}

TEST(CampaignTest, TheLowestSeedThatFailsIsNamedWhateverTheJobs) {
  for (const props::Law& law : {LawOf<DiesAtQuit>(), LawOf<BrokenAtQuit>()}) {
    const Failure alone = FailureOf(OptionsOf(law, 1));
    const Failure together = FailureOf(OptionsOf(law, 4));
    EXPECT_EQ(alone.seed, together.seed);
    EXPECT_EQ(alone.scenario.SerializeAsString(), together.scenario.SerializeAsString());
    EXPECT_EQ(alone.death.has_value(), together.death.has_value());
  }
}

// A scenario that was learned is no function of its seed: the failure must bring it along.
TEST(CampaignTest, TheFirstRunOfASessionThatFailsIsNamedWhateverTheJobs) {
  for (const props::Law& law : {LawOf<DiesAt<IsLate>>(), LawOf<BrokenAt<IsLate>>()}) {
    CampaignOptions options = OptionsOf(law, 1);
    options.strategy = props::Strategy::kNovelty;
    options.runs = 1'000;
    const Failure alone = FailureOf(options);
    options.jobs = 3;
    const Failure together = FailureOf(options);
    EXPECT_EQ(alone.seed, together.seed);
    EXPECT_EQ(alone.ordinal, together.ordinal);
    EXPECT_GT(alone.ordinal, 32u);  // beyond the runs that learn nothing
    EXPECT_EQ(alone.scenario.SerializeAsString(), together.scenario.SerializeAsString());
    EXPECT_TRUE(IsolatedCheck({&law}).Run(alone.scenario).fingerprint());
  }
}

TEST(CampaignTest, AllRunsAreCountedOnce) {
  props::Law law = LawOf<BrokenAtQuit>();
  law.watch = nullptr;
  law.judge = [](const props::WholeRun&) { return std::optional<Violation>(); };
  Interrupts interrupts;
  const auto campaign = RunCampaign(OptionsOf(law, 3), interrupts, [](const Campaign&) {});
  ASSERT_TRUE(campaign.ok());
  EXPECT_EQ(campaign->tally.runs(), 200u);
  EXPECT_FALSE(campaign->failure.has_value());
}

}  // namespace
}  // namespace confab::tools
