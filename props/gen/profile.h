// What a generated scenario is mostly about: the mix of stories and of weather it is drawn from.
//
//   const std::optional<Profile> profile = ParseProfile("keepalive");
//   const Scenario scenario = GenerateScenario(/*seed=*/7, *profile);
//   Print(ProfileName(*profile));                       // "keepalive"
//
// Invariant: names are stable, they stand in kept scenarios. kMixed draws its own mix from the
// seed.

#ifndef CONFAB_PROPS_GEN_PROFILE_H_
#define CONFAB_PROPS_GEN_PROFILE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace confab::props {

enum class Profile : uint8_t {
  kStorm,      // log-ons and log-offs over few nicks (Q178627)
  kCollide,    // NICK collisions, overrides and renames
  kKeepalive,  // silence, probes and traffic toward the silent (Q233512)
  kAuth,       // AUTH in every order with NICK (Q178627, Q218955)
  kChat,       // what people do all day
  kHostile,    // bytes that no client should send
  kMixed,      // one of the above, or a mix of stories drawn from the seed
};
inline constexpr int kProfileCount = 7;

// All of them, in the order of the enumeration.
std::array<Profile, kProfileCount> AllProfiles();

std::string_view ProfileName(Profile profile);

// The profile of that name, or nothing.
std::optional<Profile> ParseProfile(std::string_view name);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_PROFILE_H_
