// Who may join which channel.
//
//   const Admission verdict = JudgeJoin(world, config, self, *name);
//   if (verdict == Admission::kAlreadyIn) return;
//   if (verdict != Admission::kAdmit) return cx.out.Refuse(self, RefusalOf(verdict), *name);
//   world.Join(self, world.FindOrCreate(*name));
//
// Invariants: pure; a user is never in more channels than allowed, nor the server with more.

#ifndef CONFAB_SERVER_CORE_RULES_ADMISSION_H_
#define CONFAB_SERVER_CORE_RULES_ADMISSION_H_

#include <cstdint>

#include "server_core/api/config.h"
#include "server_core/text/channel_name.h"
#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

enum class Admission : uint8_t {
  kAdmit,
  kAlreadyIn,
  kInTooManyChannels,
  kTooManyChannelsExist,
};

//= clauses#7.3
Admission JudgeJoin(const World& world, const Config& config, ClientId self,
                    const ChannelName& name);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_ADMISSION_H_
