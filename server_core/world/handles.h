// The kinds of things in the world, named by generational ids and never by pointers.
//
//   ClientId self = world.FindLink(link);
//   if (!self.IsSome()) return;                    // late news
//   Client& client = world.At(self);
//   for (const Membership& m : channel.members) out.Send(m.client, line);
//
// Invariants: an id of something removed is never found again; a default-made id names nothing.

#ifndef CONFAB_SERVER_CORE_WORLD_HANDLES_H_
#define CONFAB_SERVER_CORE_WORLD_HANDLES_H_

#include "server_core/world/ids.h"

namespace confab {

struct Client;
struct User;
struct Channel;
struct AuthExchange;

using ClientId = Id<Client>;
using UserId = Id<User>;
using ChannelId = Id<Channel>;
using AuthId = Id<AuthExchange>;

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_HANDLES_H_
