// A TOML text as a list of its keys, each with the line it stands on.
//
//   const TomlDocument document = ParseToml("[sizes]\nnick_bytes_max = 9\n");
//   if (document.error.has_value()) Report(document.error->line, document.error->reason);
//   for (const TomlEntry& entry : document.entries) ...   // {"sizes", 0, "nick_bytes_max", 2, 9}
//
// Invariants: entries come in the order of lines. The only file that knows the TOML library.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_TOML_DOCUMENT_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_TOML_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace confab {

// A type that no setting has, by its name: "a date".
struct TomlOther {
  std::string type;
};

using TomlValue = std::variant<bool, int64_t, std::string, std::vector<std::string>, TomlOther>;

// The head of a section ([a] or [[a]]) is an entry with an empty key.
struct TomlEntry {
  std::string section;  // empty: above the first section
  size_t index = 0;     // of [[section]], from 0
  std::string key;
  int line = 0;
  TomlValue value;
  bool repeatable = false;  // in a [[section]]
};

struct TomlError {
  int line = 0;
  std::string reason;
};

struct TomlDocument {
  std::vector<TomlEntry> entries;
  std::optional<TomlError> error;
};

TomlDocument ParseToml(std::string_view text);

// "an integer", "a string", ... as errors name it.
std::string_view TypeName(const TomlValue& value);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_TOML_DOCUMENT_H_
