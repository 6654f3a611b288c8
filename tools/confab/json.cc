#include "tools/confab/json.h"

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace confab::tools {

std::string JsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      absl::StrAppendFormat(&out, "\\u%04x", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string JsonList(const std::vector<std::string>& values) {
  return "[" + absl::StrJoin(values, ", ") + "]";
}

void JsonObject::Value(std::string_view key, std::string_view json) {
  if (!fields_.empty()) fields_ += ", ";
  fields_ += JsonText(key);
  fields_ += ": ";
  fields_ += json;
}

}  // namespace confab::tools
