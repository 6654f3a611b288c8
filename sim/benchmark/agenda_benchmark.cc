// Events per second with a steady number pending: each event pushes its successor ("hold model").

#include <benchmark/benchmark.h>

#include <cstdint>

#include "sim/agenda.h"

namespace confab::sim {
namespace {

void Hold(benchmark::State& state) {
  Agenda agenda(/*tie_permutation=*/0);
  Random dice(7);
  for (int64_t i = 0; i < state.range(0); ++i) {
    agenda.Push(Instant::FromNanos(dice.Between(0, 1'000'000)), Phase::kDelivery, 1, {0, 0, 0});
  }
  for (auto _ : state) {
    const Event event = agenda.Pop();
    const int64_t at = event.key.at().nanos() + static_cast<int64_t>(dice.Next() >> 44);
    agenda.Push(Instant::FromNanos(at), Phase::kDelivery, 1, event.matter);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Hold)->Arg(100)->Arg(10'000)->Arg(1'000'000);

}  // namespace
}  // namespace confab::sim
