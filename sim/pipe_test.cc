#include "sim/pipe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "server_core/api/random.h"
#include "sim/rate.h"

namespace confab::sim {
namespace {

constexpr Duration kNone{0};

Instant At(int64_t nanos) { return Instant::FromNanos(nanos); }

// Lands and reads everything that has arrived.
std::string ReadAll(Pipe& pipe, Instant now) {
  while (pipe.NextArrival() <= now) pipe.Land(UINT32_MAX);
  std::string bytes(pipe.Unread());
  pipe.Consume(bytes.size());
  return bytes;
}

TEST(PipeTest, BytesArriveWholeAfterTheLatency) {
  Pipe pipe;
  pipe.Reset(Shape{.latency_ns = 100});
  pipe.Write("NICK a\r\n");
  EXPECT_EQ(pipe.Launch(At(5), kNone, 1), 8u);
  EXPECT_EQ(pipe.NextArrival(), At(105));
  EXPECT_EQ(ReadAll(pipe, At(104)), "");
  EXPECT_EQ(ReadAll(pipe, At(105)), "NICK a\r\n");
  EXPECT_TRUE(pipe.Idle());
}

TEST(PipeTest, AWriteArrivesInSegments) {
  Pipe pipe;
  pipe.Reset(Shape{.segment_bytes_max = 3});
  pipe.Write("12345678");
  pipe.Launch(At(0), kNone, 1);
  std::vector<uint32_t> sizes;
  while (pipe.NextArrival() <= At(0)) sizes.push_back(pipe.Land(UINT32_MAX).bytes);
  EXPECT_EQ(sizes, (std::vector<uint32_t>{3, 3, 2}));
  EXPECT_EQ(pipe.Unread(), "12345678");
}

TEST(PipeTest, TheWindowHoldsBackWhatIsTooMuch) {
  Pipe pipe;
  pipe.Reset(Shape{.window_bytes = 4});
  pipe.Write("123456789");
  EXPECT_EQ(pipe.Launch(At(0), kNone, 1), 4u);
  EXPECT_EQ(pipe.Launch(At(0), kNone, 1), 0u) << "in flight";
  pipe.Land(UINT32_MAX);
  EXPECT_EQ(pipe.Launch(At(0), kNone, 1), 0u) << "unread";
  pipe.Consume(3);
  EXPECT_EQ(pipe.Launch(At(0), kNone, 1), 3u);
  EXPECT_EQ(pipe.Waiting(), 2u);
}

TEST(PipeTest, BandwidthIsExactHoweverTheBytesAreCut) {
  for (const uint32_t segment : {1u, 7u, UINT32_MAX}) {
    Pipe pipe;
    pipe.Reset(Shape{.latency_ns = 10, .bytes_per_second = 3, .segment_bytes_max = segment});
    for (int i = 0; i < 50; ++i) {
      pipe.Write("ab");
      pipe.Launch(At(1000), kNone, 1);
    }
    Instant last;
    while (pipe.NextArrival() != Instant::Never()) {
      last = pipe.NextArrival();
      pipe.Land(UINT32_MAX);
    }
    // 100 bytes at 3 a second: 33.333333334 s, rounded up once.
    EXPECT_EQ(last, At(1000 + 33'333'333'334 + 10)) << segment;
  }
}

TEST(PipeTest, AnIdleWireBeginsAnew) {
  Pipe pipe;
  pipe.Reset(Shape{.bytes_per_second = 1'000'000'000});
  pipe.Write("abc");
  pipe.Launch(At(0), kNone, 1);
  EXPECT_EQ(pipe.NextArrival(), At(3));
  ReadAll(pipe, At(3));
  pipe.Write("abc");
  pipe.Launch(At(100), kNone, 1);
  EXPECT_EQ(pipe.NextArrival(), At(103));
}

TEST(PipeTest, ALagThatEndsOvertakesNothing) {
  Pipe pipe;
  pipe.Reset(Shape{});
  pipe.Write("slow");
  pipe.Launch(At(0), Duration(500), 1);
  pipe.Write("fast");
  pipe.Launch(At(1), kNone, 2);
  EXPECT_EQ(pipe.Land(UINT32_MAX).arrival, At(500));
  EXPECT_EQ(pipe.Next().arrival, At(500));
  EXPECT_EQ(pipe.Next().cause, 2u);
}

TEST(PipeTest, TheEndComesAfterTheLastByte) {
  Pipe pipe;
  pipe.Reset(Shape{.window_bytes = 2});
  pipe.Write("abcd");
  pipe.Finish(At(0), kNone, 1);
  EXPECT_EQ(pipe.Land(UINT32_MAX).cargo, Cargo::kData);
  EXPECT_EQ(pipe.NextArrival(), Instant::Never()) << "two bytes still wait for the window";
  pipe.Consume(2);
  pipe.Launch(At(1), kNone, 1);
  EXPECT_EQ(pipe.Land(UINT32_MAX).cargo, Cargo::kData);
  EXPECT_EQ(pipe.Land(UINT32_MAX).cargo, Cargo::kEnd);
}

TEST(PipeTest, AnEndThatDoesNotWaitDropsWhatTheWindowHeldBack) {
  Pipe pipe;
  pipe.Reset(Shape{.window_bytes = 2});
  pipe.Write("abcd");
  pipe.FinishNow(At(0), kNone, 1);
  EXPECT_EQ(ReadAll(pipe, At(0)), "ab");
  EXPECT_TRUE(pipe.Idle());
}

TEST(PipeTest, AResetLosesWhatIsUnderWay) {
  Pipe pipe;
  pipe.Reset(Shape{.latency_ns = 100, .bytes_per_second = 1});
  pipe.Write("abcd");
  pipe.Launch(At(0), kNone, 1);
  pipe.BreakWithReset(At(5), kNone, 1);
  EXPECT_EQ(pipe.NextArrival(), At(105)) << "a reset does not queue behind bytes";
  const Flight flight = pipe.Land(UINT32_MAX);
  EXPECT_EQ(flight.cargo, Cargo::kReset);
  EXPECT_EQ(pipe.Unread(), "");
}

TEST(PipeTest, JoinedLandingTakesWhatHasArrivedAsOne) {
  Pipe pipe;
  pipe.Reset(Shape{});
  for (const int64_t at : {1, 2, 9}) {
    pipe.Write("ab");
    pipe.Launch(At(at), kNone, 1);
  }
  EXPECT_EQ(pipe.LandJoined(At(5), UINT32_MAX).bytes, 4u);
  EXPECT_EQ(pipe.NextArrival(), At(9));
}

TEST(PipeTest, JoinedLandingStopsAtACutAndBeforeAnEnd) {
  Pipe pipe;
  pipe.Reset(Shape{});
  pipe.Write("ab");
  pipe.Launch(At(1), kNone, 1);
  pipe.Write("cd");
  pipe.Finish(At(2), kNone, 1);
  EXPECT_EQ(pipe.LandJoined(At(5), 3).bytes, 3u);
  EXPECT_EQ(pipe.LandJoined(At(5), 3).bytes, 1u);
  EXPECT_EQ(pipe.LandJoined(At(5), 3).cargo, Cargo::kEnd);
}

// Any mix of writes, launches, landings and reads, for any shape.
void ConserveBytes(uint64_t seed) {
  Random dice(seed);
  const Shape shape{.latency_ns = dice.Between(0, 50),
                    .bytes_per_second = dice.Chance(1, 2) ? 0 : dice.Between(1, 1'000'000'000),
                    .window_bytes = static_cast<uint32_t>(dice.Between(1, 40)),
                    .segment_bytes_max = static_cast<uint32_t>(dice.Between(1, 20))};
  Pipe pipe;
  pipe.Reset(shape);
  std::string written;
  std::string read;
  Instant now;
  Instant last_arrival;
  size_t launched = 0;
  for (int step = 0; step < 2'000 || read.size() < written.size(); ++step) {
    now = now + Duration(dice.Between(0, 20));
    if (step < 2'000 && dice.Chance(1, 2)) {
      const std::string bytes(dice.Below(30), static_cast<char>('a' + step % 26));
      pipe.Write(bytes);
      written += bytes;
    }
    launched += pipe.Launch(now, Duration(dice.Between(0, 5)), 1);
    if (step > 2'000)
      now = std::max(now, pipe.NextArrival() == Instant::Never() ? now : pipe.NextArrival());
    if (pipe.NextArrival() <= now) {
      const Flight flight = pipe.Land(static_cast<uint32_t>(dice.Between(1, 30)));
      ASSERT_GE(flight.arrival, last_arrival);
      last_arrival = flight.arrival;
    }
    const size_t take = dice.Below(pipe.Unread().size() + 1);
    read += pipe.Unread().substr(0, take);
    pipe.Consume(take);
    ASSERT_LE(launched - read.size(), shape.window_bytes);
    ASSERT_EQ(read, written.substr(0, read.size()));
  }
  ASSERT_EQ(read, written);
}

TEST(PipeTest, BytesAreConservedInOrderWithinTheWindow) {
  for (uint64_t seed = 1; seed <= 50; ++seed) ConserveBytes(seed);
}

TEST(RateTest, TimeIsRoundedUpAndSaturates) {
  EXPECT_EQ(TimeFor(0, 5), Duration(0));
  EXPECT_EQ(TimeFor(1, 1'000'000'000), Duration(1));
  EXPECT_EQ(TimeFor(1, 1'000'000'001), Duration(1));
  EXPECT_EQ(TimeFor(3, 2), Duration(1'500'000'000));
  EXPECT_EQ(TimeFor(UINT64_MAX, 1), Duration(4'000'000'000'000'000'000));
}

}  // namespace
}  // namespace confab::sim
