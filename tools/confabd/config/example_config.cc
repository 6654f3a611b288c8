// What a field may hold is not written here again: a value that surely is wrong goes through
// Validate, and its complaint tells.

#include "tools/confabd/config/example_config.h"

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "tools/confabd/config/settings_table.h"

namespace confab {
namespace {

constexpr size_t kColumns = 100;

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const bool control = (c >= 0 && c < 0x20) || c == 0x7f;
    if (c == '"' || c == '\\') quoted += '\\';
    if (control) {
      absl::StrAppend(&quoted, "\\u", absl::Hex(c, absl::kZeroPad4));
    } else {
      quoted += c;
    }
  }
  return quoted += '"';
}

std::string Shown(const bool* value) { return *value ? "true" : "false"; }
std::string Shown(const int64_t* value) { return absl::StrCat(*value); }
std::string Shown(const std::string* value) { return Quoted(*value); }
std::string Shown(const Duration* value) {
  return Quoted(absl::FormatDuration(absl::FromChrono(*value)));
}
std::string Shown(const std::vector<std::string>* lines) {
  return "[" +
         absl::StrJoin(*lines, ", ",
                       [](std::string* out, const std::string& line) { *out += Quoted(line); }) +
         "]";
}
template <typename Enum>
std::string Shown(const Enum* value) {
  return Quoted(WordsOf(value)[static_cast<size_t>(*value)]);
}

// No field may be this, unless it may be anything.
void Spoil(bool*) {}
void Spoil(int64_t* value) { *value = -1; }
void Spoil(std::string* value) { value->assign(1'000, ' '); }
void Spoil(Duration* value) { *value = Duration::zero(); }
void Spoil(std::vector<std::string>* value) { value->assign(1, std::string(1'000, ' ')); }
template <typename Enum>
void Spoil(Enum*) {}

template <typename Enum>
std::string Words(const Enum* value) {
  return Listed(WordsOf(value));
}
std::string Words(const bool*) { return "true, false"; }
std::string Words(const int64_t*) { return ""; }
std::string Words(const std::string*) { return ""; }
std::string Words(const Duration*) { return ""; }
std::string Words(const std::vector<std::string>*) { return ""; }

// What Validate wants of a field, or the words it may be.
std::string RuleOf(const Setting& setting) {
  Settings spoiled;
  std::visit([](auto* value) { Spoil(value); }, setting.place(spoiled, 0));
  const absl::Status status = Validate(spoiled);
  constexpr std::string_view kMust = "; must be ";
  const size_t at = status.message().find({kMust.data(), kMust.size()});
  if (at != absl::string_view::npos) {
    return std::string(status.message().substr(at + kMust.size()));
  }
  return std::visit([](const auto* value) { return Words(value); }, setting.place(spoiled, 0));
}

// As comment lines of at most kColumns.
std::string Comment(std::string_view text) {
  std::string comment = "#";
  size_t column = 1;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size() < text.size() ? word.size() + 1 : text.size());
    if (column + 1 + word.size() > kColumns) {
      comment += "\n#";
      column = 1;
    }
    comment.append(" ").append(word);
    column += 1 + word.size();
  }
  return comment += '\n';
}

std::string Entry(const Setting& setting, Settings& settings, size_t index) {
  std::string text(setting.purpose);
  if (const std::string rule = RuleOf(setting); !rule.empty()) text += " Valid: " + rule + ".";
  const std::string value =
      std::visit([](const auto* field) { return Shown(field); }, setting.place(settings, index));
  return Comment(text).append(setting.key).append(" = ").append(value).append("\n");
}

std::string Section(std::string_view name, Settings& settings, size_t index) {
  const bool repeats = name == kListenSection;
  std::string text = "\n" + Comment(SectionPurpose(name));
  text.append(repeats ? "[[" : "[").append(name).append(repeats ? "]]\n" : "]\n");
  for (const Setting& setting : SettingsTable()) {
    if (setting.section == name) text += Entry(setting, settings, index);
  }
  return text;
}

}  // namespace

std::string ExampleConfig(const Settings& settings) {
  Settings shown = settings;  // places are not const
  std::string text = Comment(
      "confabd: every setting, with what it may be and its default. `confabd "
      "check-config FILE` tells what is wrong with a file, SIGHUP makes confabd read its "
      "file again.");
  std::string_view section;
  for (const Setting& setting : SettingsTable()) {
    if (setting.section == section) continue;
    section = setting.section;
    const size_t count = section == kListenSection ? shown.listeners.size() : 1;
    for (size_t index = 0; index < count; ++index) text += Section(section, shown, index);
  }
  return text;
}

}  // namespace confab
