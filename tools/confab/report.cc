#include "tools/confab/report.h"

#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "props/explore/strategy.h"
#include "props/gen/faults.h"
#include "props/gen/profile.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

constexpr absl::Duration kInPlaceEvery = absl::Milliseconds(200);
constexpr absl::Duration kLineEvery = absl::Seconds(5);

uint64_t RunsPerSecond(const Campaign& campaign) {
  const int64_t ms = std::max<int64_t>(1, absl::ToInt64Milliseconds(campaign.took));
  return campaign.tally.runs() * 1000 / static_cast<uint64_t>(ms);
}

std::string VirtualTime(const Tally& tally) {
  const int64_t s = tally.virtual_ms() / 1000;
  if (s < 86'400) return absl::StrFormat("%dh %02dm %02ds", s / 3600, s / 60 % 60, s % 60);
  return absl::StrFormat("%d days %dh", s / 86'400, s / 3600 % 24);
}

std::string Seconds(absl::Duration span) {
  const int64_t ms = absl::ToInt64Milliseconds(span);
  return absl::StrFormat("%d.%d s", ms / 1000, ms / 100 % 10);
}

FaultTally AllFaults(const Tally& tally) {
  FaultTally all;
  for (const FaultTally& kind : tally.faults()) {
    all.set_applied(all.applied() + kind.applied());
    all.set_effective(all.effective() + kind.effective());
  }
  return all;
}

uint64_t Percent(const FaultTally& tally) {
  return tally.applied() == 0 ? 100 : tally.effective() * 100 / tally.applied();
}

std::string FaultsInWords(const Tally& tally) {
  const FaultTally all = AllFaults(tally);
  std::string out = absl::StrFormat("  faults    %d, of which %d had an effect: %d%%\n",
                                    all.applied(), all.effective(), Percent(all));
  std::string line;
  for (int i = 0; i < tally.faults_size(); ++i) {
    const char* const name = props::FaultKindName(props::kFaultKinds[static_cast<size_t>(i)]);
    absl::StrAppendFormat(&line, "%s%s %d%%", i % 6 == 0 ? "\n            " : ", ", name,
                          Percent(tally.faults(i)));
  }
  return line.empty() ? out : absl::StrCat(out, line.substr(1), "\n");
}

std::string FaultsInJson(const Tally& tally) {
  JsonObject kinds;
  for (int i = 0; i < tally.faults_size(); ++i) {
    JsonObject kind;
    kind.Unsigned("applied", tally.faults(i).applied());
    kind.Unsigned("effective", tally.faults(i).effective());
    kinds.Value(props::FaultKindName(props::kFaultKinds[static_cast<size_t>(i)]), kind.text());
  }
  return kinds.text();
}

}  // namespace

ProgressLine::ProgressLine(std::ostream& err, size_t laws)
    : err_(err), laws_(laws), in_place_(isatty(STDERR_FILENO) == 1) {}

void ProgressLine::Show(const Campaign& so_far) {
  const absl::Duration every = in_place_ ? kInPlaceEvery : kLineEvery;
  if (so_far.took - shown_at_ < every) return;
  shown_at_ = so_far.took;
  const std::string line = absl::StrFormat(
      "%d runs, %d/s, %s of virtual time, %d laws hold, %d states seen", so_far.tally.runs(),
      RunsPerSecond(so_far), VirtualTime(so_far.tally), laws_, so_far.cells.size());
  if (in_place_) {
    err_ << "\r\x1b[K" << line << std::flush;
  } else {
    err_ << line << std::endl;
  }
}

void ProgressLine::Clear() {
  if (in_place_) err_ << "\r\x1b[K" << std::flush;
}

std::string ReportInWords(const CampaignOptions& options, const Campaign& campaign) {
  const Tally& tally = campaign.tally;
  const std::string strategy(props::StrategyName(options.strategy));
  const std::string profile(props::ProfileName(options.profile));
  std::string out;
  absl::StrAppendFormat(&out, "  laws      %d\n", options.laws.size());
  absl::StrAppendFormat(&out,
                        "  runs      %d from seed %d by %s of profile %s, in %s: %d/s by %d jobs\n",
                        tally.runs(), options.seed, strategy, profile, Seconds(campaign.took),
                        RunsPerSecond(campaign), options.jobs);
  absl::StrAppendFormat(&out, "  virtual   %s\n", VirtualTime(tally));
  absl::StrAppendFormat(&out, "  events    %d, with %d connections, %d lines in, %d lines out\n",
                        tally.events(), tally.connections(), tally.lines_to_server(),
                        tally.lines_to_clients());
  absl::StrAppendFormat(&out, "  states    %d seen\n", campaign.cells.size());
  absl::StrAppend(&out, FaultsInWords(tally));
  return out;
}

std::string ReportInJson(const CampaignOptions& options, const Campaign& campaign,
                         const std::optional<Kept>& kept, const ProbesMissed& missed,
                         ExitCode code) {
  std::vector<std::string> failures;
  if (kept) {
    JsonObject failure;
    failure.Text("law", kept->fingerprint.law);
    failure.Text("rule", kept->fingerprint.rule);
    failure.Text("kind", kept->kind);
    failure.Text("scenario", kept->path);
    failure.Unsigned("runs", kept->runs);
    failure.Unsigned("seed", kept->seed);
    failure.Unsigned("ordinal", kept->ordinal);
    failure.Text("detail", kept->detail);
    failure.Number("actions", kept->scenario.action_size());
    failure.Number("faults", kept->scenario.fault_size());
    failure.Unsigned("shrink_runs", kept->shrink_runs);
    failure.Text("replay", ReplayCommandOf(*kept));
    failures.push_back(failure.text());
  }
  JsonObject report;
  report.Value("failures", JsonList(failures));
  report.Number("exit_code", static_cast<int>(code));
  report.Unsigned("laws", options.laws.size());
  report.Text("strategy", props::StrategyName(options.strategy));
  report.Text("profile", props::ProfileName(options.profile));
  report.Unsigned("seed", options.seed);
  report.Unsigned("runs", campaign.tally.runs());
  report.Number("wall_ms", absl::ToInt64Milliseconds(campaign.took));
  report.Number("virtual_ms", campaign.tally.virtual_ms());
  report.Unsigned("events", campaign.tally.events());
  report.Unsigned("states", campaign.cells.size());
  const FaultTally faults = AllFaults(campaign.tally);
  report.Unsigned("faults", faults.applied());
  report.Unsigned("effective_faults", faults.effective());
  report.Value("faults_by_kind", FaultsInJson(campaign.tally));
  if (missed.asked) report.Value("probes", InJson(missed));
  return report.text() + "\n";
}

}  // namespace confab::tools
