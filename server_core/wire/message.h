// Takes a line apart into tags, verb and parameters.
//
//   MessageParser parser;                                       // one per server, reused
//   if (const std::optional<Message> message = parser.Parse("PRIVMSG #a :hello there")) {
//     message->verb == "PRIVMSG"; message->params[1] == "hello there";
//   }
//
// Invariants: views of the line; the span lives in the parser until its next Parse. No allocation
// once the parser has seen a line of the most parameters. A source is skipped and never trusted.

#ifndef CONFAB_SERVER_CORE_WIRE_MESSAGE_H_
#define CONFAB_SERVER_CORE_WIRE_MESSAGE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace confab {

struct Message {
  std::string_view tags;  // without the `@` and the space; see tags.h
  std::string_view verb;  // as the peer spelled it, never empty
  absl::Span<const std::string_view> params;
};

//= clauses#2.4 clauses#2.5 clauses#2.6
class MessageParser {
 public:
  // Nothing if the line holds no command word, or a numeric.
  std::optional<Message> Parse(std::string_view line);

 private:
  void TakeParams(std::string_view rest);

  std::vector<std::string_view> params_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WIRE_MESSAGE_H_
