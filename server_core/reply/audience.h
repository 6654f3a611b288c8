// Who hears something: everybody once, in an order that is written down.
//
//   audience.Begin();
//   audience.Admit(self);                           // has heard it already
//   for (ChannelId channel : world.UserOf(self).channels)
//     for (const Membership& m : world.At(channel).members)
//       if (audience.Admit(m.client)) out.Send(m.client, line);
//
// Invariants: the order is the walker's; admitting costs constant time and, in the steady state, no
// allocation. Clients that live at the same time have different slots.

#ifndef CONFAB_SERVER_CORE_REPLY_AUDIENCE_H_
#define CONFAB_SERVER_CORE_REPLY_AUDIENCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server_core/world/handles.h"

namespace confab {

class Audience {
 public:
  // Nobody has heard it yet.
  void Begin() { ++round_; }
  // True the first time since Begin.
  bool Admit(ClientId id);

 private:
  std::vector<uint64_t> heard_;  // by slot: the last round it was admitted in
  uint64_t round_ = 0;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_AUDIENCE_H_
