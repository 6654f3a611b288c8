#include "server_core/rules/admission.h"

namespace confab {

Admission JudgeJoin(const World& world, const Config& config, ClientId self,
                    const ChannelName& name) {
  const ChannelId channel = world.FindChannel(name.view());
  if (channel.IsSome() && world.IsMember(self, channel)) return Admission::kAlreadyIn;
  const auto joined = static_cast<int64_t>(world.UserOf(self).channels.size());
  if (joined >= config.channels_per_user_max) return Admission::kInTooManyChannels;
  if (!channel.IsSome() && world.channel_count() >= config.channels_max) {
    return Admission::kTooManyChannelsExist;
  }
  return Admission::kAdmit;
}

}  // namespace confab
