// Who may have which nick (Q178627).
//
//   switch (JudgeNick(world, self, *nick)) {
//     case NickVerdict::kTake: world.TakeNick(self, *nick); break;
//     case NickVerdict::kHeldByUser: out.Reply<Numeric::kNicknameInUse>(self, *nick); break;
//   }
//
// Invariants: a folded name has one holder, always; a refused name leaves no trace in the world.

#ifndef CONFAB_SERVER_CORE_RULES_NAMING_H_
#define CONFAB_SERVER_CORE_RULES_NAMING_H_

#include <cstdint>

#include "server_core/text/nick.h"
#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

enum class NickVerdict : uint8_t {
  kTake,                 // nobody's, or the client's own in another spelling
  kUnchanged,            // what the client is called already
  kHeldByUser,           // of somebody logged on
  kHeldByConnected,      // reserved, and the client is not logged on itself
  kOverrideReservation,  // reserved, but the client is logged on
};

//= clauses#4.3 clauses#4.4
NickVerdict JudgeNick(const World& world, ClientId self, const Nick& nick);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_NAMING_H_
