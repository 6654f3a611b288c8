#include "props/explore/strategy.h"

#include "server_core/api/check.h"

namespace confab::props {
namespace {

// Long enough to learn in, short enough that the next seed starts afresh within a second.
constexpr uint32_t kSessionRuns = 256;

}  // namespace

std::array<Strategy, kStrategyCount> AllStrategies() {
  return {Strategy::kPlain, Strategy::kSwarm, Strategy::kNovelty};
}

std::string_view StrategyName(Strategy strategy) {
  constexpr std::array<std::string_view, kStrategyCount> kNames = {"plain", "swarm", "novelty"};
  const auto index = static_cast<size_t>(strategy);
  CONFAB_CHECK(index < kNames.size());
  return kNames[index];
}

std::optional<Strategy> ParseStrategy(std::string_view name) {
  for (const Strategy strategy : AllStrategies()) {
    if (StrategyName(strategy) == name) return strategy;
  }
  return std::nullopt;
}

uint32_t RunsPerSeed(Strategy strategy) {
  return strategy == Strategy::kNovelty ? kSessionRuns : 1;
}

}  // namespace confab::props
