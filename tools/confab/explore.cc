#include <algorithm>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tools/confab/commands.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/kept.h"
#include "tools/confab/probes_missed.h"
#include "tools/confab/prove_command.h"
#include "tools/confab/report.h"

namespace confab::tools {
namespace {

constexpr uint64_t kJobsMax = 256;

struct Wishes {
  CampaignOptions campaign;
  ProbeRule probe_rule = ProbeRule::kReport;
  absl::Duration shrink_for = absl::Seconds(30);
  absl::Duration explain_for = absl::Seconds(5);
  std::string folder = "/tmp/confab-findings";
  std::string json;
};

struct Given {
  std::vector<std::string> laws;
  std::string profile;
  std::string strategy;
  std::string probes;
  std::optional<uint64_t> seed, runs, jobs;
  std::optional<absl::Duration> span, shrink_for;
  bool no_shrink = false;
  bool no_explain = false;
};

absl::Status ParseFlags(Arguments arguments, Given& given, Wishes& wishes) {
  Flags flags;
  flags.Repeated("law", &given.laws);
  flags.Text("profile", &given.profile);
  flags.Text("strategy", &given.strategy);
  flags.Text("probes", &given.probes);
  flags.Number("seed", &given.seed);
  flags.Number("runs", &given.runs);
  flags.Number("jobs", &given.jobs);
  flags.Span("for", &given.span);
  flags.Span("shrink-for", &given.shrink_for);
  flags.Switch("no-shrink", &given.no_shrink);
  flags.Switch("no-explain", &given.no_explain);
  flags.Text("out", &wishes.folder);
  flags.Text("json", &wishes.json);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(arguments, &rest); !status.ok()) return status;
  if (rest.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("'", rest.front(), "' is no flag"));
}

absl::StatusOr<ProbeRule> ProbeRuleOf(const props::Trial& trial, const std::string& name) {
  if (name.empty()) return IsChat(trial) ? ProbeRule::kReport : ProbeRule::kOff;
  const std::optional<ProbeRule> rule = ParseProbeRule(name);
  if (rule && (IsChat(trial) || *rule == ProbeRule::kOff)) return *rule;
  if (rule) return absl::InvalidArgumentError("probes are the chat server's; --probes can be off");
  return absl::InvalidArgumentError("--probes is off, report or strict");
}

absl::StatusOr<Wishes> WishesOf(const props::Trial& trial, Arguments arguments) {
  Given given;
  Wishes wishes;
  if (absl::Status status = ParseFlags(arguments, given, wishes); !status.ok()) return status;
  auto laws = LawsNamed(trial, given.laws);
  if (!laws.ok()) return laws.status();
  const auto profile = ProfileNamed(given.profile);
  if (!profile.ok()) return profile.status();
  const auto strategy = StrategyNamed(trial, given.strategy);
  if (!strategy.ok()) return strategy.status();
  const uint64_t jobs = given.jobs.value_or(std::max(1u, std::thread::hardware_concurrency()));
  if (jobs < 1 || jobs > kJobsMax) {
    return absl::InvalidArgumentError(absl::StrCat("--jobs must be from 1 to ", kJobsMax));
  }
  const auto probe_rule = ProbeRuleOf(trial, given.probes);
  if (!probe_rule.ok()) return probe_rule.status();
  wishes.probe_rule = *probe_rule;
  CampaignOptions& campaign = wishes.campaign;
  campaign.probes = wishes.probe_rule != ProbeRule::kOff;
  campaign.laws = *std::move(laws);
  campaign.profile = *profile;
  campaign.strategy = *strategy;
  campaign.trial = &trial;
  campaign.seed = given.seed.value_or(1);
  campaign.runs = given.runs;
  campaign.span = given.span;
  if (!given.runs && !given.span) campaign.span = absl::Seconds(60);
  campaign.jobs = static_cast<int>(jobs);
  if (given.shrink_for) wishes.shrink_for = *given.shrink_for;
  if (given.no_shrink) wishes.shrink_for = absl::ZeroDuration();
  if (given.no_shrink || given.no_explain) wishes.explain_for = absl::ZeroDuration();
  return wishes;
}

ExitCode CodeOf(const Campaign& campaign, const std::optional<Kept>& kept,
                const ProbesMissed& missed, bool interrupted) {
  if (interrupted) return ExitCode::kInterrupted;
  if (!kept) return missed.fails ? ExitCode::kProbe : ExitCode::kHolds;
  return campaign.failure->death ? ExitCode::kCrash : ExitCodeOfKind(kept->kind);
}

void Print(std::ostream& out, const Wishes& wishes, const Campaign& campaign,
           const std::optional<Kept>& kept, const ProbesMissed& missed) {
  if (kept) {
    out << InWords(*kept) << "\n";
  } else {
    out << (campaign.interrupted ? "interrupted; no law was broken\n" : "all laws hold\n");
  }
  out << ReportInWords(wishes.campaign, campaign);
  if (!kept) out << InWords(missed);
}

}  // namespace

ExitCode Explore(const props::Trial& trial, Arguments arguments, std::ostream& out,
                 std::ostream& err) {
  if (AskForProof(arguments)) return ExploreWorlds(trial, arguments, out, err);
  const absl::StatusOr<Wishes> wishes = WishesOf(trial, arguments);
  if (!wishes.ok()) return Complain(err, "explore", wishes.status());
  Interrupts interrupts;
  ProgressLine line(err, wishes->campaign.laws.size());
  const absl::StatusOr<Campaign> campaign =
      RunCampaign(wishes->campaign, interrupts, [&](const Campaign& it) { line.Show(it); });
  line.Clear();
  if (!campaign.ok()) return Complain(err, "explore", campaign.status());
  if (!campaign->refused.empty()) {
    const std::string what = absl::StrCat("a scenario drawn cannot be run: ", campaign->refused);
    return Complain(err, "explore", absl::InternalError(what));
  }
  std::optional<Kept> kept;
  if (campaign->failure) {
    err << "a law is broken by seed " << campaign->failure->seed << "; keeping the scenario\n";
    auto keeping = Keep(
        *campaign->failure,
        {wishes->campaign.laws, wishes->folder, wishes->shrink_for, wishes->explain_for, &trial},
        interrupts);
    if (!keeping.ok()) return Complain(err, "explore", keeping.status());
    kept = *std::move(keeping);
  }
  const ProbesMissed missed = MissedBy(*campaign, wishes->probe_rule);
  const ExitCode code = CodeOf(*campaign, kept, missed, interrupts.Pending());
  Print(out, *wishes, *campaign, kept, missed);
  if (wishes->json.empty()) return code;
  const absl::Status status = WriteFileAtomically(
      wishes->json, ReportInJson(wishes->campaign, *campaign, kept, missed, code));
  return status.ok() ? code : Complain(err, "explore", status);
}

}  // namespace confab::tools
