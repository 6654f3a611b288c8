#include "tools/confab/checker.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "props/explore/sight.h"
#include "props/explore/strategy.h"
#include "props/explore/trunk.h"
#include "props/gen/faults.h"
#include "props/gen/profile.h"
#include "props/laws/run.h"
#include "sim/simulation.h"
#include "tools/confab/prover.h"

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
  breach.set_scenario(scenario.SerializeAsString());
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

// The tally of a kind.
FaultTally& TallyOf(const sim::Fault& fault, Tally& tally) {
  while (tally.faults_size() < static_cast<int>(props::kFaultKinds.size())) tally.add_faults();
  return *tally.mutable_faults(static_cast<int>(props::PlaceOf(fault.kind_case())));
}

void AddFaults(const sim::Scenario& scenario, const sim::RunSummary& summary, Tally& tally) {
  const auto& effective = summary.effective_faults;
  for (const sim::Fault& fault : scenario.fault()) {
    if (Instant::FromNanos(fault.from_ns()) > summary.end) continue;
    FaultTally& of_kind = TallyOf(fault, tally);
    of_kind.set_applied(of_kind.applied() + 1);
    const bool told = std::binary_search(effective.begin(), effective.end(), fault.id());
    of_kind.set_effective(of_kind.effective() + (told ? 1 : 0));
  }
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
  AddFaults(scenario, summary, tally);
  for (const uint32_t cell : checked.cells) {
    if (cells_.insert(cell).second) tally.add_new_cell(cell);
  }
}

void Checker::Judge(props::Run& run, Done& done) {
  const sim::Scenario& scenario = run.scenario();
  Checked checked = run.Finish();
  Add(scenario, checked, *done.mutable_tally());
  if (checked.finding) *done.mutable_breach() = BreachOf(scenario, checked);
  done.set_trace_hash(checked.trace_hash.Hex());
  done.set_transcript(std::move(checked.transcript));
  done.set_end(EndOf(checked.summary));
}

bool Checker::DoSession(props::ExploreSession& session, const Seeds& seeds, uint64_t seed,
                        Begin begin, Done& done) {
  props::Sight sight;
  const props::Lookout lookout = {session.learns() ? &sight : nullptr,
                                  seeds.probes() ? &probes_ : nullptr};
  props::Trunk trunk(laws_, trial_);
  while (!session.IsOver() && session.runs() < seeds.runs()) {
    const sim::Scenario& scenario = session.Next();
    begin({seed, session.runs(), session.learns() ? &scenario : nullptr});
    const auto start = trunk.StartOf(scenario, session.parting(), lookout);
    if (!start.ok()) done.set_refused(std::string(start.status().message()));
    if (start.ok()) Judge(*start->run, done);
    if (done.has_breach()) done.mutable_breach()->set_ordinal(session.runs());
    if (done.has_breach() || !done.refused().empty()) return false;
    session.Learn(sight);
  }
  return true;
}

// Those reached since it was last told.
void Checker::TellProbes(Tally& tally) {
  const props::ProbeSet news = probes_ & ~probes_told_;
  probes_told_ = probes_;
  for (size_t i = 0; i < news.size(); ++i) {
    if (news.test(i)) tally.add_new_probe(static_cast<uint32_t>(i));
  }
}

Done Checker::DoSeeds(const Seeds& seeds, Begin begin) {
  const auto strategy = static_cast<props::Strategy>(seeds.strategy());
  const auto profile = static_cast<props::Profile>(seeds.profile());
  Done done;
  for (uint32_t i = 0; i < seeds.count(); ++i) {
    const uint64_t seed = seeds.first() + i;
    props::ExploreSession session(strategy, seed, profile, trial_.generate);
    if (!DoSession(session, seeds, seed, begin, done)) break;
  }
  TellProbes(*done.mutable_tally());
  return done;
}

Done Checker::DoSingle(const Single& single, Begin begin) {
  props::CheckOptions options;
  options.transcript = single.transcript();
  if (single.until_ns() != 0) options.until = Instant::FromNanos(single.until_ns());
  Done done;
  sim::Scenario scenario;
  if (!scenario.ParseFromString(single.scenario())) {
    done.set_refused("the scenario cannot be parsed");
    return done;
  }
  begin({scenario.from().seed(), 1, nullptr});
  const auto run = props::Run::Create(scenario, laws_, options, trial_);
  if (!run.ok()) done.set_refused(std::string(run.status().message()));
  if (run.ok()) Judge(**run, done);
  return done;
}

Done Checker::Do(const Job& job, Begin begin) {
  if (job.has_proving()) return Prove(job.proving(), laws_, trial_, begin);
  return job.has_seeds() ? DoSeeds(job.seeds(), begin) : DoSingle(job.single(), begin);
}

}  // namespace confab::tools
