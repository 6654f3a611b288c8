// Core and simulator together, without a reference: virtual work per second of real time.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>

#include "server_core/api/moment.h"
#include "server_core/server.h"
#include "sim/clock.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/trace.h"
#include "sim/workload.h"

namespace confab::sim {
namespace {

RunSummary RunOnce(const Script& script, const RunOptions& options) {
  const Clock clock(script.epoch_unix_s);
  auto server = ChatServer::Create(script.config, script.server_seed, clock.now());
  return Simulation(script, **server).Run(options);
}

void Run(benchmark::State& state, const Scenario& scenario, bool traced) {
  const absl::StatusOr<Script> script = Compile(scenario);
  uint64_t lines = 0;
  uint64_t steps = 0;
  for (auto _ : state) {
    Trace trace;
    const RunSummary summary = RunOnce(*script, {.trace = traced ? &trace : nullptr});
    if (summary.stop != Stop::kFinished) state.SkipWithError("did not finish");
    lines += summary.lines_to_server + summary.lines_to_clients;
    steps += summary.steps;
  }
  const auto per_second = benchmark::Counter::kIsRate;
  state.counters["lines_per_s"] = benchmark::Counter(static_cast<double>(lines), per_second);
  state.counters["steps_per_s"] = benchmark::Counter(static_cast<double>(steps), per_second);
  state.counters["lines"] = static_cast<double>(lines) / static_cast<double>(state.iterations());
}

// Arguments: members per channel, latency in microseconds, with a trace.
void Chat(benchmark::State& state) {
  Run(state,
      ChatWorkload(1'000, static_cast<uint32_t>(state.range(0)), 20'000, state.range(1) * 1'000),
      state.range(2) != 0);
}
BENCHMARK(Chat)
    ->Args({2, 0, 0})
    ->Args({20, 0, 0})
    ->Args({20, 1'000, 0})
    ->Args({20, 1'000, 1})
    ->Unit(benchmark::kMillisecond);

void Storm100k(benchmark::State& state) { Run(state, StormWorkload(100'000, 10'000), false); }
BENCHMARK(Storm100k)->Unit(benchmark::kMillisecond)->Iterations(1);

void IdleDay1000(benchmark::State& state) { Run(state, IdleDayWorkload(1'000), false); }
BENCHMARK(IdleDay1000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace confab::sim
