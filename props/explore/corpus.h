// The scenarios of a session that showed something new, and how much more is hoped of each.
//
//   Corpus corpus;
//   corpus.Learn(scenario, sight, parent);            // kept if it has a new feature
//   const std::optional<size_t> parent = corpus.Pick(random);
//   Vary(random, corpus.entry(*parent), ...);
//
// Invariants: at most kCorpusEntriesMax entries; when full the one of the least energy makes room.
// What is picked depends on what was learned and drawn alone.

#ifndef CONFAB_PROPS_EXPLORE_CORPUS_H_
#define CONFAB_PROPS_EXPLORE_CORPUS_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "props/explore/sight.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

inline constexpr size_t kCorpusEntriesMax = 48;

class Corpus {
 public:
  struct Entry {
    sim::Scenario scenario;
    std::vector<Occasion> occasions;
    uint64_t energy = 0;  // > 0
    uint64_t serial = 0;  // in the order of learning, from 1
  };

  // When the run showed something new for the last time, if it did; then it is kept, and the entry
  // of serial `parent`, which it is a variation of, gains by it and else loses. 0: it has no
  // parent.
  std::optional<int64_t> Learn(const sim::Scenario& scenario, const Sight& sight, uint64_t parent);

  size_t size() const { return entries_.size(); }
  const Entry& entry(size_t index) const { return entries_[index]; }
  uint64_t last_serial() const { return last_serial_; }  // of what was kept last
  size_t features() const { return seen_.count(); }

  // An index drawn in proportion to energy; nothing while the corpus is empty.
  std::optional<size_t> Pick(Random& random) const;

 private:
  struct News {
    uint64_t count = 0;  // features not seen before
    int64_t last_at_ns = 0;
  };

  News TakeNew(const Sight& sight);
  void Reward(uint64_t parent, uint64_t news);
  void Keep(Entry entry);

  std::vector<Entry> entries_;
  std::bitset<kFeatureCount> seen_;
  uint64_t last_serial_ = 0;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXPLORE_CORPUS_H_
