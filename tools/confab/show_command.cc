// A scenario is checked in a process of its own first. If that lives, the same check is safe here;
// if the subject dies of it, the story ends before the step that kills it.
#include <algorithm>
#include <functional>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "props/laws/check.h"
#include "tools/confab/commands.h"
#include "tools/confab/expectation.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/reduction.h"
#include "tools/confab/story.h"
#include "tools/confab/survival.h"
#include "tools/show/capture.h"
#include "tools/show/html.h"
#include "tools/show/mermaid.h"
#include "tools/show/pcapng.h"
#include "tools/show/perfetto.h"
#include "tools/show/story.h"

namespace confab::tools {
namespace {

struct Wishes {
  std::vector<std::string> laws;
  std::string html, perfetto, pcapng, mermaid, transcript;  // paths; "-": standard output
  std::optional<absl::Duration> until;
  std::string file;
};

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Text("html", &wishes.html);
  flags.Text("perfetto", &wishes.perfetto);
  flags.Text("pcapng", &wishes.pcapng);
  flags.Text("mermaid", &wishes.mermaid);
  flags.Text("transcript", &wishes.transcript);
  flags.Span("until", &wishes.until);
  std::vector<std::string> files;
  if (absl::Status status = flags.Parse(arguments, &files); !status.ok()) return status;
  if (files.size() != 1) return absl::InvalidArgumentError("needs one FILE");
  wishes.file = files.front();
  const bool names_a_view =
      !(wishes.html + wishes.perfetto + wishes.pcapng + wishes.mermaid).empty();
  if (!names_a_view && wishes.transcript.empty()) wishes.transcript = "-";
  return wishes;
}

// What is known of the run before it is told.
struct Verdict {
  CaptureOptions capture;
  std::optional<StoryBreach> breach;
  std::string line;
  std::string trace_hash;
};

Instant UntilOf(const Wishes& wishes) {
  return wishes.until ? Instant::FromNanos(absl::ToInt64Nanoseconds(*wishes.until))
                      : Instant::Never();
}

StoryBreach BreachOf(const props::Trial& trial, const props::Finding& finding) {
  StoryBreach breach;
  breach.law = finding.violation.law;
  breach.rule = finding.violation.rule;
  breach.kind = std::string(props::LawKindName(finding.kind));
  breach.detail = finding.violation.detail;
  breach.at_ns = finding.at.nanos();
  if (const props::Law* law = props::FindLaw(trial, finding.violation.law)) {
    breach.promise = std::string(law->promise);
    breach.clause = std::string(law->clause);
  }
  return breach;
}

absl::StatusOr<Verdict> VerdictOfLiving(const props::Trial& trial, const sim::Scenario& scenario,
                                        const std::vector<const props::Law*>& laws, Instant until) {
  props::CheckOptions options;
  options.until = until;
  const absl::StatusOr<props::Checked> checked = props::Check(scenario, laws, options, trial);
  if (!checked.ok()) return checked.status();
  Verdict verdict;
  verdict.capture.steps = static_cast<int64_t>(checked->summary.steps);
  verdict.trace_hash = checked->trace_hash.Hex();
  verdict.line = absl::StrCat("holds: ", laws.size(), laws.size() == 1 ? " law" : " laws");
  if (!checked->finding) return verdict;
  verdict.breach = BreachOf(trial, *checked->finding);
  verdict.line =
      absl::StrCat("BROKEN: ", verdict.breach->law, " (rule ", verdict.breach->rule, ", ",
                   verdict.breach->kind, ") at ", SecondsInWords(verdict.breach->at_ns));
  return verdict;
}

// How many steps the subject survives: counted by a child that dies of the next one.
int64_t StepsSurvived(const props::Trial& trial, const sim::Scenario& scenario) {
  const auto capture = [&](const std::function<void(int64_t)>& report) {
    CaptureOptions options;
    options.before_step = report;
    (void)Capture(trial, scenario, options);
  };
  return LastBeforeDeath(capture).value_or(0);
}

Verdict VerdictOfDead(const props::Trial& trial, const sim::Scenario& scenario,
                      const Death& death) {
  Verdict verdict;
  verdict.capture.steps = StepsSurvived(trial, scenario);
  verdict.capture.shows_next = true;
  StoryBreach breach;
  breach.law = kCrashLaw;
  breach.rule = death.cause;
  breach.kind = "crash";
  breach.promise = "The subject survives whatever it is told.";
  breach.detail =
      std::string(absl::StripAsciiWhitespace(death.site.empty() ? death.last_words : death.site));
  verdict.line = absl::StrCat("BROKEN: the subject died (", death.cause, ")");
  verdict.breach = std::move(breach);
  return verdict;
}

absl::StatusOr<Verdict> VerdictOf(const props::Trial& trial, const sim::Scenario& scenario,
                                  const std::vector<const props::Law*>& laws, Instant until) {
  Single single;
  single.set_scenario(scenario.SerializeAsString());
  if (until != Instant::Never()) single.set_until_ns(until.nanos());
  const Outcome outcome = IsolatedCheck(laws, trial).Run(single);
  if (!outcome.done.refused().empty()) return absl::InvalidArgumentError(outcome.done.refused());
  if (outcome.death) return VerdictOfDead(trial, scenario, *outcome.death);
  return VerdictOfLiving(trial, scenario, laws, until);
}

absl::StatusOr<Story> StoryOf(const props::Trial& trial, const Wishes& wishes,
                              const sim::Scenario& scenario, Verdict verdict) {
  verdict.capture.until = UntilOf(wishes);
  verdict.capture.skip = std::max<int64_t>(0, verdict.capture.steps - kStorySteps);
  absl::StatusOr<Story> story = Capture(trial, scenario, verdict.capture);
  if (!story.ok()) return story.status();
  story->title = wishes.file.substr(wishes.file.rfind('/') + 1);
  story->verdict = verdict.line;
  story->trace_hash = verdict.trace_hash;
  story->replay = absl::StrCat(ReplayCommand(), " ", ShellWord(wishes.file));
  story->words = TellStory(scenario);
  if (!verdict.breach) return story;
  if (verdict.breach->law == kCrashLaw) verdict.breach->at_ns = story->end_ns;
  const props::Law* law = props::FindLaw(trial, verdict.breach->law);
  MarkBroken(*verdict.breach, law == nullptr || law->watch != nullptr, *story);
  return story;
}

std::string TranscriptOf(const Story& story) {
  std::string text = absl::StrCat(story.transcript, story.verdict, "\n");
  if (story.breach) absl::StrAppend(&text, "  ", story.breach->detail, "\n");
  if (!story.trace_hash.empty()) absl::StrAppend(&text, "trace_hash: ", story.trace_hash, "\n");
  return text;
}

absl::Status Put(const std::string& path, const std::function<std::string()>& view,
                 std::ostream& out, std::ostream& err) {
  if (path.empty()) return absl::OkStatus();
  if (path == "-") {
    out << view();
    return absl::OkStatus();
  }
  const std::string text = view();
  absl::Status status = WriteFileAtomically(path, text);
  if (status.ok()) err << "wrote " << path << " (" << text.size() << " bytes)\n";
  return status;
}

}  // namespace

