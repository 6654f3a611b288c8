#include "props/gen/scenario_gen.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "props/gen/draft.h"
#include "props/gen/stories.h"
#include "props/gen/weather.h"
#include "server_core/api/random.h"

namespace confab::props {
namespace {

// Every second mixed scenario is of one profile, whose stories meet more often.
Profile PickProfile(uint64_t seed, Profile profile) {
  if (profile != Profile::kMixed) return profile;
  constexpr uint64_t kChoice = 3;
  Random random(Mix64(seed, kChoice));
  if (random.Chance(1, 2)) return Profile::kMixed;
  return static_cast<Profile>(random.Below(kProfileCount - 1));
}

}  // namespace

sim::Scenario GenerateScenario(uint64_t seed, Profile profile) {
  const Profile picked = PickProfile(seed, profile);
  Draft draft(seed, picked);
  const StoryWeights weights = DrawStoryWeights(draft.random(), picked);
  do {
    TellStory(draft, weights);
  } while (draft.HasRoom());
  DrawWeather(draft, picked);
  sim::Scenario scenario = std::move(draft).Finish();
  const std::string_view name = ProfileName(profile);
  scenario.mutable_from()->set_seed(seed);
  scenario.mutable_from()->set_generator(
      absl::StrCat(absl::string_view(name.data(), name.size()), "/", kGeneratorVersion));
  return scenario;
}

}  // namespace confab::props
