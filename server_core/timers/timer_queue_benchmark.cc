// What keepalive costs: one Move and one NextDeadline for each received message.

#include <chrono>
#include <cstdint>
#include <vector>

#include "benchmark/benchmark.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/random.h"
#include "server_core/timers/timer_queue.h"

namespace confab {
namespace {

constexpr Duration kProbeAfter = std::chrono::seconds(240);
constexpr Duration kBetween = std::chrono::microseconds(10);

struct Links {
  explicit Links(int64_t count) {
    for (int64_t i = 0; i < count; ++i) {
      now = now + kBetween;
      handles.push_back(timers.Add(TimerKind::kKeepalive, LinkId{static_cast<uint64_t>(i + 1)},
                                   now + kProbeAfter));
    }
  }

  void Receive(uint64_t link) {
    now = now + kBetween;
    timers.Move(handles[link], now + kProbeAfter);
    benchmark::DoNotOptimize(timers.NextDeadline());
  }

  Instant now;
  TimerQueue timers;
  std::vector<TimerHandle> handles;
};

void BM_MessagesOfRandomLinks(benchmark::State& state) {
  Links links(state.range(0));
  Random random{/*seed=*/1};
  for (auto _ : state) links.Receive(random.Below(links.handles.size()));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_MessagesOfRandomLinks)->Arg(1000)->Arg(10'000);

// The worst order for the lazy heap: whoever is silent longest speaks next.
void BM_MessagesInTurn(benchmark::State& state) {
  Links links(state.range(0));
  uint64_t link = 0;
  for (auto _ : state) {
    links.Receive(link);
    if (++link == links.handles.size()) link = 0;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_MessagesInTurn)->Arg(1000)->Arg(10'000);

void BM_LogOnAndOff(benchmark::State& state) {
  Links links(state.range(0));
  uint64_t next = 1'000'000;
  for (auto _ : state) {
    links.now = links.now + kBetween;
    links.timers.Remove(links.timers.Add(TimerKind::kRegistration, LinkId{++next},
                                         links.now + std::chrono::seconds(60)));
    benchmark::DoNotOptimize(links.timers.NextDeadline());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_LogOnAndOff)->Arg(10'000);

void BM_EveryTimerFires(benchmark::State& state) {
  for (auto _ : state) {
    Links links(state.range(0));
    while (links.timers.PopExpired(Instant::Never())) continue;
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_EveryTimerFires)->Arg(10'000);

}  // namespace
}  // namespace confab
