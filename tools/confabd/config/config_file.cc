// A value is judged where it stands: the defaults with this one field changed go through Validate,
// so whatever Validate says is about that field and its line. What is wrong only together comes
// last, at the line of the field it is said of.

#include "tools/confabd/config/config_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tools/confabd/config/nearest_name.h"
#include "tools/confabd/config/settings_table.h"
#include "tools/confabd/config/toml_document.h"

namespace confab {
namespace {

// As problems name it: "section.key", or the one that there is.
std::string Joined(const std::string& section, const std::string& key) {
  return section.empty() || key.empty() ? section + key : section + "." + key;
}

// Each Take stores a value of the file, or says which kind of value is wanted.
std::string Take(const TomlValue& value, bool* place) {
  if (const auto* taken = std::get_if<bool>(&value)) return *place = *taken, "";
  return "true or false";
}

std::string Take(const TomlValue& value, int64_t* place) {
  if (const auto* taken = std::get_if<int64_t>(&value)) return *place = *taken, "";
  return "an integer";
}

std::string Take(const TomlValue& value, std::string* place) {
  if (const auto* taken = std::get_if<std::string>(&value)) return *place = *taken, "";
  return "a string";
}

std::string Take(const TomlValue& value, std::vector<std::string>* place) {
  if (const auto* taken = std::get_if<std::vector<std::string>>(&value)) return *place = *taken, "";
  return "an array of strings";
}

std::string Take(const TomlValue& value, Duration* place) {
  absl::Duration span;
  const auto* text = std::get_if<std::string>(&value);
  const bool fits = text != nullptr && absl::ParseDuration(*text, &span) &&
                    absl::AbsDuration(span) <= absl::Nanoseconds(INT64_MAX);
  if (!fits) return "a time with its unit, such as \"90s\", \"2m30s\" or \"250ms\"";
  *place = absl::ToChronoNanoseconds(span);
  return "";
}

template <typename Enum>
std::string Take(const TomlValue& value, Enum* place) {
  static_assert(std::is_enum_v<Enum>);
  const absl::Span<const std::string_view> words = WordsOf(place);
  const auto* text = std::get_if<std::string>(&value);
  const auto found = text == nullptr ? words.end() : std::find(words.begin(), words.end(), *text);
  if (found == words.end()) return Listed(words);
  *place = static_cast<Enum>(found - words.begin());
  return "";
}

class Reader {
 public:
  ConfigFile Read(std::string_view text) && {
    const TomlDocument document = ParseToml(text);
    if (document.error.has_value()) {
      file_.problems.push_back({document.error->line, "", document.error->reason});
      return std::move(file_);
    }
    for (const TomlEntry& entry : document.entries) ReadEntry(entry);
    if (file_.problems.empty()) JudgeTogether();
    return std::move(file_);
  }

 private:
  void ReadEntry(const TomlEntry& entry) {
    const bool known = !SectionPurpose(entry.section).empty();
    if (!known && (entry.key.empty() || entry.section.empty())) return RefuseUnknown(entry);
    if (!known) return;  // said once, at its head
    if (entry.key.empty()) return EnterSection(entry);
    const Setting* setting = FindSetting(entry.section, entry.key);
    if (setting == nullptr) return RefuseUnknown(entry);
    file_.lines[Joined(entry.section, entry.key)] = entry.line;
    ReadValue(*setting, entry);
  }

  static bool ListenEntry(const TomlEntry& entry) { return entry.section == kListenSection; }

  void EnterSection(const TomlEntry& entry) {
    if (entry.repeatable != ListenEntry(entry)) {
      const char* wanted = ListenEntry(entry) ? "a section that repeats: [[listen]]"
                                              : "a section that stands once, in single brackets";
      file_.problems.push_back({entry.line, entry.section, absl::StrCat("must be ", wanted)});
    }
    file_.lines[entry.section] = entry.line;
    if (ListenEntry(entry)) file_.settings.listeners.resize(entry.index + 1);
  }

