// What the server says of itself, asked or at log-on.
//
//   TellLusers(cx);
//   TellMotd(cx);
//
// Invariants: counts are those of the world at the moment.

#ifndef CONFAB_SERVER_CORE_COMMANDS_SERVER_INFO_H_
#define CONFAB_SERVER_CORE_COMMANDS_SERVER_INFO_H_

#include "server_core/commands/context.h"

namespace confab {

void TellLusers(Context& cx);
void TellMotd(Context& cx);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_SERVER_INFO_H_
