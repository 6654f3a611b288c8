// The commands, by family; each judges, acts and tells.
//
//   void OnJoin(Context& cx, const Request& rq) {
//     const Admission verdict = JudgeJoin(cx.world, cx.config, cx.self, *name);      // judge
//     cx.world.Join(cx.self, channel);                                               // act
//     cx.out.ToChannel(channel, line);                                               // tell
//   }
//
// Invariants: dispatch has checked stage and arity, so no handler repeats them; `cx.self` is live
// when a handler is called, and may be gone when it returns.

#ifndef CONFAB_SERVER_CORE_COMMANDS_HANDLERS_H_
#define CONFAB_SERVER_CORE_COMMANDS_HANDLERS_H_

#include "server_core/commands/context.h"

namespace confab {

// registration.cc
void OnPass(Context& cx, const Request& rq);
void OnNick(Context& cx, const Request& rq);
void OnUser(Context& cx, const Request& rq);
void OnQuit(Context& cx, const Request& rq);
void OnError(Context& cx, const Request& rq);

// negotiation.cc
void OnCap(Context& cx, const Request& rq);
void OnIrcx(Context& cx, const Request& rq);
void OnIsIrcx(Context& cx, const Request& rq);

// auth.cc
void OnAuth(Context& cx, const Request& rq);

// liveness.cc
void OnPing(Context& cx, const Request& rq);
void OnPong(Context& cx, const Request& rq);

// messaging.cc
void OnPrivmsg(Context& cx, const Request& rq);
void OnNotice(Context& cx, const Request& rq);

// membership.cc
void OnJoin(Context& cx, const Request& rq);
void OnPart(Context& cx, const Request& rq);

// settings.cc
void OnMode(Context& cx, const Request& rq);
void OnTopic(Context& cx, const Request& rq);

// queries.cc
void OnNames(Context& cx, const Request& rq);
void OnWhois(Context& cx, const Request& rq);

// server_info.cc
void OnLusers(Context& cx, const Request& rq);
void OnMotd(Context& cx, const Request& rq);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_HANDLERS_H_
