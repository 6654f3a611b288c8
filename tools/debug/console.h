// The console of the debugger: lines of commands in, text out.
//
//   auto console = Console::Open(scenario, options, std::cout);
//   for (std::string line; std::getline(std::cin, line);)
//     if (!(*console)->Do(line)) break;
//   return (*console)->found();
//
// Invariants: what is printed depends on the scenario and the lines alone. A line that is refused
// changes nothing and is answered by one line that says what to do. An empty line does the last
// one again; what follows a # is for the reader.

#ifndef CONFAB_TOOLS_DEBUG_CONSOLE_H_
#define CONFAB_TOOLS_DEBUG_CONSOLE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "props/laws/check.h"
#include "sim/scenario.pb.h"
#include "tools/debug/workbench.h"

namespace confab::tools {

// Of several steps at once the last ones are shown.
inline constexpr size_t kEventsShownMax = 20;
// Unless another number is given.
inline constexpr size_t kPendingLines = 20;
inline constexpr size_t kTranscriptLines = 10;

struct ConsoleOptions {
  WorkbenchOptions bench;
  std::string file;     // where the scenario is from
  std::string planted;  // the defect of this build; empty: none
  std::function<absl::Status(const std::string& path, const sim::Scenario&)> write = nullptr;
};

class Console {
 public:
  static absl::StatusOr<std::unique_ptr<Console>> Open(const sim::Scenario& scenario,
                                                       const ConsoleOptions& options,
                                                       std::ostream& out);

  // "[fork-1: event 12, 240 s] "
  std::string Prompt();
  // False: it is over.
  bool Do(std::string_view line);

  // Whether a line has been refused.
  bool refused() const { return refused_; }
  // What is known of the present fork by now.
  const std::optional<props::Finding>& found() { return bench_->time().found(); }
  bool dies() { return bench_->time().death().has_value(); }

 private:
  friend struct ConsoleCommands;

  Console(ConsoleOptions options, std::unique_ptr<Workbench> bench, std::ostream& out)
      : options_(std::move(options)), bench_(std::move(bench)), out_(out) {}

  // console_motion.cc: there and back.
  absl::Status Step(std::string_view rest);
  absl::Status Next(std::string_view rest);
  absl::Status Run(std::string_view rest);
  absl::Status Until(std::string_view rest);
  absl::Status Back(std::string_view rest);
  absl::Status ReverseRun(std::string_view rest);
  absl::Status GoTo(std::string_view rest);
  absl::Status Break(std::string_view rest);
  absl::Status Watch(std::string_view rest);
  absl::Status Stops(std::string_view rest);
  absl::Status Clear(std::string_view rest);

  // console.cc: looking, forking, saving.
  absl::Status State(std::string_view rest);
  absl::Status ShowLedger(std::string_view rest);
  absl::Status ShowPending(std::string_view rest);
  absl::Status ShowTranscript(std::string_view rest);
  absl::Status Diff(std::string_view rest);
  absl::Status Mark(std::string_view rest);
  absl::Status Fork(std::string_view rest);
  absl::Status Forks(std::string_view rest);
  absl::Status Switch(std::string_view rest);
  absl::Status Save(std::string_view rest);
  absl::Status Help(std::string_view rest);
  absl::Status Quit(std::string_view rest);

  absl::Status SayWhatComes(sim::Scenario& scenario);
  void Print(const ShownEvent& event);
  void PrintHere();
  void PrintVerdict();
  void PrintArrival(const Arrival& arrival);

  ConsoleOptions options_;
  std::unique_ptr<Workbench> bench_;
  std::ostream& out_;
  std::string last_line_;
  bool refused_ = false;
  bool over_ = false;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_CONSOLE_H_
