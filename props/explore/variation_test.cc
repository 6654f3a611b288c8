#include "props/explore/variation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "props/explore/plain.h"
#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "sim/script.h"

namespace confab::props {
namespace {

sim::Scenario ScenarioOf(uint64_t seed) {
  return GenerateScenario(seed, AllProfiles()[seed % kProfileCount]);
}

// Moments of every kind, of links that there are and one that there is not.
std::vector<Occasion> OccasionsOf(const sim::Scenario& scenario) {
  std::vector<Occasion> occasions = {{Occasion::Kind::kDeadline, 1, 0},
                                     {Occasion::Kind::kClosed, INT64_MAX / 4, 999'999}};
  for (const sim::Action& action : scenario.action()) {
    if (action.has_connect()) {
      occasions.push_back({Occasion::Kind::kHeard, action.t_ns(), action.id()});
    }
  }
  return occasions;
}

// Variations of variations, with times and settings that drift.
TEST(VariationTest, WhateverIsVariedCompilesAndStaysInBounds) {
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    sim::Scenario scenario = ScenarioOf(seed);
    const sim::Scenario other = ScenarioOf(seed + 1000);
    for (int generation = 0; generation < 40; ++generation) {
      scenario = Vary(random, scenario, OccasionsOf(scenario), other);
      const auto script = sim::Compile(scenario);
      ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status().message();
      ASSERT_LE(scenario.action_size(), kVariedActionsMax);
      ASSERT_LE(scenario.client_size(), kVariedClientsMax);
      ASSERT_LE(scenario.fault_size(), kVariedFaultsMax);
    }
  }
}

TEST(VariationTest, ActionsStayInOrderOfTime) {
  Random random(7);
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    const sim::Scenario parent = ScenarioOf(seed);
    const sim::Scenario child = Vary(random, parent, OccasionsOf(parent), parent);
    int64_t last_ns = 0;
    for (const sim::Action& action : child.action()) {
      EXPECT_GE(action.t_ns(), last_ns);
      last_ns = action.t_ns();
    }
  }
}

TEST(VariationTest, MostVariationsAreDifferentAndTheSameDrawGivesTheSame) {
  int changed = 0;
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    const sim::Scenario parent = ScenarioOf(seed);
    const auto vary = [&] {
      Random random(seed);
      return Vary(random, parent, OccasionsOf(parent), parent).SerializeAsString();
    };
    changed += vary() != parent.SerializeAsString();
    EXPECT_EQ(vary(), vary());
  }
  EXPECT_GT(changed, 80);
}

template <typename Items, typename TimeOf>
std::vector<std::string> Before(const Items& items, TimeOf time_of, int64_t at_ns) {
  std::vector<std::string> texts;
  for (const auto& item : items) {
    if (time_of(item) < at_ns) texts.push_back(item.SerializeAsString());
  }
  return texts;
}

// Everything that shows before a moment.
std::vector<std::string> PastOf(const sim::Scenario& scenario, int64_t at_ns) {
  std::vector<std::string> past = Before(
      scenario.action(), [](const sim::Action& it) { return it.t_ns(); }, at_ns);
  for (const std::string& fault : Before(
           scenario.fault(), [](const sim::Fault& it) { return it.from_ns(); }, at_ns)) {
    past.push_back(fault);
  }
  past.push_back(scenario.config().SerializeAsString());
  past.push_back(std::to_string(scenario.salt()));
  past.push_back(std::to_string(scenario.tie_permutation()));
  return past;
}

TEST(VariationTest, ABranchHasThePastOfItsParentAndAnotherFuture) {
  int changed = 0;
  int branches = 0;
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const sim::Scenario parent = ScenarioOf(seed);
    const sim::Scenario other = ScenarioOf(seed + 1000);
    const int64_t at_ns = random.Between(1, parent.heal().at_ns());
    if (!CanPartAt(parent, at_ns)) continue;
    const sim::Scenario child = VaryAfter(random, parent, OccasionsOf(parent), other, at_ns);
    ASSERT_EQ(PastOf(child, at_ns), PastOf(parent, at_ns)) << "seed " << seed;
    ASSERT_GE(child.client_size(), parent.client_size());
    ASSERT_TRUE(sim::Compile(child).ok()) << "seed " << seed;
    ASSERT_LE(child.action_size(), kVariedActionsMax);
    ++branches;
    changed += child.SerializeAsString() != parent.SerializeAsString();
  }
  EXPECT_GT(branches, 150);
  EXPECT_GT(changed, branches / 2);
}

TEST(VariationTest, AMomentIsAfterTheStartAndNotAfterHealing) {
  sim::Scenario scenario = ScenarioOf(1);
  const int64_t heal_ns = scenario.heal().at_ns();
  EXPECT_FALSE(CanPartAt(scenario, 0));
  EXPECT_TRUE(CanPartAt(scenario, 1));
  EXPECT_TRUE(CanPartAt(scenario, heal_ns));
  EXPECT_FALSE(CanPartAt(scenario, heal_ns + 1));
  while (scenario.action_size() < kVariedActionsMax) scenario.add_action();
  EXPECT_TRUE(CanPartAt(scenario, 1));
  scenario.add_action();
  EXPECT_FALSE(CanPartAt(scenario, 1));
}

TEST(PlainTest, EveryScenarioCompiles) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    const auto script = sim::Compile(PlainScenario(seed));
    ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status().message();
  }
}

}  // namespace
}  // namespace confab::props
