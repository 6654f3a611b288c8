// Runs every interleaving of a tiny world under the laws, each once up to states that cannot be
// told apart.
//
//   Search search(world, {.laws = LawsByDefault()});
//   while (const Ended* ended = search.Next()) {
//     if (ended->finding) Report(*ended->finding, ended->scenario);
//   }
//   search.counts().covered + search.counts().executed == search.counts().interleavings;
//
// Invariants: depth first, in the order of the movers, so the same search gives the same runs in
// the same order. What is executed is an ordinary scenario with absolute times. Without reduction
// every interleaving is executed. With it, a state met again (state.h) is not gone on from, and now
// and then it is all the same, every order of what is left, to see that nothing else comes of it.

#ifndef CONFAB_PROPS_EXHAUSTIVE_SEARCH_H_
#define CONFAB_PROPS_EXHAUSTIVE_SEARCH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "props/exhaustive/state.h"
#include "props/exhaustive/world.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/run.h"
#include "props/laws/trial.h"
#include "server_core/api/moment.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"

namespace confab::props {

enum class Reduction : uint8_t { kNone, kStates };

struct SearchOptions {
  std::vector<const Law*> laws;
  Reduction reduction = Reduction::kStates;
  // A state met again is gone on from in every order, once in so many times, if no more than so
  // many interleavings are left. 0: never.
  uint64_t recheck_one_in = 64;
  uint64_t recheck_left_max = 200;
  bool share_prefixes = true;  // by snapshots; else every run is from the start
  const Trial* trial = &ChatTrial();
  // Told of each scenario before it is run on, with the ordinal of the run from 1.
  std::function<void(const sim::Scenario& scenario, uint64_t ordinal)> begin;
};

struct SearchCounts {
  uint64_t interleavings = 0;   // of the world
  uint64_t executed = 0;        // to the end, or to a breach
  uint64_t covered = 0;         // not executed, because of a state met before or a breach before
  uint64_t states = 0;          // told apart
  uint64_t merged = 0;          // times that a state was met again
  uint64_t outcomes = 0;        // ends told apart
  uint64_t broken = 0;          // interleavings that break a law, of those executed and covered
  uint64_t rechecked = 0;       // states met again and gone on from all the same
  uint64_t rechecked_runs = 0;  // not in `executed`
  uint64_t differing = 0;       // ... that something else came of: the reduction was wrong

  // Nothing is left. The rest is what Next() would still give.
  bool complete() const { return executed + covered == interleavings; }
};

// One that has been executed: valid until the next call of Next.
struct Ended {
  sim::Scenario scenario;
  std::optional<Finding> finding;
};

class Search {
 public:
  // The world must outlive the search.
  Search(const World& world, SearchOptions options);

  // Executes the next one; null: there is none left.
  const Ended* Next();

  const SearchCounts& counts() const { return counts_; }
  // When nothing is left: a sum over all interleavings of a hash of how each ended; the same with
  // reduction and without, if the reduction is right.
  sim::Hash128 sum() const { return all_.sum; }

 private:
  // What comes of a state, over every order of what is left.
  struct Future {
    sim::Hash128 sum;
    uint64_t broken = 0;
  };
  // A moment between two moves.
  struct Place {
    std::unique_ptr<Run> run;
    History history;
    Instant at;
    std::vector<uint32_t> done;  // of each mover
  };
  struct Frame {
    std::unique_ptr<Place> place;
    std::pair<uint64_t, uint64_t> state;
    size_t next = 0;                 // mover
    Future future;                   // so far
    bool rechecking = false;         // in every order
    std::optional<Future> expected;  // of the first frame of a recheck
  };

  std::unique_ptr<Place> Start();
  std::unique_ptr<Place> Go(const Place& from, size_t mover);
  std::unique_ptr<Run> Reach(const Place& from, const sim::Scenario& scenario);
  void LetTimePass(Move::Kind kind, Place& place) const;
  void Settle(Place& place) const;
  void Begin(const sim::Scenario& scenario);

  const Ended* Enter(std::unique_ptr<Place> place);
  bool IsMetAgain(const Place& place, Frame& frame);
  const Ended* EndBroken(const Place& place, bool rechecking);
  const Ended* EndWhole(Frame& frame);
  const Ended* Told(sim::Scenario scenario, std::optional<Finding> finding);
  void Leave();
  void Count(sim::Hash128 outcome, uint64_t times, bool broken, bool rechecking);
  void Add(const Future& more);
  bool Rechecking() const { return !stack_.empty() && stack_.back().rechecking; }

  const World& world_;
  SearchOptions options_;
  SearchCounts counts_;
  Future all_;
  std::vector<Frame> stack_;
  absl::flat_hash_map<std::pair<uint64_t, uint64_t>, Future> known_;
  absl::flat_hash_set<std::pair<uint64_t, uint64_t>> outcomes_;
  Ended ended_;
  bool started_ = false;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXHAUSTIVE_SEARCH_H_
