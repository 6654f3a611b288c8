// What the shell reports of links: opened, bytes, drained, lost.
//
//   OpenLink(cx, Opened{link, "192.0.2.7"});
//   ReceiveBytes(cx, parser, Received{link, "NICK alice\r\n"});
//   DrainLink(cx, Drained{link, 118});
//   EndLink(cx, Lost{link, "reset"});
//
// Invariants: links that are not live are late news and change nothing; any cut of the same bytes
// has the same effect, but for the moments at which they come.

#ifndef CONFAB_SERVER_CORE_COMMANDS_LINK_EVENTS_H_
#define CONFAB_SERVER_CORE_COMMANDS_LINK_EVENTS_H_

#include "server_core/api/input.h"
#include "server_core/commands/context.h"
#include "server_core/wire/message.h"

namespace confab {

void OpenLink(Context& cx, const Opened& opened);
void ReceiveBytes(Context& cx, MessageParser& parser, const Received& received);
void DrainLink(Context& cx, const Drained& drained);
void EndLink(Context& cx, const Lost& lost);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_LINK_EVENTS_H_
