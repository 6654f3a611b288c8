// The two clocks of a real shell, and how long poll(2) may sleep by them.
//
//   const ShellClock clock;
//   const Moment now = clock.Now();
//   poll(sockets, count, PollTimeout(now.mono, step.wake_at));
//   if (step.wake_at <= clock.Now().mono) core.Advance(clock.Now(), Woke{});
//
// Invariants: `mono` starts at zero and never goes back. A sleep never ends before its instant, and
// is zero only when the instant has come: neither early nor busy.

#ifndef CONFAB_TOOLS_EXAMPLES_SHELL_CLOCK_H_
#define CONFAB_TOOLS_EXAMPLES_SHELL_CLOCK_H_

#include <chrono>

#include "server_core/api/moment.h"

namespace confab {

class ShellClock {
 public:
  Moment Now() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Whole milliseconds from `now` to `until`, rounded up; -1, which is forever, for Never().
int PollTimeout(Instant now, Instant until);

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_SHELL_CLOCK_H_
