// The conversation of SCRAM-SHA-256 inside an open AUTH exchange (RFC 5802, RFC 7677).
//
//   world.OpenExchange(self);
//   TakeClientData(cx, "n,,n=alice,r=...");        // asks the shell for parameters
//   TakeAnswerData(cx, "nonce salt 4096");         // says server-first
//   TakeClientData(cx, "c=biws,r=...,p=...");      // asks whether the proof holds
//   TakeAnswerData(cx, "signature"); TakeClientData(cx, "");   // authenticated
//
// Invariants: every way ends in an exchange that waits for somebody, or in no exchange and a line
// that says which end it was. The core sees no password.

#ifndef CONFAB_SERVER_CORE_COMMANDS_SCRAM_EXCHANGE_H_
#define CONFAB_SERVER_CORE_COMMANDS_SCRAM_EXCHANGE_H_

#include <string_view>

#include "server_core/commands/context.h"

namespace confab {

// What the client sent, unescaped; the exchange must be waiting for it.
void TakeClientData(Context& cx, std::string_view data);

// What the shell answered; a refusal is an empty answer.
void TakeAnswerData(Context& cx, std::string_view answer);

//= clauses#6.7
void FailExchange(Context& cx, std::string_view why);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_SCRAM_EXCHANGE_H_
