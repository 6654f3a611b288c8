#include "server_core/rules/speech.h"

#include "server_core/text/channel_name.h"

namespace confab {

Presence JudgePresence(const World& world, ClientId self, ChannelId channel) {
  if (!channel.IsSome()) return Presence::kNoSuchChannel;
  return world.IsMember(self, channel) ? Presence::kInside : Presence::kOutside;
}

Target JudgeTarget(const World& world, ClientId self, std::string_view target) {
  if (!HasChannelPrefix(target)) {
    const ClientId user = world.FindUser(target);
    return {user.IsSome() ? Speech::kDeliver : Speech::kNoSuchNick, {}, user};
  }
  const ChannelId channel = world.FindChannel(target);
  switch (JudgePresence(world, self, channel)) {
    case Presence::kNoSuchChannel:
      return {Speech::kNoSuchChannel, {}, {}};
    case Presence::kOutside:
      return {Speech::kNotInChannel, channel, {}};
    case Presence::kInside:
      break;
  }
  return {Speech::kDeliver, channel, {}};
}

}  // namespace confab
