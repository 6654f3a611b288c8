// How an explorer comes by its scenarios.
//
//   const std::optional<Strategy> strategy = ParseStrategy("novelty");
//   ExploreSession session(*strategy, /*seed=*/7, Profile::kMixed);      // session.h
//   RunsPerSeed(*strategy);                                       // 256: one session of them
//
// Invariant: names are stable, they stand in reports and in kept scenarios.

#ifndef CONFAB_PROPS_EXPLORE_STRATEGY_H_
#define CONFAB_PROPS_EXPLORE_STRATEGY_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace confab::props {

enum class Strategy : uint8_t {
  kPlain,    // what RapidCheck's generators alone give: the baseline
  kSwarm,    // settings, stories and weather drawn anew for each run
  kNovelty,  // swarm, and variations of the runs that showed something new
};
inline constexpr int kStrategyCount = 3;

// All of them, in the order of the enumeration.
std::array<Strategy, kStrategyCount> AllStrategies();

std::string_view StrategyName(Strategy strategy);

// The strategy of that name, or nothing.
std::optional<Strategy> ParseStrategy(std::string_view name);

// How many runs a session has; where it is 1 a scenario is a pure function of its seed.
uint32_t RunsPerSeed(Strategy strategy);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_STRATEGY_H_
