#include "tools/museum/claims.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace confab::tools {
namespace {

constexpr uint64_t kMinuteUs = 60'000'000;
constexpr uint64_t kTieOfCoreTime = 10;  // one tenth
constexpr size_t kPercentAsked = 80;

using RowOf = std::map<std::string, const Row*>;  // by defect

RowOf Of(const std::vector<Row>& rows, const std::string& strategy) {
  RowOf found;
  for (const Row& row : rows) {
    if (row.strategy == strategy && row.measured > 0) found[row.defect->name] = &row;
  }
  return found;
}

using Pairs = std::vector<std::pair<const Row*, const Row*>>;

Pairs Both(const std::vector<Row>& rows, const std::string& first, const std::string& second) {
  const RowOf others = Of(rows, second);
  Pairs pairs;
  for (const auto& [defect, row] : Of(rows, first)) {
    const auto other = others.find(defect);
    if (other != others.end()) pairs.emplace_back(row, other->second);
  }
  return pairs;
}

struct Score {
  std::vector<std::string> better, tie, worse, unknown;

  size_t total() const { return better.size() + tie.size() + worse.size() + unknown.size(); }
};

Score Compare(const Pairs& pairs, Spread Row::*measure, uint64_t slack) {
  Score score;
  for (const auto& [mine, other] : pairs) {
    std::vector<std::string>* list = &score.unknown;
    switch (tools::Compare((mine->*measure).median, (other->*measure).median, slack)) {
      case Comparison::kLess:
        list = &score.better;
        break;
      case Comparison::kEqual:
        list = &score.tie;
        break;
      case Comparison::kMore:
        list = &score.worse;
        break;
      case Comparison::kUnknown:
        break;
    }
    list->push_back(mine->defect->name);
  }
  return score;
}

std::string Names(absl::string_view what, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  return absl::StrCat("    ", what, ": ", absl::StrJoin(names, " "), "\n");
}

// "by core time, the law named: 36 of 43 sooner, 2 ties, 5 later, 0 both given up"
std::string Line(absl::string_view measure, const Score& score) {
  return absl::StrCat("  ", measure, ": ", score.better.size(), " of ", score.total(), " sooner, ",
                      score.tie.size(), " ties, ", score.worse.size(), " later, ",
                      score.unknown.size(), " undecided\n");
}

void JudgeBeating(const std::vector<Row>& rows, Claims& claims) {
  const Pairs pairs = Both(rows, "novelty", "plain");
  if (pairs.empty()) {
    claims.text += "novelty against plain: not judged, for want of measurements of both\n";
    return;
  }
  const Score core = Compare(pairs, &Row::core_us, kTieOfCoreTime);
  const bool holds = core.better.size() * 100 >= kPercentAsked * core.total();
  claims.hold &= holds;
  absl::StrAppend(&claims.text, "novelty beats plain in median time to detection on ",
                  core.better.size(), " of ", core.total(), " (", kPercentAsked,
                  "% asked): ", holds ? "holds" : "FAILS", "\n");
  claims.text += Line("core time, the law named", core);
  claims.text +=
      Names("ties", core.tie) + Names("later", core.worse) + Names("undecided", core.unknown);
  claims.text += Line("runs, the law named", Compare(pairs, &Row::runs, 0));
  claims.text += Line("virtual time, the law named", Compare(pairs, &Row::virtual_ms, 0));
  claims.text += Line("core time, all laws", Compare(pairs, &Row::any_core_us, kTieOfCoreTime));
  claims.text += Line("runs, all laws", Compare(pairs, &Row::any_runs, 0));
}

bool FoundInTime(const Row& row) {
  return row.runs.exact == row.measured && row.slowest_us <= kMinuteUs;
}

// By one strategy or the other, but from every seed.
void JudgeFinding(const std::vector<Row>& rows, Claims& claims) {
  const RowOf novelty = Of(rows, "novelty");
  const RowOf swarm = Of(rows, "swarm");
  std::set<std::string> defects;
  for (const auto& [defect, row] : novelty) defects.insert(defect);
  for (const auto& [defect, row] : swarm) defects.insert(defect);
  std::vector<std::string> late;
  for (const std::string& defect : defects) {
    const auto by = [&](const RowOf& strategy) {
      const auto row = strategy.find(defect);
      return row != strategy.end() && FoundInTime(*row->second);
    };
    if (!by(novelty) && !by(swarm)) late.push_back(defect);
  }
  if (defects.empty()) {
    claims.text += "found within 60 s of one core: not judged, for want of measurements\n";
    return;
  }
  claims.hold &= late.empty();
  absl::StrAppend(&claims.text,
                  "found within 60 s of one core from every seed by novelty or swarm: ",
                  defects.size() - late.size(), " of ", defects.size(), ": ",
                  late.empty() ? "holds" : "FAILS", "\n");
  claims.text += Names("not", late);
}

}  // namespace

Claims Judge(const std::vector<Row>& rows) {
  Claims claims;
  JudgeBeating(rows, claims);
  JudgeFinding(rows, claims);
  return claims;
}

}  // namespace confab::tools
