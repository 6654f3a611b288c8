// From a message to its handler: the checks that every command has in common.
//
//   while (const auto message = ...) {
//     Dispatch(cx, *message);
//     if (cx.world.Find(cx.self) == nullptr) return;   // it was the last one
//   }
//
// Invariants: the checks come in the order of clauses#3.1, each refusal is one numeric. After every
// command of a client that is not logged on, its log-on is tried (clauses#4.8).

#ifndef CONFAB_SERVER_CORE_COMMANDS_DISPATCH_H_
#define CONFAB_SERVER_CORE_COMMANDS_DISPATCH_H_

#include "server_core/commands/context.h"
#include "server_core/wire/message.h"

namespace confab {

void Dispatch(Context& cx, const Message& message);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_DISPATCH_H_
