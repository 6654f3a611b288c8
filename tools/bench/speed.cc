#include "tools/bench/speed.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "server_core/api/check.h"
#include "server_core/api/random.h"
#include "server_core/server.h"
#include "sim/agenda.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/workload.h"
#include "tools/bench/cpu_time.h"

namespace confab::tools {
namespace {

constexpr int kTries = 3;

template <typename Measure>
double BestOf(Measure measure, bool more_is_better) {
  double best = measure();
  for (int i = 1; i < kTries; ++i) {
    const double next = measure();
    best = more_is_better ? std::max(best, next) : std::min(best, next);
  }
  return best;
}

sim::Script Compiled(const sim::Scenario& scenario) {
  absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  CONFAB_CHECK(script.ok());
  return *std::move(script);
}

sim::RunSummary RunOnce(const sim::Script& script) {
  const Moment start{Instant(), absl::FromUnixSeconds(script.epoch_unix_s)};
  auto server = ChatServer::Create(script.config, script.server_seed, start);
  CONFAB_CHECK(server.ok());
  const sim::RunSummary summary = sim::Simulation(script, **server).Run({});
  CONFAB_CHECK(summary.stop == sim::Stop::kFinished);
  return summary;
}

double HoldEventsPerSecond() {
  constexpr int64_t kPending = 10'000;
  constexpr int64_t kEvents = 10'000'000;
  sim::Agenda agenda(/*tie_permutation=*/0);
  Random random(7);
  for (int64_t i = 0; i < kPending; ++i) {
    const Instant at = Instant::FromNanos(random.Between(0, 1'000'000));
    agenda.Push(at, sim::Phase::kDelivery, 1, {0, 0, 0});
  }
  const double took_s = CpuSecondsOf([&] {
    for (int64_t i = 0; i < kEvents; ++i) {
      const sim::Event event = agenda.Pop();
      const int64_t at_ns = event.key.at().nanos() + static_cast<int64_t>(random.Next() >> 44);
      agenda.Push(Instant::FromNanos(at_ns), sim::Phase::kDelivery, 1, event.matter);
    }
  });
  return static_cast<double>(kEvents) / took_s;
}

// Scenarios whose runs have 50 to 150 events, as the generator draws them.
std::vector<sim::Scenario> SmallScenarios() {
  constexpr size_t kCount = 300;
  std::vector<sim::Scenario> small;
  for (uint64_t seed = 1; small.size() < kCount; ++seed) {
    sim::Scenario scenario = props::GenerateScenario(seed, props::Profile::kMixed);
    const uint64_t events = RunOnce(Compiled(scenario)).events;
    if (events >= 50 && events <= 150) small.push_back(std::move(scenario));
  }
  return small;
}

}  // namespace

double AgendaEventsPerSecond() { return BestOf(HoldEventsPerSecond, /*more_is_better=*/true); }

double SimLinesPerSecond() {
  const sim::Script script = Compiled(sim::ChatWorkload(1'000, 20, 50'000, 0));
  return BestOf(
      [&] {
        uint64_t lines = 0;
        const double took_s = CpuSecondsOf([&] {
          const sim::RunSummary summary = RunOnce(script);
          lines = summary.lines_to_server + summary.lines_to_clients;
        });
        return static_cast<double>(lines) / took_s;
      },
      /*more_is_better=*/true);
}

double ScenariosPerSecond() {
  const std::vector<sim::Scenario> scenarios = SmallScenarios();
  const std::vector<const props::Law*> laws = {props::FindLaw("lockstep")};
  return BestOf(
      [&] {
        const double took_s = CpuSecondsOf([&] {
          for (const sim::Scenario& scenario : scenarios) {
            CONFAB_CHECK(props::Check(scenario, laws, {}).ok());
          }
        });
        return static_cast<double>(scenarios.size()) / took_s;
      },
      /*more_is_better=*/true);
}

double StormSeconds() {
  const sim::Script script = Compiled(sim::StormWorkload(100'000, 10'000));
  return BestOf([&] { return CpuSecondsOf([&] { RunOnce(script); }); },
                /*more_is_better=*/false);
}

double IdleDaySeconds() {
  const sim::Script script = Compiled(sim::IdleDayWorkload(1'000));
  return BestOf([&] { return CpuSecondsOf([&] { RunOnce(script); }); },
                /*more_is_better=*/false);
}

}  // namespace confab::tools
