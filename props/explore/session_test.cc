#include "props/explore/session.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "props/explore/sight.h"
#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/run.h"
#include "server_core/api/observer.h"
#include "sim/script.h"

namespace confab::props {
namespace {

// What a run of a scenario shows; under the laws given, which must not matter.
Sight SightOf(const sim::Scenario& scenario, const std::vector<const Law*>& laws) {
  Sight sight;
  const auto run = Run::Create(scenario, laws, {});
  EXPECT_TRUE(run.ok()) << run.status().message();
  const std::unique_ptr<Observer> scout = MakeScout((*run)->wire(), {&sight});
  (*run)->Watch(scout.get());
  (*run)->Finish();
  return sight;
}

// The first scenarios of a session, as bytes.
std::vector<std::string> FirstOf(Strategy strategy, uint64_t seed, uint32_t count,
                                 const std::vector<const Law*>& laws) {
  ExploreSession session(strategy, seed, Profile::kMixed);
  std::vector<std::string> scenarios;
  while (!session.IsOver() && scenarios.size() < count) {
    const sim::Scenario scenario = session.Next();
    scenarios.push_back(scenario.SerializeAsString());
    if (session.learns()) session.Learn(SightOf(scenario, laws));
  }
  return scenarios;
}

TEST(SessionTest, ASeedIsOneSessionWhateverTheLaws) {
  const auto once = FirstOf(Strategy::kNovelty, 7, 48, {});
  EXPECT_EQ(once.size(), 48u);
  EXPECT_EQ(once, FirstOf(Strategy::kNovelty, 7, 48, LawsByDefault()));
  EXPECT_NE(once, FirstOf(Strategy::kNovelty, 8, 48, {}));
}

TEST(SessionTest, NoTwoScenariosOfASessionAreTheSame) {
  const auto scenarios = FirstOf(Strategy::kNovelty, 7, 48, {});
  EXPECT_EQ(std::set<std::string>(scenarios.begin(), scenarios.end()).size(), 48u);
}

TEST(SessionTest, WithoutLearningAScenarioIsAFunctionOfItsSeed) {
  for (const Strategy strategy : {Strategy::kPlain, Strategy::kSwarm}) {
    const auto once = FirstOf(strategy, 7, 2, {});
    EXPECT_EQ(once.size(), 1u);
    EXPECT_EQ(once, FirstOf(strategy, 7, 2, {}));
    EXPECT_NE(once, FirstOf(strategy, 8, 2, {}));
  }
}

TEST(SessionTest, AMomentHasSoManyBranchesAndNoMore) {
  ExploreSession session(Strategy::kNovelty, 5, Profile::kMixed);
  std::map<std::shared_ptr<const sim::Scenario>, uint32_t> branches;
  while (!session.IsOver()) {
    const sim::Scenario scenario = session.Next();
    if (session.parting()) ++branches[session.parting()->stem];
    session.Learn(SightOf(scenario, {}));
  }
  uint32_t full = 0;
  for (const auto& [stem, count] : branches) {
    EXPECT_LE(count, kBranchesPerMomentMax);
    full += count == kBranchesPerMomentMax;
  }
  EXPECT_GE(branches.size(), 5u);
  EXPECT_GE(full + 1, branches.size());  // the session may be over in the middle of the last
}

TEST(SessionTest, EveryScenarioCompiles) {
  for (const Strategy strategy : AllStrategies()) {
    for (uint64_t seed = 1; seed <= 256 / RunsPerSeed(strategy); ++seed) {
      for (const std::string& bytes : FirstOf(strategy, seed, RunsPerSeed(strategy), {})) {
        sim::Scenario scenario;
        ASSERT_TRUE(scenario.ParseFromString(bytes));
        const auto script = sim::Compile(scenario);
        ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status().message();
        ASSERT_LE(bytes.size(), kScenarioBytesMax);
      }
    }
  }
}

TEST(SessionTest, VariationsShowMoreThanTheFirstRuns) {
  ExploreSession session(Strategy::kNovelty, 3, Profile::kMixed);
  size_t features_early = 0;
  while (!session.IsOver()) {
    const sim::Scenario scenario = session.Next();
    session.Learn(SightOf(scenario, {}));
    if (session.runs() == 32) features_early = session.corpus().features();
  }
  EXPECT_GT(session.corpus().features(), features_early);
  EXPECT_LE(session.corpus().size(), kCorpusEntriesMax);
}

TEST(StrategyTest, NamesRoundTrip) {
  for (const Strategy strategy : AllStrategies()) {
    EXPECT_EQ(ParseStrategy(StrategyName(strategy)), strategy);
  }
  EXPECT_EQ(ParseStrategy("none"), std::nullopt);
}

}  // namespace
}  // namespace confab::props
