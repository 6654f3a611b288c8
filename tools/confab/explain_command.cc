#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tools/confab/commands.h"
#include "tools/confab/explanation.h"
#include "tools/confab/failing_file.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"
#include "tools/confab/story.h"

namespace confab::tools {
namespace {

constexpr absl::Duration kBudget = absl::Seconds(30);

struct Wishes {
  std::vector<std::string> laws;
  std::string json;
  std::optional<absl::Duration> budget;
  std::string file;
};

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Text("json", &wishes.json);
  flags.Span("for", &wishes.budget);
  std::vector<std::string> files;
  if (absl::Status status = flags.Parse(arguments, &files); !status.ok()) return status;
  if (files.size() != 1) return absl::InvalidArgumentError("needs one FILE");
  wishes.file = files.front();
  return wishes;
}

void Print(std::ostream& out, const props::Trial& trial, const sim::Scenario& scenario,
           const Fingerprint& broken, const Outcome& outcome,
           const props::Explanation& explanation) {
  out << "BROKEN: " << broken.law << " (rule " << broken.rule << ")\n"
      << Wrapped(absl::StrCat(PromiseInWords(trial, broken.law), " ", TellStory(scenario),
                              " Then: ", absl::CHexEscape(outcome.done.breach().detail())))
      << "\n\n"
      << ExplanationInWords(scenario, nullptr, explanation);
}

}  // namespace

ExitCode ExplainFile(const props::Trial& trial, Arguments arguments, std::ostream& out,
                     std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "explain", wishes.status());
  Interrupts interrupts;
  const auto failing = RunFailingFile(trial, wishes->file, wishes->laws);
  if (!failing.ok()) return Complain(err, "explain", failing.status());
  Reduction reduction(*failing->check, failing->broken, "");
  const props::Explanation explanation =
      reduction.Explain(failing->scenario, wishes->budget.value_or(kBudget), interrupts);
  Print(out, trial, failing->scenario, failing->broken, failing->outcome, explanation);
  if (!wishes->json.empty()) {
    const absl::Status status = WriteFileAtomically(wishes->json, ExplanationInJson(explanation));
    if (!status.ok()) return Complain(err, "explain", status);
  }
  return interrupts.Pending() ? ExitCode::kInterrupted : ExitCode::kHolds;
}

}  // namespace confab::tools
