#include "tools/museum/statistics.h"

#include <algorithm>

#include "server_core/api/check.h"

namespace confab::tools {
namespace {

// Given up at 7 is later than found at 7.
bool Earlier(const Figure& a, const Figure& b) {
  return a.value != b.value ? a.value < b.value : a.at_least < b.at_least;
}

// The sample of a rank counted from 1. One given up earlier may in truth be later than this.
Figure AtRank(const std::vector<Figure>& sorted, size_t rank) {
  Figure figure = sorted[rank - 1];
  for (size_t i = 0; i < rank; ++i) figure.at_least |= sorted[i].at_least;
  return figure;
}

}  // namespace

size_t LowerRank(size_t samples) {
  CONFAB_CHECK(samples <= kSamplesMax);
  constexpr uint64_t kOneInEachTail = 40;  // 2.5%
  const uint64_t outcomes_max = (uint64_t{1} << samples) / kOneInEachTail;
  uint64_t outcomes = 0;
  uint64_t ways = 1;  // of having `rank` samples below the median
  size_t rank = 0;
  while (outcomes + ways <= outcomes_max) {
    outcomes += ways;
    ways =
        static_cast<uint64_t>(static_cast<unsigned __int128>(ways) * (samples - rank) / (rank + 1));
    ++rank;
  }
  return rank;
}

Spread SpreadOf(std::vector<Figure> samples) {
  CONFAB_CHECK(!samples.empty());
  std::sort(samples.begin(), samples.end(), Earlier);
  Spread spread;
  spread.total = samples.size();
  for (const Figure& sample : samples) spread.exact += sample.at_least ? 0 : 1;
  spread.median = AtRank(samples, (samples.size() + 1) / 2);
  const size_t rank = LowerRank(samples.size());
  spread.has_interval = rank > 0;
  if (!spread.has_interval) return spread;
  spread.low = AtRank(samples, rank);
  spread.high = AtRank(samples, samples.size() + 1 - rank);
  return spread;
}

Comparison Compare(const Figure& a, const Figure& b, uint64_t slack) {
  const uint64_t apart = a.value < b.value ? b.value - a.value : a.value - b.value;
  const uint64_t equal_within = slack == 0 ? 0 : b.value / slack;
  if (a.at_least && b.at_least) return Comparison::kUnknown;
  if (a.at_least) return a.value >= b.value ? Comparison::kMore : Comparison::kUnknown;
  if (b.at_least) return a.value <= b.value ? Comparison::kLess : Comparison::kUnknown;
  if (apart <= equal_within) return Comparison::kEqual;
  return a.value < b.value ? Comparison::kLess : Comparison::kMore;
}

}  // namespace confab::tools
