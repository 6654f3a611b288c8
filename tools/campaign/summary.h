// What the lines of a campaign come to, however many machines wrote them.
//
//   const Summary summary = Summarize(*ParseResults(text));
//   Print(SummaryInWords(summary));
//
// Invariants: the sums do not depend on the order of the lines; failures are told apart by law and
// rule, and each is shown by its lowest seed that has a scenario.

#ifndef CONFAB_TOOLS_CAMPAIGN_SUMMARY_H_
#define CONFAB_TOOLS_CAMPAIGN_SUMMARY_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/campaign/results.pb.h"

namespace confab::tools {

struct FailureKind {
  uint64_t seeds = 0;  // that failed so
  FailureLine example;
};

struct Summary {
  std::vector<ResultLine> lines;  // by start, then by seed
  std::set<std::string> commits, strategies, profiles;
  uint64_t runs = 0;
  uint64_t events = 0;
  uint64_t connections = 0;
  uint64_t faults = 0;
  uint64_t effective_faults = 0;
  int64_t virtual_ms = 0;
  int64_t busy_ms = 0;       // of all chunks, added
  int64_t elapsed_ms = 0;    // from the first start to the last end
  uint64_t seeds_twice = 0;  // chunks whose first seed another chunk covers as well
  std::set<uint32_t> cells;
  std::set<std::string> probes;                                         // reached
  std::map<std::pair<std::string, std::string>, FailureKind> failures;  // by law and rule
};

Summary Summarize(std::vector<ResultLine> lines);

std::string SummaryInWords(const Summary& summary);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CAMPAIGN_SUMMARY_H_
