// A channel and its members.
//
//   const Channel& channel = world.At(world.FindChannel("#confab"));
//   channel.name.view();                            // as its first joiner spelled it
//   for (const Membership& membership : channel.members) ...
//
// Invariants: never without a member after a step; members stand in the order of joining, each
// once, all logged on; text is changed through World only, which bills it.

#ifndef CONFAB_SERVER_CORE_WORLD_CHANNEL_H_
#define CONFAB_SERVER_CORE_WORLD_CHANNEL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "server_core/text/channel_name.h"
#include "server_core/world/handles.h"

namespace confab {

struct Membership {
  ClientId client;
};

struct Topic {
  std::string text;    // empty: none
  std::string setter;  // nick!user@host of then
  int64_t set_at_unix_s = 0;
};

struct Channel {
  ChannelName name;
  Topic topic;
  std::vector<Membership> members;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_CHANNEL_H_
