// What one run showed to an explorer: features to learn from, occasions to aim at.
//
//   Sight sight;
//   const std::unique_ptr<Observer> scout = MakeScout(run.wire(), {&sight});
//   run.Watch(scout.get());
//   run.Finish();
//   for (const Feature& feature : sight.features) ...
//
// Invariants: both depend on the run alone, not on the laws nor on earlier runs; features are
// unique, in the order of their first time; both lists are bounded.

#ifndef CONFAB_PROPS_EXPLORE_SIGHT_H_
#define CONFAB_PROPS_EXPLORE_SIGHT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "props/laws/wire_view.h"
#include "props/probes/probe.h"
#include "server_core/api/observer.h"

namespace confab::props {

// A feature is a number below this: protocol states, transitions and coincidences, hashed. With
// some thousands of them a new one is rarely mistaken for an old one.
inline constexpr uint32_t kFeatureCount = 1u << 16;

struct Feature {
  uint32_t number = 0;  // below kFeatureCount
  int64_t at_ns = 0;    // its first time in the run
};

// A moment at which a scenario can be made to differ.
struct Occasion {
  enum class Kind : uint8_t {
    kDeadline,  // the core promised to wake up then
    kRefused,   // 433
    kAsked,     // a question was asked
    kAnswered,  // ... and answered
    kHeard,     // bytes came
    kToldMuch,  // the link's send queue was higher than ever in this run
    kLoggedOn,
    kClosed,
  };
  Kind kind = Kind::kHeard;
  int64_t at_ns = 0;
  uint64_t link = 0;  // the id of the action that connected it; 0: no link in particular
};
inline constexpr size_t kOccasionsMax = 128;

struct Sight {
  std::vector<Feature> features;
  std::vector<Occasion> occasions;
};

// Where a scout writes what it sees; all of it outlives the scout.
struct Lookout {
  Sight* sight = nullptr;      // null: nobody learns from this run
  ProbeSet* probes = nullptr;  // those reached are added; null: nobody asks
};

// An observer of a run that looks; null if nobody wants to know.
std::unique_ptr<Observer> MakeScout(const WireView& wire, const Lookout& lookout);

// Between two steps: one that goes on at a copy of the run, with all that `scout` has seen so far.
// Null if `scout` does not look for sights, or `lookout` does not ask for them.
std::unique_ptr<Observer> CopyScout(const Observer* scout, const WireView& wire,
                                    const Lookout& lookout);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_SIGHT_H_
