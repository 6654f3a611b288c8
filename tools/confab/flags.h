// Flags of one subcommand: parsed into plain variables, refused in one clear line.
//
//   Flags flags;
//   flags.Number("seed", &seed);
//   flags.Repeated("law", &laws);
//   if (absl::Status status = flags.Parse(arguments, &files); !status.ok()) ...
//
// Invariants: `--name value` and `--name=value` mean the same; `--` ends the flags; nothing is
// global. (absl/flags is one global table for all subcommands, and exits by itself with 1.)

#ifndef CONFAB_TOOLS_CONFAB_FLAGS_H_
#define CONFAB_TOOLS_CONFAB_FLAGS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

namespace confab::tools {

class Flags {
 public:
  void Text(std::string_view name, std::string* value);
  void Repeated(std::string_view name, std::vector<std::string>* values);
  void Number(std::string_view name, std::optional<uint64_t>* value);
  // "90s", "1h30m"; a bare number means seconds.
  void Span(std::string_view name, std::optional<absl::Duration>* value);
  void Switch(std::string_view name, bool* value);

  // Sets variables, and collects what is no flag.
  absl::Status Parse(absl::Span<const std::string> arguments, std::vector<std::string>* rest) const;

 private:
  struct Flag {
    std::string name;
    bool takes_value;
    std::function<bool(const std::string& value)> set;  // false: not a value of this flag
    std::string expected;
  };

  absl::Status Apply(const std::string& argument, absl::Span<const std::string> following,
                     size_t* used) const;

  std::vector<Flag> flags_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_FLAGS_H_
