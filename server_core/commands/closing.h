// How links end, and who is told.
//
//   CloseLink(cx, id, CloseReason::kInputExceeded);
//   CloseLink(cx, id, CloseReason::kQuit, "Quit: bye");
//   LoseLink(cx, id, "connection reset");          // the shell says so
//   SettleDoomed(cx);                              // at the end of every step
//
// Invariants: a close is always the ERROR line, the QUIT of the peers, the removal of all state,
// the Close, and the Note, in this order (clauses#1.10); nothing ends silently.

#ifndef CONFAB_SERVER_CORE_COMMANDS_CLOSING_H_
#define CONFAB_SERVER_CORE_COMMANDS_CLOSING_H_

#include <string_view>

#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/commands/context.h"

namespace confab {

// With the text that belongs to the reason, or with one of the moment.
void CloseLink(Context& cx, ClientId id, CloseReason reason);
void CloseLink(Context& cx, ClientId id, CloseReason reason, std::string_view why);

//= clauses#1.5
void LoseLink(Context& cx, ClientId id, std::string_view why);

// Refuses a link that never lived.
//= clauses#1.1
void TurnAway(Context& cx, const Opened& opened);

//= clauses#1.11
void SettleDoomed(Context& cx);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_CLOSING_H_
