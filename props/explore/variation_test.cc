#include "props/explore/variation.h"

#include <gtest/gtest.h>

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

TEST(PlainTest, EveryScenarioCompiles) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    const auto script = sim::Compile(PlainScenario(seed));
    ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status().message();
  }
}

}  // namespace
}  // namespace confab::props
