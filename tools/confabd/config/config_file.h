// The configuration file: TOML text to Settings, or every problem in it with its line.
//
//   const ConfigFile file = ReadConfig(text);
//   for (const ConfigProblem& problem : file.problems) Print(ProblemLine("confabd.toml", problem));
//   if (file.problems.empty()) Serve(file.settings);
//
// Invariants: an unknown key is a problem, and so is each value that Validate refuses; ranges and
// rules are said in the words of Validate, which knows them. Without problems, Validate is content.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_CONFIG_FILE_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_CONFIG_FILE_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/confabd/config/settings.h"

namespace confab {

inline constexpr size_t kConfigBytesMax = 1 << 20;

struct ConfigProblem {
  int line = 0;       // 0: of the file as a whole
  std::string field;  // "sizes.nick_bytes_max"; empty: not about a field
  std::string reason;
};

struct ConfigFile {
  Settings settings;
  std::vector<ConfigProblem> problems;  // in the order of lines
  std::map<std::string, int> lines;     // of sections and fields; of repeated ones the last
};

ConfigFile ReadConfig(std::string_view text);

// Reads the file; relative paths in its settings are taken from its folder. kInvalidArgument: it
// cannot be read.
absl::StatusOr<ConfigFile> LoadConfig(const std::string& path);

// "confabd.toml:3: sizes.nick_bytes_max: 0; must be 1 to 63"
std::string ProblemLine(std::string_view path, const ConfigProblem& problem);

// What turned out only later to be wrong with a field, at its line.
ConfigProblem FileProblem(const ConfigFile& file, std::string_view field, std::string_view reason);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_CONFIG_FILE_H_
