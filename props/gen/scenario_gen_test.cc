#include "props/gen/scenario_gen.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "props/gen/profile.h"
#include "sim/hash128.h"
#include "sim/script.h"

namespace confab::props {
namespace {

// Seeds spread over all profiles.
sim::Scenario ScenarioOf(uint64_t seed) {
  return GenerateScenario(seed, AllProfiles()[seed % kProfileCount]);
}

TEST(ScenarioGenTest, EveryScenarioCompiles) {
  for (uint64_t seed = 1; seed <= 10'000; ++seed) {
    const auto script = sim::Compile(ScenarioOf(seed));
    ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status().message();
  }
}

// A new golden hash means that seeds in reports of yesterday mean something else today: count
// kGeneratorVersion up with it.
TEST(ScenarioGenTest, SeedsMeanWhatTheyMeant) {
  sim::Hasher128 hasher;
  for (uint64_t seed = 1; seed <= 100; ++seed) hasher.Text(ScenarioOf(seed).SerializeAsString());
  EXPECT_EQ(hasher.Finish().Hex(), "7b596e1cfd5a9a48646f52346be25e60");
}

TEST(ScenarioGenTest, ASeedIsOneScenario) {
  for (const Profile profile : AllProfiles()) {
    const std::string once = GenerateScenario(7, profile).SerializeAsString();
    EXPECT_EQ(once, GenerateScenario(7, profile).SerializeAsString());
    EXPECT_NE(once, GenerateScenario(8, profile).SerializeAsString());
  }
}

TEST(ScenarioGenTest, ActionsAreInOrderOfTimeAndNumbered) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    const sim::Scenario scenario = ScenarioOf(seed);
    int64_t last_ns = 0;
    uint32_t last_id = 0;
    for (const sim::Action& action : scenario.action()) {
      EXPECT_GE(action.t_ns(), last_ns);
      EXPECT_EQ(action.id(), ++last_id);
      last_ns = action.t_ns();
    }
  }
}

TEST(ScenarioGenTest, EveryKindOfThingHappens) {
  std::set<int> roles;
  std::set<int> deeds;
  std::set<int> faults;
  for (uint64_t seed = 1; seed <= 1'000; ++seed) {
    const sim::Scenario scenario = ScenarioOf(seed);
    for (const sim::Client& client : scenario.client()) roles.insert(client.role());
    for (const sim::Action& action : scenario.action()) deeds.insert(action.do_case());
    for (const sim::Fault& fault : scenario.fault()) faults.insert(fault.kind_case());
  }
  EXPECT_EQ(roles.size(), 7u);
  EXPECT_EQ(deeds.size(), 8u);
  EXPECT_EQ(faults.size(), 12u);
}

TEST(ProfileTest, NamesRoundTrip) {
  for (const Profile profile : AllProfiles()) {
    EXPECT_EQ(ParseProfile(ProfileName(profile)), profile);
  }
  EXPECT_EQ(ParseProfile("none"), std::nullopt);
}

}  // namespace
}  // namespace confab::props
