// What the core tells its shell to do: one variant, in the order in which it must be done.
//
//   for (const Output& output : step.outputs) {
//     if (const auto* send = std::get_if<Send>(&output)) Write(send->link, send->line);
//     ...
//   }
//
// Invariants: every view lives until the next Advance of the same subject. After a Close no Send or
// Ask names that link again. Each Close has its ERROR line before it and its Note behind it.

#ifndef CONFAB_SERVER_CORE_API_OUTPUT_H_
#define CONFAB_SERVER_CORE_API_OUTPUT_H_

#include <cstdint>
#include <string_view>
#include <variant>

#include "absl/types/span.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"

namespace confab {

// One whole line including CR LF, at most 512 bytes. A line for many links is rendered once: equal
// text may be the same bytes.
struct Send {
  LinkId link;
  std::string_view line;
};

// End the link: write out what was sent before it as far as the peer takes it without delay, then
// close. The link id is dead from here on.
struct Close {
  LinkId link;
  CloseReason reason;
};

// "What are the SCRAM parameters of this account?" Answer: `<server-nonce> <salt-base64>
// <iterations>` with a fresh unpredictable nonce (printable, no comma, no space), or an error
// status.
struct ScramParameters {
  std::string_view account;
};

// "Does this proof hold?" (RFC 5802 section 3). Answer: the server signature in base64, or an
// error.
struct ScramProof {
  std::string_view account;
  std::string_view auth_message;  // client-first-bare , server-first , client-final-without-proof
  std::string_view proof_base64;
};

using Question = std::variant<ScramParameters, ScramProof>;

// A question whose answer may take time; the shell replies with Answered{id, ...}, or never.
struct Ask {
  QuestionId id;
  LinkId link;
  Question question;
};

struct NoteField {
  std::string_view key;
  std::string_view value;
};

// One entry of the event log. Never compared between runs of different versions.
struct Note {
  Event event;
  LinkId link;
  absl::Span<const NoteField> fields;
};

using Output = std::variant<Send, Close, Ask, Note>;

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_OUTPUT_H_
