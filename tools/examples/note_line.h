// A Note as one line of a log.
//
//   std::fputs(NoteLine(note).c_str(), stderr);
//   // CLIENT_CLOSED link=7 reason="ping-timeout" nick="alice"
//
// Invariants: one line, with its LF, whatever a value holds; names and order are those of the event
// vocabulary.

#ifndef CONFAB_TOOLS_EXAMPLES_NOTE_LINE_H_
#define CONFAB_TOOLS_EXAMPLES_NOTE_LINE_H_

#include <string>

#include "server_core/api/output.h"

namespace confab {

std::string NoteLine(const Note& note);

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_NOTE_LINE_H_
