// Time as an argument: the core never asks what time it is, it is told.
//
//   const Moment now{Instant::FromNanos(5), absl::UnixEpoch()};
//   const Instant deadline = now.mono + std::chrono::seconds(240);
//   if (deadline <= later.mono) ...
//
// Invariants: `mono` never goes back between two calls of one subject; `wall` may jump both ways
// and reaches nothing but text shown to people (RPL_CREATED, sign-on and topic times).

#ifndef CONFAB_SERVER_CORE_API_MOMENT_H_
#define CONFAB_SERVER_CORE_API_MOMENT_H_

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>

#include "absl/time/time.h"

namespace confab {

// A span of monotonic time in whole nanoseconds; the type of every duration in Config.
using Duration = std::chrono::nanoseconds;

// A monotonic point in time: nanoseconds since the subject's start, in [0, Never()].
class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant FromNanos(int64_t nanos) { return Instant(nanos); }
  // Later than every instant that can come: "no deadline".
  static constexpr Instant Never() { return Instant(std::numeric_limits<int64_t>::max()); }

  constexpr int64_t nanos() const { return nanos_; }

  // Saturates at Never(), so a deadline far away stays a deadline.
  friend constexpr Instant operator+(Instant at, Duration span) {
    const int64_t room = std::numeric_limits<int64_t>::max() - at.nanos_;
    return span.count() >= room ? Never() : Instant(at.nanos_ + span.count());
  }
  friend constexpr Duration operator-(Instant to, Instant from) {
    return Duration(to.nanos_ - from.nanos_);
  }
  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  explicit constexpr Instant(int64_t nanos) : nanos_(nanos) {}

  int64_t nanos_ = 0;
};

// What the shell's clocks say at one call of Subject::Advance.
struct Moment {
  Instant mono;
  absl::Time wall;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_MOMENT_H_
