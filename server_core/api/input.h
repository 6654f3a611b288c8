// What a shell can tell the core: one variant, handed in by Subject::Advance.
//
//   server.Advance(now, Opened{LinkId{1}, "192.0.2.7", /*secure=*/false});
//   server.Advance(now, Received{LinkId{1}, "NICK alice\r\nUSER a 0 * :Alice\r\n"});
//   server.Advance(later, Woke{});
//
// Invariants: views need to live only during the call. Inputs that name a link the core has closed,
// or a question it has dropped, are late news: they are ignored, never an error. Opening a link id
// a second time is the shell's mistake and fails a CONFAB_CHECK.

#ifndef CONFAB_SERVER_CORE_API_INPUT_H_
#define CONFAB_SERVER_CORE_API_INPUT_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "server_core/api/config.h"

namespace confab {

// A connection, named by the shell; never reused within the life of a subject.
enum class LinkId : uint64_t {};

// A question the core has asked with Ask; never reused.
enum class QuestionId : uint64_t {};

// A peer connected. `peer` is its address as text ("192.0.2.7", "2001:db8::1").
struct Opened {
  LinkId link;
  std::string_view peer;
  bool secure = false;
};

// The next bytes of the peer's stream, cut anywhere. Empty `bytes` mean nothing and change nothing.
// Hand in a few KiB at most and write between: nothing drains within a step, so one piece of many
// short messages can fill the send queue of everybody who hears them, and close them all.
struct Received {
  LinkId link;
  std::string_view bytes;
};

// The peer's transport took `bytes` of what was sent to it: the send queue is that much shorter.
struct Drained {
  LinkId link;
  uint32_t bytes = 0;
};

// The stream ended without the core's doing. `why` is short printable text that peers will see.
struct Lost {
  LinkId link;
  std::string_view why;
};

// The promised wake_at has come. The only input that fires timers; harmless when nothing is due.
struct Woke {};

// The answer to an Ask. The text's form is given by the question (output.h); an error status is a
// no.
struct Answered {
  QuestionId question;
  absl::StatusOr<std::string_view> answer;
};

// New settings. Invalid ones, and a changed case mapping, are refused by a Note and change nothing.
struct Reconfigured {
  std::shared_ptr<const Config> config;
};

using Input = std::variant<Opened, Received, Drained, Lost, Woke, Answered, Reconfigured>;

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_INPUT_H_
