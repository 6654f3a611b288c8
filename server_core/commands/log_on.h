// The step from connected to logged on, and its welcome.
//
//   exchange ended, CAP END, NICK or USER came:
//   TryLogOn(cx);
//
// Invariants: harmless at any time, also for clients that are gone or logged on; 001 is said
// exactly once, and carries the nick that its owner holds.

#ifndef CONFAB_SERVER_CORE_COMMANDS_LOG_ON_H_
#define CONFAB_SERVER_CORE_COMMANDS_LOG_ON_H_

#include "server_core/commands/context.h"

namespace confab {

//= clauses#4.8
void TryLogOn(Context& cx);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_LOG_ON_H_
