// AUTH: an exchange with a peer, and the answers of the shell to what it asks in between.
//
//   OnAuth(cx, request);                           // AUTH SCRAM-SHA-256 I :n,,n=alice,r=...
//   OnAnswer(cx, Answered{question, "nonce salt 4096"});
//   OnAuth(cx, request);                           // AUTH SCRAM-SHA-256 S :c=biws,r=...,p=...
//
// Invariants: an exchange belongs to its link and ends with it; an answer finds it by question and
// never by a name (Q178627); an answer that nobody waits for changes nothing.

#ifndef CONFAB_SERVER_CORE_COMMANDS_AUTH_H_
#define CONFAB_SERVER_CORE_COMMANDS_AUTH_H_

#include "server_core/api/input.h"
#include "server_core/commands/context.h"

namespace confab {

// Leaves the client it concerned in `cx.self`, whose log-on may be due now.
void OnAnswer(Context& cx, const Answered& answered);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_AUTH_H_
