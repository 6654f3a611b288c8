#include "server_core/rules/naming.h"

namespace confab {

NickVerdict JudgeNick(const World& world, ClientId self, const Nick& nick) {
  const Client& client = world.At(self);
  if (client.nick == nick) return NickVerdict::kUnchanged;
  const ClientId holder = world.HolderOf(nick.view());
  if (!holder.IsSome() || holder == self) return NickVerdict::kTake;
  if (world.At(holder).logged_on()) return NickVerdict::kHeldByUser;
  return client.logged_on() ? NickVerdict::kOverrideReservation : NickVerdict::kHeldByConnected;
}

}  // namespace confab
