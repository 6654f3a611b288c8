#include "tools/examples/shell_clock.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "absl/time/clock.h"

namespace confab {

Moment ShellClock::Now() const {
  const Duration since_start = std::chrono::steady_clock::now() - start_;
  return Moment{Instant::FromNanos(since_start.count()), absl::Now()};
}

int PollTimeout(Instant now, Instant until) {
  if (until == Instant::Never()) return -1;
  if (until <= now) return 0;
  const int64_t millis = ((until - now).count() - 1) / 1'000'000 + 1;
  // Longer than poll can sleep (24 days): it wakes for nothing and sleeps on.
  return static_cast<int>(std::min<int64_t>(millis, std::numeric_limits<int>::max()));
}

}  // namespace confab
