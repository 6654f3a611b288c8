#include "tools/confab/kept.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/confab/commands.h"
#include "tools/confab/explanation.h"
#include "tools/confab/files.h"
#include "tools/confab/story.h"

namespace confab::tools {
namespace {

constexpr size_t kNoteBytesMax = 500;

Fingerprint FingerprintOf(const Failure& failure) {
  if (failure.death) return {kCrashLaw, failure.death->cause, failure.death->site};
  return {failure.breach.law(), failure.breach.rule(), ""};
}

std::string DetailOf(const Breach& breach, const std::optional<Death>& death) {
  if (!death) return breach.detail();
  const std::string words = death->site.empty() ? death->last_words : death->site;
  return std::string(absl::StripAsciiWhitespace(words));
}

// What the file says of itself.
void Stamp(sim::Scenario& scenario, const Kept& kept) {
  sim::Expect* expect = scenario.mutable_expect();
  expect->set_law(kept.fingerprint.law);
  expect->set_rule(kept.fingerprint.rule);
  expect->set_planted(PlantedDefect());
  scenario.mutable_from()->set_found_by("confab explore");
  scenario.mutable_from()->set_note(absl::CHexEscape(kept.detail.substr(0, kNoteBytesMax)));
}

std::string PathOfOther(const std::string& path, const OtherFailure& other) {
  const std::string stem(absl::StripSuffix(path, ".textproto"));
  return absl::StrCat(stem, "-met-", other.fingerprint.law, "-", other.fingerprint.rule,
                      ".textproto");
}

std::string FileName(const Kept& kept) {
  const std::string planted = PlantedDefect();
  return absl::StrCat(planted, planted.empty() ? "" : "-", kept.fingerprint.law, "-", kept.seed,
                      kept.ordinal > 1 ? absl::StrCat("-", kept.ordinal) : "", ".textproto");
}

// What was met on the way and is another failure: a finding of its own, in a file of its own.
void KeepOthers(const std::vector<OtherFailure>& others, Kept& kept) {
  for (OtherFailure other : others) {
    sim::Expect* expect = other.scenario.mutable_expect();
    expect->set_law(other.fingerprint.law);
    expect->set_rule(other.fingerprint.rule);
    expect->set_planted(PlantedDefect());
    const absl::Status status = WriteScenario(PathOfOther(kept.path, other), other.scenario);
    if (status.ok()) kept.others.push_back(std::move(other));
  }
}

void Shrink(const KeepOptions& options, Interrupts& interrupts, Kept& kept) {
  // Under the broken law alone: quicker, and what a replay of the file does.
  const props::Law* broken = props::FindLaw(*options.trial, kept.fingerprint.law);
  IsolatedCheck check(broken == nullptr ? options.laws : std::vector{broken}, *options.trial);
  Reduction reduction(check, kept.fingerprint, kept.path);
  const props::Shrunk shrunk = reduction.Shrink(kept.drawn, options.shrink_for, interrupts);
  kept.scenario = shrunk.scenario;
  kept.end = shrunk.end;
  kept.shrink_runs = shrunk.runs;
  KeepOthers(reduction.others(), kept);
  const Outcome outcome = check.Run(kept.scenario);
  if (outcome.fingerprint() != kept.fingerprint) return;
  kept.detail = DetailOf(outcome.done.breach(), outcome.death);
  Stamp(kept.scenario, kept);
}

void Explain(const KeepOptions& options, Interrupts& interrupts, Kept& kept) {
  const props::Law* broken = props::FindLaw(*options.trial, kept.fingerprint.law);
  IsolatedCheck check(broken == nullptr ? options.laws : std::vector{broken}, *options.trial);
  Reduction reduction(check, kept.fingerprint, "");
  kept.explanation = reduction.Explain(kept.scenario, options.explain_for, interrupts);
}

const char* EndInWords(props::ShrinkEnd end) {
  switch (end) {
    case props::ShrinkEnd::kMinimal:
      return "nothing more can go";
    case props::ShrinkEnd::kBudget:
      return "the time to shrink was over";
    case props::ShrinkEnd::kNotFailing:
      return "IT DID NOT FAIL AGAIN in a fresh process: the subject is not deterministic";
  }
  return "";
}

}  // namespace

absl::StatusOr<Kept> Keep(const Failure& failure, const KeepOptions& options,
                          Interrupts& interrupts) {
  Kept kept;
  kept.fingerprint = FingerprintOf(failure);
  kept.kind = failure.death ? kCrashLaw : failure.breach.kind();
  kept.seed = failure.seed;
  kept.ordinal = failure.ordinal;
  kept.detail = DetailOf(failure.breach, failure.death);
  kept.promise = PromiseInWords(*options.trial, kept.fingerprint.law);
  kept.runs = failure.runs;
  kept.drawn = failure.scenario;
  Stamp(kept.drawn, kept);
  kept.scenario = kept.drawn;
  if (absl::Status status = MakeDirectory(options.folder); !status.ok()) return status;
  kept.path = absl::StrCat(options.folder, "/", FileName(kept));
  if (absl::Status status = WriteScenario(kept.path, kept.scenario); !status.ok()) return status;
  if (options.shrink_for > absl::ZeroDuration()) Shrink(options, interrupts, kept);
  if (absl::Status status = WriteScenario(kept.path, kept.scenario); !status.ok()) return status;
  if (options.explain_for > absl::ZeroDuration()) Explain(options, interrupts, kept);
  return kept;
}

std::string ReplayCommandOf(const Kept& kept) {
  return absl::StrCat(ReplayCommand(), " ", ShellWord(kept.path));
}

std::string InWords(const Kept& kept) {
  std::string out = absl::StrCat(
      "BROKEN: ", kept.fingerprint.law, " (rule ", kept.fingerprint.rule, ", ", kept.kind,
      "), seed ", kept.seed, kept.ordinal > 1 ? absl::StrCat(", run ", kept.ordinal) : "", "\n\n");
  const std::string story = absl::StrCat(kept.promise, " ", TellStory(kept.scenario),
                                         " Then: ", absl::CHexEscape(kept.detail));
  absl::StrAppend(&out, Wrapped(story), "\n\n");
  if (kept.explanation) {
    absl::StrAppend(&out, ExplanationInWords(kept.scenario, &kept.drawn, *kept.explanation), "\n");
  }
  absl::StrAppend(&out, "  scenario  ", kept.path, "\n");
  absl::StrAppend(&out, "  size      ", SizeInWords(kept.scenario), "\n");
  if (kept.shrink_runs > 0) {
    absl::StrAppend(&out, "  shrunk    from ", SizeInWords(kept.drawn), " in ", kept.shrink_runs,
                    " runs; ", EndInWords(kept.end), "\n");
  }
  for (const OtherFailure& other : kept.others) {
    absl::StrAppend(&out, "  also met  ", other.fingerprint.law, " (rule ", other.fingerprint.rule,
                    "), kept in ", PathOfOther(kept.path, other), "\n");
  }
  absl::StrAppend(&out, "  replay    ", ReplayCommandOf(kept), "\n");
  return out;
}

}  // namespace confab::tools
