// The two clocks of a run: a monotonic one that the agenda moves, and a wall clock that may jump.
//
//   Clock clock(/*epoch_unix_s=*/1'700'000'000);
//   clock.AdvanceTo(Instant::FromNanos(5));
//   clock.StepWall(std::chrono::hours(-1));
//   subject.Advance(clock.now(), input);
//
// Invariants: mono never goes back; a jump of the wall clock stays for good and moves nothing else.

#ifndef CONFAB_SIM_CLOCK_H_
#define CONFAB_SIM_CLOCK_H_

#include <cstdint>

#include "absl/time/time.h"
#include "server_core/api/check.h"
#include "server_core/api/moment.h"

namespace confab::sim {

class Clock {
 public:
  explicit Clock(int64_t epoch_unix_s) : epoch_(absl::FromUnixSeconds(epoch_unix_s)) {
    now_.wall = epoch_;
  }

  const Moment& now() const { return now_; }
  Instant mono() const { return now_.mono; }

  void AdvanceTo(Instant at) {
    if (at == now_.mono) return;
    CONFAB_CHECK(at > now_.mono);
    now_.mono = at;
    now_.wall = epoch_ + absl::Nanoseconds(at.nanos());
  }

  void StepWall(Duration by) {
    epoch_ += absl::Nanoseconds(by.count());
    now_.wall += absl::Nanoseconds(by.count());
  }

 private:
  absl::Time epoch_;  // what the wall clock would show at mono 0
  Moment now_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_CLOCK_H_
