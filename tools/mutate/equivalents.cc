#include "tools/mutate/equivalents.h"

#include <set>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace confab::mutate {

absl::StatusOr<Equivalents> Equivalents::Read(std::string_view text) {
  constexpr absl::string_view kBecause = "because: ";
  Equivalents equivalents;
  std::string reason;
  const absl::string_view all(text.data(), text.size());
  for (const absl::string_view line : absl::StrSplit(all, '\n', absl::SkipEmpty())) {
    if (line[0] == '#') continue;
    if (absl::StartsWith(line, kBecause)) {
      reason = std::string(line.substr(kBecause.size()));
      continue;
    }
    if (reason.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("say 'because: ...' above: ", line));
    }
    if (!equivalents.reasons_.emplace(std::string(line), reason).second) {
      return absl::InvalidArgumentError(absl::StrCat("explained twice: ", line));
    }
  }
  return equivalents;
}

const std::string* Equivalents::ReasonOf(const Mutant& mutant) const {
  const auto found = reasons_.find(mutant.Key());
  return found == reasons_.end() ? nullptr : &found->second;
}

std::vector<std::string> Equivalents::Stale(const std::vector<Mutant>& mutants) const {
  std::set<std::string> keys;
  for (const Mutant& mutant : mutants) keys.insert(mutant.Key());
  std::vector<std::string> stale;
  for (const auto& [key, reason] : reasons_) {
    if (keys.count(key) == 0) stale.push_back(key);
  }
  return stale;
}

}  // namespace confab::mutate
