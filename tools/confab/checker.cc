#include "tools/confab/checker.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "props/gen/profile.h"
#include "sim/simulation.h"

namespace confab::tools {
namespace {

using props::Checked;

constexpr int64_t kNanosPerMillisecond = 1'000'000;
constexpr int64_t kNanosPerSecond = 1'000'000'000;

Breach BreachOf(const sim::Scenario& scenario, const Checked& checked) {
  const props::Finding& finding = *checked.finding;
  Breach breach;
  breach.set_law(finding.violation.law);
  breach.set_rule(finding.violation.rule);
  breach.set_kind(std::string(props::LawKindName(finding.kind)));
  breach.set_detail(finding.violation.detail);
  breach.set_at_ns(finding.at.nanos());
  breach.set_seed(scenario.from().seed());
  for (const uint32_t id : checked.summary.effective_faults) breach.add_effective_fault(id);
  return breach;
}

std::string_view StopName(sim::Stop stop) {
  switch (stop) {
    case sim::Stop::kFinished:
      return "finished";
    case sim::Stop::kViolation:
      return "stopped at a violation";
    case sim::Stop::kUntil:
      return "stopped as asked";
    case sim::Stop::kEventsMax:
      return "stopped: too many events";
    case sim::Stop::kZeroDelayLoop:
      return "stopped: too many events at one instant";
  }
  return "";
}

std::string EndOf(const sim::RunSummary& summary) {
  return absl::StrFormat("%s at t=%d.%09d after %d events", StopName(summary.stop).data(),
                         summary.end.nanos() / kNanosPerSecond,
                         summary.end.nanos() % kNanosPerSecond, summary.events);
}

}  // namespace

void Checker::Add(const sim::Scenario& scenario, const Checked& checked, Tally& tally) {
  const sim::RunSummary& summary = checked.summary;
  tally.set_runs(tally.runs() + 1);
  tally.set_virtual_ms(tally.virtual_ms() + summary.end.nanos() / kNanosPerMillisecond);
  tally.set_events(tally.events() + summary.events);
  tally.set_connections(tally.connections() + summary.connections);
  tally.set_lines_to_server(tally.lines_to_server() + summary.lines_to_server);
  tally.set_lines_to_clients(tally.lines_to_clients() + summary.lines_to_clients);
  tally.set_faults(tally.faults() + static_cast<uint64_t>(scenario.fault_size()));
  tally.set_effective_faults(tally.effective_faults() + summary.effective_faults.size());
  for (const uint32_t cell : checked.cells) {
    if (cells_.insert(cell).second) tally.add_new_cell(cell);
  }
}

void Checker::Run(const sim::Scenario& scenario, const props::CheckOptions& options, Done& done) {
  absl::StatusOr<Checked> checked = props::Check(scenario, laws_, options, trial_);
  if (!checked.ok()) {
    done.set_refused(std::string(checked.status().message()));
    return;
  }
  Add(scenario, *checked, *done.mutable_tally());
  if (checked->finding) *done.mutable_breach() = BreachOf(scenario, *checked);
  done.set_trace_hash(checked->trace_hash.Hex());
  done.set_transcript(std::move(checked->transcript));
  done.set_end(EndOf(checked->summary));
}

Done Checker::DoSeeds(const Seeds& seeds, absl::FunctionRef<void(uint64_t seed)> begin) {
  const auto profile = static_cast<props::Profile>(seeds.profile());
  Done done;
  for (uint32_t i = 0; i < seeds.count(); ++i) {
    const uint64_t seed = seeds.first() + i;
    begin(seed);
    Run(trial_.generate(seed, profile), {}, done);
    if (done.has_breach() || !done.refused().empty()) break;
  }
  return done;
}

Done Checker::DoSingle(const Single& single, absl::FunctionRef<void(uint64_t seed)> begin) {
  props::CheckOptions options;
  options.transcript = single.transcript();
  if (single.until_ns() != 0) options.until = Instant::FromNanos(single.until_ns());
  Done done;
  sim::Scenario scenario;
  if (!scenario.ParseFromString(single.scenario())) {
    done.set_refused("the scenario cannot be parsed");
    return done;
  }
  begin(scenario.from().seed());
  Run(scenario, options, done);
  return done;
}

Done Checker::Do(const Job& job, absl::FunctionRef<void(uint64_t seed)> begin) {
  return job.has_seeds() ? DoSeeds(job.seeds(), begin) : DoSingle(job.single(), begin);
}

}  // namespace confab::tools
