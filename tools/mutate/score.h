// What a hunt says in sum: per folder of the core, and the survivors by name.
//
//   Score score;
//   score.Add(mutant, &result, equivalents.ReasonOf(mutant));
//   out << score.Table() << score.Survivors();
//
// Invariants: a mutant counts once, as explained, or with its verdict. The score is what was killed
// of what is not explained; mutants that no run reaches count against it.

#ifndef CONFAB_TOOLS_MUTATE_SCORE_H_
#define CONFAB_TOOLS_MUTATE_SCORE_H_

#include <map>
#include <string>
#include <vector>

#include "tools/mutate/mutation.h"
#include "tools/mutate/result.pb.h"

namespace confab::mutate {

class Score {
 public:
  // `reason`: why it cannot be killed, or null.
  void Add(const Mutant& mutant, const Result& result, const std::string* reason);

  // A Markdown table.
  std::string Table() const;
  // "file:line:column: verdict: original -> mutated", a line each, in the order added.
  std::string Survivors() const;
  // Explained, and killed all the same: the explanation is wrong.
  const std::vector<std::string>& refuted() const { return refuted_; }
  bool IsFull() const { return survivors_.empty(); }

 private:
  struct Counts {
    int all = 0;
    int explained = 0;
    std::map<std::string, int> by_verdict;

    int Of(std::string_view verdict) const;
    int Killed() const;
    std::string Row(const std::string& name) const;
  };

  std::map<std::string, Counts> folders_;
  Counts total_;
  std::vector<std::string> survivors_;
  std::vector<std::string> refuted_;
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_SCORE_H_
