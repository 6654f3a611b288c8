#include "tools/campaign/summary.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace confab::tools {
namespace {

void AddFailure(const FailureLine& failure, Summary& summary) {
  FailureKind& kind = summary.failures[{failure.law(), failure.rule()}];
  ++kind.seeds;
  const auto rank = [](const FailureLine& it) {
    return std::make_tuple(it.scenario().empty(), it.seed());
  };
  if (kind.seeds == 1 || rank(failure) < rank(kind.example)) kind.example = failure;
}

void AddLine(const ResultLine& line, Summary& summary) {
  summary.commits.insert(line.commit());
  summary.strategies.insert(line.strategy());
  summary.profiles.insert(line.profile());
  summary.runs += line.runs();
  summary.events += line.events();
  summary.connections += line.connections();
  summary.faults += line.faults();
  summary.effective_faults += line.effective_faults();
  summary.virtual_ms += line.virtual_ms();
  summary.busy_ms += line.wall_ms();
  summary.cells.insert(line.new_cells().begin(), line.new_cells().end());
  summary.probes.insert(line.new_probes().begin(), line.new_probes().end());
  for (const FailureLine& failure : line.failures()) AddFailure(failure, summary);
}

// Seeds that were given out twice: a campaign that counts them is smaller than it says.
uint64_t SeedsTwice(const std::vector<ResultLine>& lines) {
  using Key = std::tuple<std::string, std::string, std::string, uint64_t, uint64_t>;
  std::vector<Key> ranges;
  for (const ResultLine& line : lines) {
    ranges.emplace_back(line.commit(), line.strategy(), line.profile(), line.seed_first(),
                        line.seed_last());
  }
  std::sort(ranges.begin(), ranges.end());
  uint64_t twice = 0;
  for (size_t i = 1; i < ranges.size(); ++i) {
    const auto& [commit, strategy, profile, first, last] = ranges[i - 1];
    const bool alike =
        std::tie(commit, strategy, profile) ==
        std::tie(std::get<0>(ranges[i]), std::get<1>(ranges[i]), std::get<2>(ranges[i]));
    if (alike && std::get<3>(ranges[i]) <= last) ++twice;
  }
  return twice;
}

absl::string_view View(const std::string& text) { return text; }

std::string Duration(int64_t ms) {
  const int64_t s = ms / 1000;
  if (s < 3600) return absl::StrFormat("%dm %02d.%ds", s / 60, s % 60, ms / 100 % 10);
  if (s < 86'400) return absl::StrFormat("%dh %02dm", s / 3600, s / 60 % 60);
  return absl::StrFormat("%d days %dh", s / 86'400, s / 3600 % 24);
}

}  // namespace

Summary Summarize(std::vector<ResultLine> lines) {
  Summary summary;
  for (const ResultLine& line : lines) AddLine(line, summary);
  summary.seeds_twice = SeedsTwice(lines);
  std::sort(lines.begin(), lines.end(), [](const ResultLine& a, const ResultLine& b) {
    return std::make_tuple(a.started_unix_ms(), a.seed_first()) <
           std::make_tuple(b.started_unix_ms(), b.seed_first());
  });
  int64_t end = 0;
  for (const ResultLine& line : lines) end = std::max(end, line.started_unix_ms() + line.wall_ms());
  if (!lines.empty()) summary.elapsed_ms = end - lines.front().started_unix_ms();
  summary.lines = std::move(lines);
  return summary;
}

std::string SummaryInWords(const Summary& summary) {
  std::string out;
  const int64_t elapsed = std::max<int64_t>(1, summary.elapsed_ms);
  absl::StrAppendFormat(&out, "  runs      %d in %d chunks, in %s: %d/s\n", summary.runs,
                        summary.lines.size(), Duration(summary.elapsed_ms),
                        static_cast<int64_t>(summary.runs) * 1000 / elapsed);
  absl::StrAppendFormat(&out, "  drawn     strategy %s, profile %s, commit %s\n",
                        absl::StrJoin(summary.strategies, ", "),
                        absl::StrJoin(summary.profiles, ", "),
                        absl::StrJoin(summary.commits, ", "));
  absl::StrAppendFormat(&out, "  virtual   %s\n", Duration(summary.virtual_ms));
  absl::StrAppendFormat(&out, "  events    %d, with %d connections\n", summary.events,
                        summary.connections);
  absl::StrAppendFormat(&out, "  states    %d seen\n", summary.cells.size());
  absl::StrAppendFormat(&out, "  faults    %d, of which %d had an effect\n", summary.faults,
                        summary.effective_faults);
  if (summary.seeds_twice > 0) {
    absl::StrAppendFormat(&out, "  WARNING   %d chunks ran seeds that another ran, too\n",
                          summary.seeds_twice);
  }
  for (const auto& [key, kind] : summary.failures) {
    absl::StrAppend(&out, "BROKEN: ", View(key.first), " (rule ", View(key.second), ") by ",
                    kind.seeds, kind.seeds == 1 ? " seed" : " seeds", ", first ",
                    kind.example.seed(), "\n  ", kind.example.replay(), "\n");
  }
  return out;
}

}  // namespace confab::tools
