// Scenario after scenario by one strategy from one seed, each drawn with what the earlier ones
// showed.
//
//   ExploreSession session(Strategy::kNovelty, /*seed=*/7, Profile::kMixed);
//   while (!session.IsOver()) {
//     const sim::Scenario& scenario = session.Next();
//     session.Learn(SightOf(scenario));               // if session.learns()
//   }
//
// Invariants: what comes depends on strategy, seed, profile and the sights alone, and a sight on
// its scenario alone: so the n-th scenario of a session is the same everywhere, and the sessions of
// two seeds have nothing to do with each other.

#ifndef CONFAB_PROPS_EXPLORE_SESSION_H_
#define CONFAB_PROPS_EXPLORE_SESSION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "props/explore/corpus.h"
#include "props/explore/sight.h"
#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// A scenario of a session fits so many bytes serialized.
inline constexpr size_t kScenarioBytesMax = 1u << 20;

// So many scenarios of a session part from one run just before it showed something new.
inline constexpr uint32_t kBranchesPerMomentMax = 4;

// Of a branch: what happens before that moment is what happens in a run of the stem. The branches
// of one moment have the same stem.
struct Parting {
  std::shared_ptr<const sim::Scenario> stem;
  int64_t at_ns = 0;
};

// Where fresh scenarios come from.
using Generate = sim::Scenario (*)(uint64_t seed, Profile profile);

class ExploreSession {
 public:
  ExploreSession(Strategy strategy, uint64_t seed, Profile profile,
                 Generate generate = GenerateScenario);

  bool IsOver() const { return runs_ >= RunsPerSeed(strategy_); }
  // Valid until the next call.
  const sim::Scenario& Next();
  // Where the last one parts from others, if it does.
  const std::optional<Parting>& parting() const { return parting_; }
  // How many have come: the last one's ordinal, from 1.
  uint32_t runs() const { return runs_; }

  // Whether the sights of runs matter: where not, a scenario is a function of its seed.
  bool learns() const { return RunsPerSeed(strategy_) > 1; }
  void Learn(const Sight& sight);

  const Corpus& corpus() const { return corpus_; }

 private:
  // What branches part from, and how many more of them.
  struct Moment {
    Parting parting;
    std::vector<Occasion> occasions;
    uint64_t parent = 0;  // serial in the corpus of the stem
    uint32_t branches_left = 0;
  };

  sim::Scenario Draw();
  sim::Scenario DrawFresh();
  sim::Scenario DrawVariation();
  sim::Scenario DrawBranch();
  bool IsMoment(std::optional<int64_t> news_at_ns) const;
  void Stamp();

  Strategy strategy_;
  uint64_t seed_;
  Profile profile_;
  Generate generate_;
  Random random_;
  Corpus corpus_;
  sim::Scenario scenario_;
  uint64_t parent_ = 0;  // serial in the corpus of what scenario_ is a variation of
  uint32_t runs_ = 0;
  std::optional<Parting> parting_;
  Moment moment_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_SESSION_H_
