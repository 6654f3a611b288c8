// The median of a few measurements, some of which are known to be "at least so much" only.
//
//   const Spread spread = SpreadOf({{12}, {7}, {5'000, /*at_least=*/true}, ...});
//   spread.median;                        // the middle one, the lower of two
//   if (spread.has_interval) Print(spread.low, spread.high);        // 95% or more
//
// Invariants: integers only. The interval is that of order statistics (the sign test's): it assumes
// nothing of the distribution, and needs at least 6 samples. A figure is exact only if no sample
// that was given up is below it; else it is a lower bound, and says so.

#ifndef CONFAB_TOOLS_MUSEUM_STATISTICS_H_
#define CONFAB_TOOLS_MUSEUM_STATISTICS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace confab::tools {

inline constexpr size_t kSamplesMax = 60;  // what 64 bits can count the outcomes of

struct Figure {
  uint64_t value = 0;
  bool at_least = false;  // given up at `value`
  friend bool operator==(const Figure&, const Figure&) = default;
};

struct Spread {
  size_t total = 0;
  size_t exact = 0;  // those not given up
  Figure median;
  bool has_interval = false;
  Figure low, high;
};

// From 1 to kSamplesMax samples.
Spread SpreadOf(std::vector<Figure> samples);

// Which sample, counted from 1 in ascending order, is the lower end of a 95% interval of the
// median; the upper end is as far from the other end. 0 if there are too few samples.
size_t LowerRank(size_t samples);

enum class Comparison : uint8_t { kLess, kEqual, kMore, kUnknown };

// Whether `a` is less than `b`. Figures that differ by less than `b / slack` are equal; 0: none do.
Comparison Compare(const Figure& a, const Figure& b, uint64_t slack);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_STATISTICS_H_
