#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "sim/script.h"
#include "tools/confab/as_test.h"
#include "tools/confab/commands.h"
#include "tools/confab/expectation.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/reduction.h"
#include "tools/confab/replay_recording.h"
#include "tools/confab/story.h"
#include "tools/recording/recording.h"

namespace confab::tools {
namespace {

struct Wishes {
  std::vector<std::string> laws;
  std::string profile;
  std::optional<uint64_t> seed;
  std::optional<absl::Duration> until;
  bool transcript = false;
  bool as_test = false;
  std::string as_scenario;
  std::vector<std::string> files;
  bool is_recording = false;
};

bool IsAboutScenarios(const Wishes& wishes) {
  return !wishes.laws.empty() || !wishes.profile.empty() || wishes.seed || wishes.transcript ||
         wishes.as_test;
}

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Text("profile", &wishes.profile);
  flags.Number("seed", &wishes.seed);
  flags.Span("until", &wishes.until);
  flags.Switch("transcript", &wishes.transcript);
  flags.Switch("as-test", &wishes.as_test);
  flags.Text("as-scenario", &wishes.as_scenario);
  if (absl::Status status = flags.Parse(arguments, &wishes.files); !status.ok()) return status;
  wishes.is_recording = !wishes.files.empty() && IsRecording(wishes.files.front());
  if (wishes.is_recording && IsAboutScenarios(wishes)) {
    return absl::InvalidArgumentError("a recording has --until and --as-scenario only");
  }
  if (wishes.is_recording) return wishes;
  if (!wishes.as_scenario.empty()) {
    return absl::InvalidArgumentError("--as-scenario is for recordings of confabd");
  }
  if (wishes.files.size() + (wishes.seed ? 1 : 0) == 1) return wishes;
  return absl::InvalidArgumentError("needs one FILE, or --seed");
}

absl::StatusOr<sim::Scenario> ScenarioOf(const props::Trial& trial, const Wishes& wishes) {
  if (!wishes.seed) return ReadScenario(wishes.files.front());
  const auto profile = ProfileNamed(wishes.profile);
  if (!profile.ok()) return profile.status();
  return trial.generate(*wishes.seed, *profile);
}

ExitCode CodeOf(const Outcome& outcome) {
  if (outcome.death) return ExitCode::kCrash;
  return outcome.done.has_breach() ? ExitCodeOfKind(outcome.done.breach().kind())
                                   : ExitCode::kHolds;
}

std::string Verdict(const Outcome& outcome, size_t laws) {
  if (outcome.death) {
    const std::string words =
        outcome.death->site.empty() ? outcome.death->last_words : outcome.death->site;
    return absl::StrCat("BROKEN: the subject died (", outcome.death->cause, ")\n  ",
                        absl::StripAsciiWhitespace(words), "\n");
  }
  if (!outcome.done.has_breach()) {
    return absl::StrCat("holds: ", laws, laws == 1 ? " law" : " laws", "; ", outcome.done.end(),
                        "\n");
  }
  const Breach& breach = outcome.done.breach();
  return absl::StrCat("BROKEN: ", breach.law(), " (rule ", breach.rule(), ", ", breach.kind(),
                      ") at ", SecondsInWords(breach.at_ns()), "\n  ",
                      absl::CHexEscape(breach.detail()), "\n");
}

void Print(std::ostream& out, const sim::Scenario& scenario, const Outcome& outcome, size_t laws) {
  out << outcome.done.transcript() << Verdict(outcome, laws);
  if (!outcome.death) out << "trace_hash: " << outcome.done.trace_hash() << "\n";
  out << ExpectationInWords(scenario, PlantedDefect(), outcome.fingerprint());
}

ExitCode PrintTest(std::ostream& out, std::ostream& err, const sim::Scenario& scenario,
                   const std::vector<const props::Law*>& laws, const Outcome& outcome) {
  const std::optional<std::string> test = AsTest(scenario, laws, outcome.fingerprint());
  if (!test) {
    return Complain(err, "replay", absl::InvalidArgumentError("a crash would end the test, too"));
  }
  out << *test;
  return ExitCode::kHolds;
}

}  // namespace

ExitCode Replay(const props::Trial& trial, Arguments arguments, std::ostream& out,
                std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "replay", wishes.status());
  if (wishes->is_recording) {
    return ReplayRecording(trial, {wishes->files, wishes->until, wishes->as_scenario}, out, err);
  }
  const absl::StatusOr<sim::Scenario> scenario = ScenarioOf(trial, *wishes);
  if (!scenario.ok()) return Complain(err, "replay", scenario.status());
  const auto laws = LawsFor(trial, *scenario, wishes->laws);
  if (!laws.ok()) return Complain(err, "replay", laws.status());
  Single single;
  single.set_scenario(scenario->SerializeAsString());
  single.set_transcript(wishes->transcript);
  if (wishes->until) single.set_until_ns(absl::ToInt64Nanoseconds(*wishes->until));
  const Outcome outcome = IsolatedCheck(*laws, trial).Run(single);
  if (!outcome.done.refused().empty()) {
    return Complain(err, "replay", absl::InvalidArgumentError(outcome.done.refused()));
  }
  if (wishes->as_test && !IsChat(trial)) {
    const char* const why = "--as-test writes tests of the chat server; keep the scenario's file";
    return Complain(err, "replay", absl::InvalidArgumentError(why));
  }
  if (wishes->as_test) return PrintTest(out, err, *scenario, *laws, outcome);
  Print(out, *scenario, outcome, laws->size());
  return CodeOf(outcome);
}

}  // namespace confab::tools
