// Mutants that no law can kill, because they change nothing that is promised; with the reason.
//
//   const absl::StatusOr<Equivalents> known = Equivalents::Read(text);
//   if (const std::string* why = known->ReasonOf(mutant)) ...
//   for (const std::string& stale : known->Stale(mutants)) ...     // the source has changed
//
// The file has a block of lines per reason: `because: REASON`, then a key (Mutant::Key) a line.
// Lines that begin with # and empty lines are for readers.

#ifndef CONFAB_TOOLS_MUTATE_EQUIVALENTS_H_
#define CONFAB_TOOLS_MUTATE_EQUIVALENTS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/mutate/mutation.h"

namespace confab::mutate {

class Equivalents {
 public:
  static absl::StatusOr<Equivalents> Read(std::string_view text);

  size_t size() const { return reasons_.size(); }
  // Null if it is not explained.
  const std::string* ReasonOf(const Mutant& mutant) const;
  // Keys that are no mutant's.
  std::vector<std::string> Stale(const std::vector<Mutant>& mutants) const;

 private:
  std::map<std::string, std::string> reasons_;  // by key
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_EQUIVALENTS_H_
