// The clock as a client: registration deadlines and keepalive (Q233512).
//
//   ArmRegistration(cx, id);                       // from Opened
//   Disarm(cx, id);
//   ArmKeepalive(cx, id, client.last_rx + cx.config.probe_after);
//   FireDeadlines(cx);                             // on Woke, and only then
//
// Invariants: every live link has exactly one timer; armed timers are billed. Nothing that is sent
// moves a deadline, and the wall clock is not asked.

#ifndef CONFAB_SERVER_CORE_COMMANDS_DEADLINES_H_
#define CONFAB_SERVER_CORE_COMMANDS_DEADLINES_H_

#include "server_core/api/moment.h"
#include "server_core/commands/context.h"

namespace confab {

void ArmRegistration(Context& cx, ClientId id);
void ArmKeepalive(Context& cx, ClientId id, Instant due);
void Disarm(Context& cx, ClientId id);  // harmless without a timer

// Whatever a peer sends is a sign of life.
//= clauses#1.3
void NoteLife(Context& cx, ClientId id);

//= clauses#1.7
void FireDeadlines(Context& cx);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_DEADLINES_H_
