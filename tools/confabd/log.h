// The event log: one line for each event, as text or as JSON.
//
//   Log log(STDERR_FILENO);
//   log.Set(LogFormat::kJson, LogLevel::kInfo);
//   log.Write(LogLevel::kInfo, "LISTENING", {{"address", "127.0.0.1"}, {"port", "6667"}});
//   // {"time":"2026-11-20T14:00:00.000Z","level":"info","event":"LISTENING","address":...}
//
// Invariants: one line, one write, whatever a value holds; JSON lines are UTF-8. The names of the
// core's events and fields are those of api/event.h. No secret is ever a value.

#ifndef CONFAB_TOOLS_CONFABD_LOG_H_
#define CONFAB_TOOLS_CONFABD_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "server_core/api/output.h"
#include "tools/confabd/config/settings.h"

namespace confab {

// With its LF.
std::string LogLine(LogFormat format, absl::Time time, LogLevel level, std::string_view event,
                    absl::Span<const NoteField> fields);

// How much an event of the core is worth.
LogLevel LevelOf(Event event);

class Log {
 public:
  explicit Log(int descriptor) : descriptor_(descriptor) {}

  void Set(LogFormat format, LogLevel level);

  void Write(LogLevel level, std::string_view event, absl::Span<const NoteField> fields) const;
  void Write(LogLevel level, std::string_view event,
             std::initializer_list<NoteField> fields = {}) const;

  // An event of the core; `peer` is the address of its link, empty if there is none.
  void Write(const Note& note, std::string_view peer) const;

 private:
  int descriptor_;
  LogFormat format_ = LogFormat::kText;
  LogLevel level_ = LogLevel::kInfo;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_LOG_H_
