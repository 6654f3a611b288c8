#include <optional>

#include "absl/strings/str_cat.h"
#include "tools/confab/commands.h"
#include "tools/confab/expectation.h"
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
  const absl::StatusOr<sim::Scenario> scenario = ReadScenario(wishes->file);
  if (!scenario.ok()) return Complain(err, "shrink", scenario.status());
  const auto laws = LawsFor(trial, *scenario, wishes->laws);
  if (!laws.ok()) return Complain(err, "shrink", laws.status());

  Interrupts interrupts;
  IsolatedCheck check(*laws, trial);
  const Outcome first = check.Run(*scenario);
  const std::optional<Fingerprint> wanted = first.fingerprint();
  if (!wanted) {
    const std::string& refused = first.done.refused();
    const std::string why =
        refused.empty() ? "no law is broken, so there is nothing to shrink" : refused;
    return Complain(err, "shrink",
                    absl::InvalidArgumentError(absl::StrCat(wishes->file, ": ", why)));
  }
  Reduction reduction(check, *wanted, wishes->out);
  const props::Shrunk shrunk =
      reduction.Shrink(*scenario, wishes->budget.value_or(absl::Seconds(30)), interrupts);
  const absl::Status status = WriteScenario(wishes->out, shrunk.scenario);
  if (!status.ok()) return Complain(err, "shrink", status);
  out << wanted->law << " (rule " << wanted->rule << "): from " << SizeInWords(*scenario) << "\nto "
      << SizeInWords(shrunk.scenario) << " in " << shrunk.runs << " runs; "
      << EndInWords(shrunk.end) << "\n"
      << Wrapped(TellStory(shrunk.scenario)) << "\nscenario: " << wishes->out << "\n";
  return interrupts.Pending() ? ExitCode::kInterrupted : ExitCode::kHolds;
}

}  // namespace confab::tools
