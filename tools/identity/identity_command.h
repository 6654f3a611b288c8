// `confab identity`: one scenario, one trail, whatever the process did before and wherever it runs.
//
//   const std::vector<std::string> arguments = {"--save", "trails", "props/corpus/a.textproto"};
//   return static_cast<int>(Identity(subject, arguments, std::cout, std::cerr));
//
// Invariants: what diverges is said with the first step that does, both sides of it, and exit 4.

#ifndef CONFAB_TOOLS_IDENTITY_IDENTITY_COMMAND_H_
#define CONFAB_TOOLS_IDENTITY_IDENTITY_COMMAND_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "props/gen/profile.h"
#include "sim/scenario.pb.h"
#include "tools/confab/exit_code.h"
#include "tools/identity/repetition.h"

namespace confab::tools {

inline constexpr std::string_view kIdentityHelp = R"(Usage: confab identity [FLAGS] FILE...

Runs scenarios many times in this process: first, again in three shuffled orders, and after 0 to 31
hash tables; every step and the state behind it must be the same each time. If one is not, the
first step that differs is named, with both sides.

  --seeds A..B    the scenarios of these seeds, too
  --profile P     the profile they are drawn from (default: mixed)
  --once          run each once, to save or to compare
  --save DIR      keep the first trails there
  --against DIR   compare them with those kept there, by another process or build
  --way NAME      what this process is called in reports (default: this process)

Prints a line for each scenario: trace hash, chain, runs, name. Exit: 0 all the same, 2 usage, 4 a
difference.
)";

// What is run: the parts of a props::Trial that say so, without its laws.
struct IdentitySubject {
  CreateSubject create;
  sim::Scenario (*generate)(uint64_t seed, props::Profile profile);
};

ExitCode Identity(const IdentitySubject& subject, absl::Span<const std::string> arguments,
                  std::ostream& out, std::ostream& err);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_IDENTITY_IDENTITY_COMMAND_H_
