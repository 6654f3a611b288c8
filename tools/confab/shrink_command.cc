#include <optional>

#include "absl/strings/str_cat.h"
#include "tools/confab/commands.h"
#include "tools/confab/failing_file.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"
#include "tools/confab/story.h"

namespace confab::tools {
namespace {

struct Wishes {
  std::vector<std::string> laws;
  std::string out;
  std::optional<absl::Duration> budget;
  std::string file;
};

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Text("out", &wishes.out);
  flags.Span("for", &wishes.budget);
  std::vector<std::string> files;
  if (absl::Status status = flags.Parse(arguments, &files); !status.ok()) return status;
  if (files.size() != 1) return absl::InvalidArgumentError("needs one FILE");
  wishes.file = files.front();
  if (wishes.out.empty()) wishes.out = wishes.file;
  return wishes;
}

const char* EndInWords(props::ShrinkEnd end) {
  return end == props::ShrinkEnd::kMinimal ? "nothing more can go" : "the time was over";
}

}  // namespace

ExitCode ShrinkFile(const props::Trial& trial, Arguments arguments, std::ostream& out,
                    std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "shrink", wishes.status());
  Interrupts interrupts;
  const auto failing = RunFailingFile(trial, wishes->file, wishes->laws);
  if (!failing.ok()) return Complain(err, "shrink", failing.status());
  Reduction reduction(*failing->check, failing->broken, wishes->out);
  const props::Shrunk shrunk =
      reduction.Shrink(failing->scenario, wishes->budget.value_or(absl::Seconds(30)), interrupts);
  const absl::Status status = WriteScenario(wishes->out, shrunk.scenario);
  if (!status.ok()) return Complain(err, "shrink", status);
  out << failing->broken.law << " (rule " << failing->broken.rule << "): from "
      << SizeInWords(failing->scenario) << "\nto " << SizeInWords(shrunk.scenario) << " in "
      << shrunk.runs << " runs; " << EndInWords(shrunk.end) << "\n"
      << Wrapped(TellStory(shrunk.scenario)) << "\nscenario: " << wishes->out << "\n";
  return interrupts.Pending() ? ExitCode::kInterrupted : ExitCode::kHolds;
}

}  // namespace confab::tools
