// Measures the shrinker: failing seeds of this build are found, shrunk, and compared in size.
#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "props/shrink/size.h"
#include "sim/hash128.h"
#include "sim/scenario_file.h"
#include "tools/confab/campaign.h"
#include "tools/confab/commands.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"

namespace confab::tools {
namespace {

constexpr uint64_t kSeedsDefault = 5;
constexpr uint64_t kRunsMaxDefault = 20'000;

struct Wishes {
  std::vector<std::string> laws;
  std::optional<uint64_t> seeds, first, runs_max;
  std::optional<absl::Duration> budget;
  std::string folder;
};

absl::StatusOr<Wishes> WishesOf(Arguments arguments) {
  Wishes wishes;
  Flags flags;
  flags.Repeated("law", &wishes.laws);
  flags.Number("seeds", &wishes.seeds);
  flags.Number("seed", &wishes.first);
  flags.Number("runs", &wishes.runs_max);
  flags.Span("for", &wishes.budget);
  flags.Text("out", &wishes.folder);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(arguments, &rest); !status.ok()) return status;
  if (!rest.empty()) return absl::InvalidArgumentError(absl::StrCat(rest.front(), " is no flag"));
  if (wishes.laws.size() != 1) return absl::InvalidArgumentError("needs one --law");
  return wishes;
}

// The next seed that breaks the law, or nothing.
std::optional<Failure> NextFailing(const CampaignOptions& options, Interrupts& interrupts) {
  const auto campaign = RunCampaign(options, interrupts, [](const Campaign&) {});
  if (!campaign.ok() || !campaign->failure) return std::nullopt;
  return campaign->failure;
}

// The same for equal scenarios, wherever they are from.
std::string DigestOf(const sim::Scenario& scenario) {
  sim::Scenario anonymous = scenario;
  anonymous.clear_from();
  sim::Hasher128 hasher;
  hasher.Text(sim::CanonicalText(anonymous));
  return hasher.Finish().Hex();
}

// One line of the report, for tools/dev shrink-bench to read; separated by tabs.
std::string Row(const Fingerprint& wanted, uint64_t seed, const props::Shrunk& shrunk,
                absl::Duration took, size_t others) {
  const props::Size size = props::SizeOf(shrunk.scenario);
  return absl::StrCat(absl::StrCat("SHRUNK\t", wanted.law, "\t", wanted.rule, "\t", seed, "\t"),
                      absl::StrCat(size.actions, "\t", size.clients, "\t", size.faults, "\t"),
                      absl::StrCat(size.fields, "\t", shrunk.runs, "\t"),
                      absl::ToInt64Milliseconds(took), "\t", others, "\t",
                      DigestOf(shrunk.scenario), "\n");
}

void ShrinkFailure(const props::Trial& trial, const Failure& failure, const Wishes& wishes,
                   const std::vector<const props::Law*>& laws, Interrupts& interrupts,
                   std::ostream& out) {
  IsolatedCheck check(laws, trial);
  const std::optional<Fingerprint> wanted = check.Run(failure.scenario).fingerprint();
  if (!wanted) return;
  const std::string path = wishes.folder.empty()
                               ? ""
                               : absl::StrCat(wishes.folder, "/", PlantedDefect(), "-",
                                              wanted->rule, "-", failure.seed, ".textproto");
  Reduction reduction(check, *wanted, path);
  const absl::Time begin = absl::Now();
  const props::Shrunk shrunk =
      reduction.Shrink(failure.scenario, wishes.budget.value_or(absl::Seconds(30)), interrupts);
  out << Row(*wanted, failure.seed, shrunk, absl::Now() - begin, reduction.others().size())
      << std::flush;
}

}  // namespace

ExitCode BenchShrinker(const props::Trial& trial, Arguments arguments, std::ostream& out,
                       std::ostream& err) {
  const absl::StatusOr<Wishes> wishes = WishesOf(arguments);
  if (!wishes.ok()) return Complain(err, "shrink-bench", wishes.status());
  const auto laws = LawsNamed(trial, wishes->laws);
  if (!laws.ok()) return Complain(err, "shrink-bench", laws.status());
  if (!wishes->folder.empty()) {
    if (absl::Status status = MakeDirectory(wishes->folder); !status.ok()) {
      return Complain(err, "shrink-bench", status);
    }
  }
  Interrupts interrupts;
  CampaignOptions options;
  options.laws = *laws;
  options.trial = &trial;
  options.seed = wishes->first.value_or(1);
  const uint64_t end = options.seed + wishes->runs_max.value_or(kRunsMaxDefault);
  for (uint64_t i = 0; i < wishes->seeds.value_or(kSeedsDefault) && options.seed < end; ++i) {
    options.runs = end - options.seed;
    const std::optional<Failure> failure = NextFailing(options, interrupts);
    if (!failure || interrupts.Pending()) break;
    ShrinkFailure(trial, *failure, *wishes, *laws, interrupts, out);
    options.seed = failure->seed + 1;
  }
  return interrupts.Pending() ? ExitCode::kInterrupted : ExitCode::kHolds;
}

}  // namespace confab::tools
