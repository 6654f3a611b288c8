#include "server_core/wire/tags.h"

#include <algorithm>

namespace confab {
namespace {

char Meant(char escape) {
  switch (escape) {
    case ':':
      return ';';
    case 's':
      return ' ';
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    default:
      return escape;
  }
}

}  // namespace

std::optional<Tag> TagReader::Next() {
  while (!rest_.empty()) {
    const std::string_view text = rest_.substr(0, rest_.find(';'));
    rest_.remove_prefix(std::min(text.size() + 1, rest_.size()));
    const std::string_view key = text.substr(0, text.find('='));
    if (key.empty()) continue;
    return Tag{key, text.substr(std::min(key.size() + 1, text.size()))};
  }
  return std::nullopt;
}

std::string UnescapeTagValue(std::string_view escaped) {
  std::string value;
  value.reserve(escaped.size());
  for (size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] != '\\') {
      value += escaped[i];
    } else if (++i < escaped.size()) {
      value += Meant(escaped[i]);
    }
  }
  return value;
}

std::optional<std::string> TagValue(std::string_view tags, std::string_view key) {
  std::optional<std::string_view> last;
  TagReader reader(tags);
  while (const std::optional<Tag> tag = reader.Next()) {
    if (tag->key == key) last = tag->escaped_value;
  }
  if (!last) return std::nullopt;
  return UnescapeTagValue(*last);
}

}  // namespace confab
