#include "server_core/rules/allowance.h"

#include <algorithm>
#include <cstdint>

namespace confab {

// (now + burst * cost - tat) / cost, without the product that could overflow: rounding the quotient
// down is rounding what is taken off it up.
Grant JudgeInput(const Config& config, Instant tat, Instant now, size_t bytes) {
  const int64_t cost_ns = 1'000'000'000 / config.input_bytes_per_second_max;
  const Instant from = std::max(tat, now);
  const int64_t ahead_ns = (from - now).count();
  const int64_t owed = ahead_ns / cost_ns + (ahead_ns % cost_ns != 0 ? 1 : 0);
  const int64_t room = std::max<int64_t>(config.input_burst_bytes_max - owed, 0);
  const int64_t granted = std::min(room, static_cast<int64_t>(bytes));
  return {static_cast<size_t>(granted), from + Duration(granted * cost_ns)};
}

}  // namespace confab
