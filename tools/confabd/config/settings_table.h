// The settings of the file, each once: its section, its key, where it goes and what it is for.
//
//   for (const Setting& setting : SettingsTable()) {
//     std::visit(..., setting.place(settings));   // a pointer to the field
//   }
//   const Setting* port = FindSetting("listen", "port");
//
// Invariants: the order is that of the example file; the rows of a section stand together. Parsing,
// the example, its comments and the hints for unknown keys all come from here. Keys are the fields'
// own names, so that what Validate says is about a key.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_TABLE_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/types/span.h"
#include "server_core/api/config.h"
#include "tools/confabd/config/settings.h"

namespace confab {

using Place = std::variant<bool*, int64_t*, std::string*, std::vector<std::string>*, Duration*,
                           CaseMapping*, LogFormat*, LogLevel*>;

struct Setting {
  std::string_view section;
  std::string_view key;
  // In the settings; those of section "listen" are in listeners[index], which must exist.
  Place (*place)(Settings& settings, size_t index);
  std::string_view purpose;  // a sentence or two for the example file
};

absl::Span<const Setting> SettingsTable();

// Null if there is none.
const Setting* FindSetting(std::string_view section, std::string_view key);

// One or more sentences above the section in the example file; empty: no such section.
std::string_view SectionPurpose(std::string_view section);

inline constexpr std::string_view kListenSection = "listen";  // the one that may repeat

// The words of an enumeration, in the order of its values.
absl::Span<const std::string_view> WordsOf(const CaseMapping*);
absl::Span<const std::string_view> WordsOf(const LogFormat*);
absl::Span<const std::string_view> WordsOf(const LogLevel*);

// `"text", "json"`
std::string Listed(absl::Span<const std::string_view> words);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_SETTINGS_TABLE_H_
