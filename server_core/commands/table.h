// Every command of the protocol with what is known of it in advance: one row each.
//
//   const Row* row = FindRow("privmsg");
//   row->verb == "PRIVMSG"; row->stage == Stage::kLoggedOn;
//   row->handler(cx, Request{row->verb, params});
//   for (const Row& any : Rows()) Show(any.verb, any.help);
//
// Invariants: rows are sorted by verb and unique, which is checked at compile time; verbs are in
// capitals. Whatever lists commands (ISUPPORT, HELP, documents) is derived from here.

#ifndef CONFAB_SERVER_CORE_COMMANDS_TABLE_H_
#define CONFAB_SERVER_CORE_COMMANDS_TABLE_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "server_core/commands/context.h"

namespace confab {

// When a command may be used.
enum class Stage : uint8_t { kAny, kConnected, kLoggedOn };

// How many targets one command may have; shown in TARGMAX.
enum class Targets : uint8_t { kNone, kOne, kConfigured, kAny };

struct Row {
  std::string_view verb;
  Handler handler;
  uint8_t params_min;  // that many of the first parameters must not be empty
  Stage stage;
  Targets targets;
  std::string_view help;
};

absl::Span<const Row> Rows();

// Without case; null if there is none.
const Row* FindRow(std::string_view verb);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_TABLE_H_
