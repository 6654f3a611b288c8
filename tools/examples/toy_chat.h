// A line-based chat in under 100 lines: what the simulator and its tools need of a server, no more.
//
//   const std::unique_ptr<Subject> chat = MakeToyChat(config);
//   chat->Advance(now, Opened{LinkId{1}, "10.0.0.1"});      // and LinkId{2} likewise
//   chat->Advance(now, Received{LinkId{1}, "hello\n"});     // Send{LinkId{2}, "1: hello\r\n"}
//
// Invariants: each line is told to every other link, with its sender's number. It ends with LF; CR
// is ignored. A link is closed that says a longer line than kToyLineBytesMax, has more unread than
// send_queue_bytes_max, or has said nothing for probe_after.

#ifndef CONFAB_TOOLS_EXAMPLES_TOY_CHAT_H_
#define CONFAB_TOOLS_EXAMPLES_TOY_CHAT_H_

#include <cstddef>
#include <memory>

#include "server_core/api/config.h"
#include "server_core/api/subject.h"

namespace confab::tools {

inline constexpr size_t kToyLineBytesMax = 64;  // without its line end

std::unique_ptr<Subject> MakeToyChat(std::shared_ptr<const Config> config);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_EXAMPLES_TOY_CHAT_H_
