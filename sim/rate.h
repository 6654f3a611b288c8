// How long so many bytes take at so many bytes per second, in whole nanoseconds, rounded up.
//
//   TimeFor(3, 2) == Duration(1'500'000'000)
//
// Invariants: exact integer arithmetic; saturates far beyond every scenario's end.

#ifndef CONFAB_SIM_RATE_H_
#define CONFAB_SIM_RATE_H_

#include <cstdint>

#include "server_core/api/moment.h"

namespace confab::sim {

constexpr Duration TimeFor(uint64_t bytes, int64_t bytes_per_second) {
  const auto rate = static_cast<unsigned __int128>(bytes_per_second);
  const unsigned __int128 nanos = static_cast<unsigned __int128>(bytes) * 1'000'000'000u;
  const unsigned __int128 span = (nanos + rate - 1) / rate;
  constexpr int64_t kLongest = 4'000'000'000'000'000'000;
  return Duration(span > static_cast<unsigned __int128>(kLongest) ? kLongest
                                                                  : static_cast<int64_t>(span));
}

}  // namespace confab::sim

#endif  // CONFAB_SIM_RATE_H_
