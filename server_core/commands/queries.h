// Answers that several commands give.
//
//   TellNames(cx, channel);                        // JOIN, NAMES
//   TellTopic(cx, channel);                        // JOIN, TOPIC
//
// Invariants: members are named in the order in which they joined.

#ifndef CONFAB_SERVER_CORE_COMMANDS_QUERIES_H_
#define CONFAB_SERVER_CORE_COMMANDS_QUERIES_H_

#include "server_core/commands/context.h"

namespace confab {

//= clauses#7.4
void TellNames(Context& cx, ChannelId channel);

// The channel must have a topic.
//= clauses#7.6
void TellTopic(Context& cx, ChannelId channel);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_QUERIES_H_