ExitCode Show(const props::Trial& trial, Arguments arguments, std::ostream& out,
              std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "show", wishes.status());
  const absl::StatusOr<sim::Scenario> scenario = ReadScenario(wishes->file);
  if (!scenario.ok()) return Complain(err, "show", scenario.status());
  const auto laws = LawsFor(trial, *scenario, wishes->laws);
  if (!laws.ok()) return Complain(err, "show", laws.status());
  const absl::StatusOr<Verdict> verdict = VerdictOf(trial, *scenario, *laws, UntilOf(*wishes));
  if (!verdict.ok()) return Complain(err, "show", verdict.status());
  const absl::StatusOr<Story> story = StoryOf(trial, *wishes, *scenario, *verdict);
  if (!story.ok()) return Complain(err, "show", story.status());

  const std::pair<std::string, std::function<std::string()>> views[] = {
      {wishes->html, [&] { return HtmlOf(*story); }},
      {wishes->perfetto, [&] { return PerfettoOf(*story); }},
      {wishes->pcapng, [&] { return PcapngOf(*story); }},
      {wishes->mermaid, [&] { return MermaidOf(*story); }},
      {wishes->transcript, [&] { return TranscriptOf(*story); }},
  };
  for (const auto& [path, view] : views) {
    if (absl::Status status = Put(path, view, out, err); !status.ok()) {
      return Complain(err, "show", status);
    }
  }
  return ExitCode::kHolds;
}

}  // namespace confab::tools
