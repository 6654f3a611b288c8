#include "props/gen/profile.h"

#include "server_core/api/check.h"

namespace confab::props {

std::array<Profile, kProfileCount> AllProfiles() {
  std::array<Profile, kProfileCount> all;
  for (int i = 0; i < kProfileCount; ++i) all[i] = static_cast<Profile>(i);
  return all;
}

std::string_view ProfileName(Profile profile) {
  constexpr std::array<std::string_view, kProfileCount> kNames = {
      "storm", "collide", "keepalive", "auth", "chat", "hostile", "mixed"};
  const auto index = static_cast<size_t>(profile);
  CONFAB_CHECK(index < kNames.size());
  return kNames[index];
}

std::optional<Profile> ParseProfile(std::string_view name) {
  for (const Profile profile : AllProfiles()) {
    if (ProfileName(profile) == name) return profile;
  }
  return std::nullopt;
}

}  // namespace confab::props
