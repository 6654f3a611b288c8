#include "tools/examples/note_line.h"

#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "server_core/api/event.h"

namespace confab {

std::string NoteLine(const Note& note) {
  std::string line(EventName(note.event));
  line += " link=" + std::to_string(static_cast<uint64_t>(note.link));
  for (const NoteField& field : note.fields) {
    const absl::string_view value(field.value.data(), field.value.size());
    line.append(" ").append(field.key).append("=\"");
    line.append(absl::Utf8SafeCHexEscape(value)).append("\"");
  }
  return line += '\n';
}

}  // namespace confab