  void ReadValue(const Setting& setting, const TomlEntry& entry) {
    const std::string field = Joined(entry.section, entry.key);
    const auto take = [&entry](auto* place) { return Take(entry.value, place); };
    const std::string wanted = std::visit(take, setting.place(file_.settings, entry.index));
    if (!wanted.empty()) {
      const auto* text = std::get_if<std::string>(&entry.value);
      const bool shown = text != nullptr && text->size() <= 40;
      const std::string given =
          shown ? absl::StrCat("\"", *text, "\"") : std::string(TypeName(entry.value));
      file_.problems.push_back({entry.line, field, absl::StrCat(given, "; must be ", wanted)});
      return;
    }
    Settings alone;
    std::visit(take, setting.place(alone, 0));
    const absl::Status status = ListenEntry(entry) ? Validate(alone.listeners[0]) : Validate(alone);
    // A fault of two fields together is not this one's: JudgeTogether sees the whole.
    if (status.ok() || FieldOf(status) != entry.key) return;
    file_.problems.push_back({entry.line, field, ReasonOf(status)});
  }

  void RefuseUnknown(const TomlEntry& entry) {
    std::vector<std::string_view> names;
    for (const Setting& setting : SettingsTable()) {
      const bool section = entry.key.empty();
      if (section) names.push_back(setting.section);
      if (!section && setting.section == entry.section) names.push_back(setting.key);
    }
    const std::string_view word = entry.key.empty() ? entry.section : entry.key;
    std::string reason = entry.key.empty() ? "unknown section" : "unknown key";
    if (const std::string home = HomeOf(entry.key); !home.empty()) {
      reason += "; it belongs in section [" + home + "]";
    } else if (const std::string_view near = NearestName(word, names); !near.empty()) {
      reason.append("; did you mean \"").append(near).append("\"?");
    }
    file_.problems.push_back({entry.line, Joined(entry.section, entry.key), reason});
  }

  // The section that has this key; empty if none does.
  static std::string HomeOf(std::string_view key) {
    for (const Setting& setting : SettingsTable()) {
      if (setting.key == key) return std::string(setting.section);
    }
    return "";
  }

  void JudgeTogether() {
    const absl::Status status = Validate(file_.settings);
    if (status.ok()) return;
    const std::string key = FieldOf(status);
    std::string field = key;
    for (const Setting& setting : SettingsTable()) {
      if (setting.key == key) field = Joined(std::string(setting.section), key);
    }
    file_.problems.push_back(FileProblem(file_, field, ReasonOf(status)));
  }

  static std::string FieldOf(const absl::Status& status) {
    return std::string(status.message().substr(0, status.message().find(": ")));
  }
  static std::string ReasonOf(const absl::Status& status) {
    const size_t at = status.message().find(": ");
    return std::string(status.message().substr(at == absl::string_view::npos ? 0 : at + 2));
  }

  ConfigFile file_;
};

}  // namespace

ConfigFile ReadConfig(std::string_view text) { return Reader().Read(text); }

ConfigProblem FileProblem(const ConfigFile& file, std::string_view field, std::string_view reason) {
  const auto found = file.lines.find(std::string(field));
  const int line = found == file.lines.end() ? 0 : found->second;
  return {line, std::string(field), std::string(reason)};
}

absl::StatusOr<ConfigFile> LoadConfig(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(kConfigBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));  // of a directory: bad
  if (!stream.is_open() || stream.bad()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be read"));
  }
  text.resize(static_cast<size_t>(stream.gcount()));
  if (text.size() > kConfigBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": has more than ", kConfigBytesMax, " bytes"));
  }
  ConfigFile file = ReadConfig(text);
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  Settings& settings = file.settings;
  for (std::string* name : {&settings.certificate_file, &settings.key_file, &settings.store_file,
                            &settings.record_folder}) {
    if (!name->empty()) *name = (folder / *name).string();
  }
  return file;
}

std::string ProblemLine(std::string_view path, const ConfigProblem& problem) {
  std::string line(path);
  if (problem.line > 0) line += absl::StrCat(":", problem.line);
  if (!problem.field.empty()) line += ": " + problem.field;
  return line + ": " + problem.reason;
}

}  // namespace confab
