#include "tools/mutate/score.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/mutate/results.h"

namespace confab::mutate {
namespace {

std::string FolderOf(const std::string& file) { return file.substr(0, file.rfind('/')); }

}  // namespace

int Score::Counts::Of(std::string_view verdict) const {
  const auto found = by_verdict.find(std::string(verdict));
  return found == by_verdict.end() ? 0 : found->second;
}

int Score::Counts::Killed() const { return Of(kKilled) + Of(kCrash) + Of(kHang); }

std::string Score::Counts::Row(const std::string& name) const {
  const int wanted = all - explained;
  const int per_mille = wanted == 0 ? 1000 : Killed() * 1000 / wanted;
  return absl::StrFormat("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d.%d %% |\n", name, all,
                         Of(kKilled), Of(kCrash), Of(kHang), explained, Of(kSurvived), Of(kIdle),
                         Of(kUnreached), per_mille / 10, per_mille % 10);
}

void Score::Add(const Mutant& mutant, const Result& result, const std::string* reason) {
  const bool killed = IsKill(result.verdict());
  if (reason != nullptr && killed) {
    refuted_.push_back(absl::StrCat(mutant.Key(), ": killed by ", result.by()));
  }
  const bool explained = reason != nullptr && !killed;
  for (Counts* counts : {&folders_[FolderOf(mutant.file)], &total_}) {
    ++counts->all;
    if (explained) {
      ++counts->explained;
    } else {
      ++counts->by_verdict[result.verdict()];
    }
  }
  if (killed || explained) return;
  survivors_.push_back(absl::StrCat(mutant.Place(), ": ", result.verdict(), ": ", mutant.original,
                                    " -> ", mutant.mutated.empty() ? "(left out)" : mutant.mutated,
                                    "   [", mutant.function, "]\n"));
}

std::string Score::Table() const {
  std::string table =
      "| Folder | Mutants | Killed by a law | Crash | Hang | Explained | Survived | Idle | "
      "Unreached | Score |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [folder, counts] : folders_) {
    table += counts.Row(absl::StrCat("`", folder, "`"));
  }
  return table + total_.Row("all");
}

std::string Score::Survivors() const { return absl::StrJoin(survivors_, ""); }

}  // namespace confab::mutate
