#include "tools/confabd/log.h"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "tools/confabd/config/settings_table.h"

namespace confab {
namespace {

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

std::string_view LevelName(LogLevel level) { return WordsOf(&level)[static_cast<size_t>(level)]; }

// How many bytes the UTF-8 character at the front takes; 0 if there is none.
size_t CharacterBytes(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const size_t count = first < 0x80   ? 1
                       : first < 0xc2 ? 0
                       : first < 0xe0 ? 2
                       : first < 0xf0 ? 3
                                      : 4;
  if (count == 0 || first > 0xf4 || count > text.size()) return 0;
  for (size_t i = 1; i < count; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what is above U+10FFFF.
  if (first == 0xe0 && byte(1) < 0xa0) return 0;
  if (first == 0xed && byte(1) >= 0xa0) return 0;
  if (first == 0xf0 && byte(1) < 0x90) return 0;
  if (first == 0xf4 && byte(1) >= 0x90) return 0;
  return count;
}

void AppendJson(std::string& line, std::string_view text) {
  line += '"';
  while (!text.empty()) {
    const size_t count = CharacterBytes(text);
    const char c = text[0];
    if (count == 0) {
      line += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      line.append("\\").append(1, c);
    } else if (count == 1 && (c < 0x20 || c == 0x7f)) {
      absl::StrAppend(&line, "\\u", absl::Hex(c, absl::kZeroPad4));
    } else {
      line.append(text.substr(0, count));
    }
    text.remove_prefix(count == 0 ? 1 : count);
  }
  line += '"';
}

void AppendJsonField(std::string& line, std::string_view key, std::string_view value) {
  line += line.empty() ? '{' : ',';
  AppendJson(line, key);
  line += ':';
  AppendJson(line, value);
}

std::string JsonLine(absl::Time time, LogLevel level, std::string_view event,
                     absl::Span<const NoteField> fields) {
  std::string line;
  AppendJsonField(line, "time", TimeText(time));
  AppendJsonField(line, "level", LevelName(level));
  AppendJsonField(line, "event", event);
  for (const NoteField& field : fields) AppendJsonField(line, field.key, field.value);
  return line += "}\n";
}

std::string TextLine(absl::Time time, LogLevel level, std::string_view event,
                     absl::Span<const NoteField> fields) {
  std::string line = TimeText(time);
  line.append(" ").append(LevelName(level)).append(" ").append(event);
  for (const NoteField& field : fields) {
    const absl::string_view value(field.value.data(), field.value.size());
    line.append(" ").append(field.key).append("=\"");
    line.append(absl::Utf8SafeCHexEscape(value)).append("\"");
  }
  return line += '\n';
}

}  // namespace

std::string LogLine(LogFormat format, absl::Time time, LogLevel level, std::string_view event,
                    absl::Span<const NoteField> fields) {
  return format == LogFormat::kJson ? JsonLine(time, level, event, fields)
                                    : TextLine(time, level, event, fields);
}

LogLevel LevelOf(Event event) {
  switch (event) {
    case Event::kNickRefused:
    case Event::kInputRefused:
      return LogLevel::kDebug;
    case Event::kAuthFailed:
    case Event::kAuthSuspended:
    case Event::kResourceRefused:
      return LogLevel::kWarning;
    case Event::kConfigRefused:
      return LogLevel::kError;
    case Event::kClientClosed:
    case Event::kClientLost:
    case Event::kClientLoggedOn:
    case Event::kAuthSucceeded:
    case Event::kConfigReplaced:
      return LogLevel::kInfo;
  }
  return LogLevel::kInfo;
}

void Log::Set(LogFormat format, LogLevel level) {
  format_ = format;
  level_ = level;
}

void Log::Write(LogLevel level, std::string_view event, absl::Span<const NoteField> fields) const {
  if (level < level_) return;
  const std::string line = LogLine(format_, absl::Now(), level, event, fields);
  // Where the log goes is the operator's business: if it takes nothing, nothing can be told.
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t count = write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno != EINTR) return;
    rest.remove_prefix(count < 0 ? 0 : static_cast<size_t>(count));
  }
}

void Log::Write(LogLevel level, std::string_view event,
                std::initializer_list<NoteField> fields) const {
  Write(level, event, absl::Span<const NoteField>(fields.begin(), fields.size()));
}

void Log::Write(const Note& note, std::string_view peer) const {
  const LogLevel level = LevelOf(note.event);
  if (level < level_) return;
  const std::string link = absl::StrCat(static_cast<uint64_t>(note.link));
  std::vector<NoteField> fields;
  if (note.link != LinkId{0}) fields.push_back({"link", link});
  if (!peer.empty()) fields.push_back({"peer", peer});
  fields.insert(fields.end(), note.fields.begin(), note.fields.end());
  Write(level, EventName(note.event), fields);
}

}  // namespace confab
