// Who may say something to whom, and who may do something in a channel.
//
//   const Target target = JudgeTarget(world, self, "#confab");
//   if (target.verdict == Speech::kDeliver) ...          // to target.channel or to target.user
//   if (JudgePresence(world, self, channel) == Presence::kOutside) ...
//
// Invariants: pure; a target that may not be spoken to names nobody in `user`.

#ifndef CONFAB_SERVER_CORE_RULES_SPEECH_H_
#define CONFAB_SERVER_CORE_RULES_SPEECH_H_

#include <cstdint>
#include <string_view>

#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

enum class Presence : uint8_t { kNoSuchChannel, kOutside, kInside };
Presence JudgePresence(const World& world, ClientId self, ChannelId channel);

enum class Speech : uint8_t { kDeliver, kNoSuchChannel, kNotInChannel, kNoSuchNick };

struct Target {
  Speech verdict;
  ChannelId channel;  // of a channel's name, if it exists
  ClientId user;      // of a nick, if it is delivered to
};

//= clauses#7.7
Target JudgeTarget(const World& world, ClientId self, std::string_view target);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_SPEECH_H_
