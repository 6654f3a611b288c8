#include "props/shrink/interval.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace confab::props {
namespace {

Answer When(bool is_true) { return is_true ? Answer::kTrue : Answer::kFalse; }

TEST(IntervalTest, BothEndsAreFoundExactly) {
  for (const int64_t low : {-5, 0, 1, 118, 149, 150}) {
    for (const int64_t high : {150, 151, 201, 999, 1'000}) {
      const Interval found =
          FindInterval(150, -10, 2'000, [=](int64_t n) { return When(n >= low && n <= high); });
      EXPECT_EQ(found, (Interval{low, high, false, false, false}));
    }
  }
}

TEST(IntervalTest, WhatIsTrueOfAllIsOpenAtBothEnds) {
  const Interval found =
      FindInterval(7, INT64_MIN, INT64_MAX, [](int64_t) { return Answer::kTrue; });
  EXPECT_EQ(found, (Interval{INT64_MIN, INT64_MAX, true, true, false}));
  EXPECT_TRUE(found.is_everything());
}

TEST(IntervalTest, WhereNumbersEndTheIntervalIsOpen) {
  const Interval found = FindInterval(150, 0, 1'000'000, [](int64_t n) {
    return n > 5'000 ? Answer::kImpossible : When(n >= 118);
  });
  EXPECT_EQ(found, (Interval{118, 5'000, false, true, false}));
}

TEST(IntervalTest, OneNumberAloneIsAnIntervalOfOne) {
  const Interval found = FindInterval(0, 0, INT64_MAX, [](int64_t n) { return When(n == 0); });
  EXPECT_EQ(found, (Interval{0, 0, true, false, false}));
}

// From 100 to 200 and from 300 to 900, but not between.
TEST(IntervalTest, AnotherIntervalIsTold) {
  const auto two = [](int64_t n) { return When((n >= 100 && n <= 200) || (n >= 300 && n <= 900)); };
  EXPECT_EQ(FindInterval(150, 0, 10'000, two), (Interval{100, 200, false, false, true}));
  EXPECT_EQ(FindInterval(600, 0, 10'000, two), (Interval{300, 900, false, false, true}));
}

// A step of the clock by nothing is no step.
TEST(IntervalTest, ZeroIsAskedForWhereverItLies) {
  const auto not_zero = [](int64_t n) { return When(n != 0); };
  EXPECT_EQ(FindInterval(1'000, -5'000, 5'000, not_zero), (Interval{1, 5'000, false, true, true}));
  EXPECT_EQ(FindInterval(-7, -5'000, 5'000, not_zero), (Interval{-5'000, -1, true, false, true}));
}

TEST(IntervalTest, FarAwayNumbersTakeFewQuestions) {
  int asked = 0;
  FindInterval(0, 0, INT64_MAX, [&](int64_t n) {
    ++asked;
    return When(n <= 1'234'567'890'123'456);
  });
  EXPECT_LE(asked, 200);
}

}  // namespace
}  // namespace confab::props
