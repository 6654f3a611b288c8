// The subcommands of confab: what each is called, what it does, and its help.
//
//   const Command* command = FindCommand("replay");
//   return static_cast<int>(command->run(trial, arguments, std::cout, std::cerr));
//
// Invariants: reports go to `out`, progress and complaints to `err`; a complaint is one line. The
// table in commands.cc is the only list; help derives from it.

#ifndef CONFAB_TOOLS_CONFAB_COMMANDS_H_
#define CONFAB_TOOLS_CONFAB_COMMANDS_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/exit_code.h"

namespace confab::tools {

using Arguments = absl::Span<const std::string>;

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view help;
  ExitCode (*run)(const props::Trial& trial, Arguments arguments, std::ostream& out,
                  std::ostream& err);
};

// Null if there is none of that name.
const Command* FindCommand(std::string_view name);

std::string Usage();

// The commands themselves, one file each.
ExitCode Explore(const props::Trial& trial, Arguments arguments, std::ostream& out,
                 std::ostream& err);
ExitCode Replay(const props::Trial& trial, Arguments arguments, std::ostream& out,
                std::ostream& err);
ExitCode ExplainFile(const props::Trial& trial, Arguments arguments, std::ostream& out,
                     std::ostream& err);
ExitCode BenchShrinker(const props::Trial& trial, Arguments arguments, std::ostream& out,
                       std::ostream& err);
ExitCode ShrinkFile(const props::Trial& trial, Arguments arguments, std::ostream& out,
                    std::ostream& err);
ExitCode Show(const props::Trial& trial, Arguments arguments, std::ostream& out, std::ostream& err);
ExitCode Debug(const props::Trial& trial, Arguments arguments, std::ostream& out,
               std::ostream& err);
ExitCode RepeatAll(const props::Trial& trial, Arguments arguments, std::ostream& out,
                   std::ostream& err);
ExitCode RunPiece(const props::Trial& trial, Arguments arguments, std::ostream& out,
                  std::ostream& err);
ExitCode ReportCampaign(const props::Trial& trial, Arguments arguments, std::ostream& out,
                        std::ostream& err);
ExitCode ListLaws(const props::Trial& trial, Arguments arguments, std::ostream& out,
                  std::ostream& err);

// What more than one of them needs: shared.cc.
ExitCode Complain(std::ostream& err, std::string_view command, const absl::Status& status);
absl::StatusOr<std::vector<const props::Law*>> LawsNamed(const props::Trial& trial,
                                                         const std::vector<std::string>& names);
absl::StatusOr<props::Profile> ProfileNamed(const std::string& name);
absl::StatusOr<props::Strategy> StrategyNamed(const props::Trial& trial, const std::string& name);
// Whether the chat server is on trial: probes, plain scenarios and tests in C++ speak of it alone.
bool IsChat(const props::Trial& trial);
ExitCode ExitCodeOfKind(std::string_view law_kind);
// The defect planted in this build, from the environment of tools/dev; empty if none.
std::string PlantedDefect();
// What a reader types to run a file again: "tools/dev replay --planted NAME".
std::string ReplayCommand();
// "The law keepalive (clauses#1.9) promises: ..."; empty if there is no such law.
std::string PromiseInWords(const props::Trial& trial, const std::string& law);
// A text of a shell word.
std::string ShellWord(const std::string& text);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_COMMANDS_H_
