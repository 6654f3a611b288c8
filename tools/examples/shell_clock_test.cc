#include "tools/examples/shell_clock.h"

#include <poll.h>

#include <chrono>
#include <cstdint>
#include <limits>

#include "gtest/gtest.h"
#include "server_core/api/moment.h"

namespace confab {
namespace {

constexpr int kIntMax = std::numeric_limits<int>::max();

int TimeoutOf(int64_t nanos) {
  const Instant now = Instant::FromNanos(5'000'000'000);
  return PollTimeout(now, now + Duration(nanos));
}

TEST(PollTimeout, IsZeroOnlyWhenTheInstantHasCome) {
  EXPECT_EQ(TimeoutOf(-1), 0);
  EXPECT_EQ(TimeoutOf(0), 0);
  EXPECT_EQ(TimeoutOf(1), 1);
}

TEST(PollTimeout, RoundsUpAtEachMillisecond) {
  EXPECT_EQ(TimeoutOf(1'000'000), 1);
  EXPECT_EQ(TimeoutOf(1'000'001), 2);
  EXPECT_EQ(TimeoutOf(1'999'999), 2);
  EXPECT_EQ(TimeoutOf(2'000'000), 2);
}

TEST(PollTimeout, IsForeverForNeverAndElseFitsAnInt) {
  EXPECT_EQ(PollTimeout(Instant(), Instant::Never()), -1);
  EXPECT_EQ(TimeoutOf(int64_t{kIntMax} * 1'000'000), kIntMax);
  EXPECT_EQ(TimeoutOf(int64_t{kIntMax} * 1'000'000 + 1), kIntMax);
  const Instant last = Instant::FromNanos(std::numeric_limits<int64_t>::max() - 1);
  EXPECT_EQ(PollTimeout(Instant(), last), kIntMax);
}

TEST(PollTimeout, NeverEndsASleepBeforeItsInstant) {
  const ShellClock clock;
  for (int i = 0; i < 20; ++i) {
    const Instant now = clock.Now().mono;
    const Instant until = now + std::chrono::microseconds(100 + 137 * i);
    poll(nullptr, 0, PollTimeout(now, until));
    EXPECT_GE(clock.Now().mono, until);
  }
}

TEST(ShellClock, StartsAtZeroAndNeverGoesBack) {
  const ShellClock clock;
  Instant before;
  for (int i = 0; i < 1000; ++i) {
    const Instant now = clock.Now().mono;
    EXPECT_GE(now, before);
    before = now;
  }
  EXPECT_LT(before, Instant() + std::chrono::minutes(1));
}

}  // namespace
}  // namespace confab
