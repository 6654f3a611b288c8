// What a log-on adds to a link: a place among others.
//
//   const User& user = world.UserOf(self);
//   for (ChannelId channel : user.channels) ...     // in the order of joining
//   now.mono - user.spoke_at                        // the idle time of WHOIS, not of keepalive
//
// Invariants: `channels` is an index of the memberships that the channels hold; only World changes
// it.

#ifndef CONFAB_SERVER_CORE_WORLD_USER_H_
#define CONFAB_SERVER_CORE_WORLD_USER_H_

#include <cstdint>
#include <vector>

#include "server_core/api/moment.h"
#include "server_core/world/handles.h"

namespace confab {

struct User {
  ClientId client;
  Instant spoke_at;
  int64_t signon_unix_s = 0;
  std::vector<ChannelId> channels;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_USER_H_
