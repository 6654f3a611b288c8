// What sharing prefixes by snapshots saves against executing every run from the start.
#include <cstdint>
#include <string>

#include "benchmark/benchmark.h"
#include "props/exhaustive/search.h"
#include "props/exhaustive/world.h"
#include "props/exhaustive/worlds.h"
#include "props/laws/check.h"

namespace confab::props {
namespace {

// One world whole; the second argument is whether prefixes are shared, the third whether reduced.
void ProveWorld(benchmark::State& state) {
  const World world = WorldOf(Library()[static_cast<size_t>(state.range(0))]);
  uint64_t executed = 0;
  for (auto _ : state) {
    SearchOptions options;
    options.laws = LawsByDefault();
    options.share_prefixes = state.range(1) == 1;
    options.reduction = state.range(2) == 1 ? Reduction::kStates : Reduction::kNone;
    Search search(world, options);
    while (search.Next() != nullptr) {
    }
    executed += search.counts().executed;
  }
  state.SetLabel(world.name);
  state.SetItemsProcessed(static_cast<int64_t>(executed));
}
// one-nick-amid-auth, one-channel, keepalive, two-readers.
BENCHMARK(ProveWorld)
    ->ArgsProduct({{1, 3, 5, 7}, {0, 1}, {1}})
    ->Args({3, 0, 0})
    ->Args({3, 1, 0})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace confab::props
