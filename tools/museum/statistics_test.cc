#include "tools/museum/statistics.h"

#include <gtest/gtest.h>

namespace confab::tools {
namespace {

std::vector<Figure> UpTo(uint64_t last) {
  std::vector<Figure> samples;
  for (uint64_t value = last; value >= 1; --value) samples.push_back({value});
  return samples;
}

// Tables of the sign test's interval: the largest rank whose tail is at most 2.5%.
TEST(LowerRank, IsThatOfTheTables) {
  EXPECT_EQ(LowerRank(6), 1u);
  EXPECT_EQ(LowerRank(8), 1u);
  EXPECT_EQ(LowerRank(9), 2u);
  EXPECT_EQ(LowerRank(10), 2u);
  EXPECT_EQ(LowerRank(20), 6u);
  EXPECT_EQ(LowerRank(25), 8u);
  EXPECT_EQ(LowerRank(30), 10u);
  EXPECT_EQ(LowerRank(50), 18u);
}

TEST(LowerRank, IsNoneBelowSixSamples) {
  EXPECT_EQ(LowerRank(1), 0u);
  EXPECT_EQ(LowerRank(5), 0u);
}

TEST(LowerRank, CountsAsManyOutcomesAsFit) {
  EXPECT_EQ(LowerRank(kSamplesMax), 22u);
  EXPECT_DEATH(LowerRank(kSamplesMax + 1), "CONFAB_CHECK");
}

TEST(SpreadOf, ThirtySamplesHaveTheTenthAndTheTwentyFirstAsInterval) {
  const Spread spread = SpreadOf(UpTo(30));
  EXPECT_EQ(spread.median, (Figure{15, false}));
  ASSERT_TRUE(spread.has_interval);
  EXPECT_EQ(spread.low, (Figure{10, false}));
  EXPECT_EQ(spread.high, (Figure{21, false}));
  EXPECT_EQ(spread.exact, 30u);
}

TEST(SpreadOf, FewSamplesHaveAMedianAlone) {
  const Spread spread = SpreadOf({{7}, {1}, {3}});
  EXPECT_EQ(spread.median, (Figure{3, false}));
  EXPECT_FALSE(spread.has_interval);
}

TEST(SpreadOf, WhatWasGivenUpLateLeavesTheMedianExact) {
  std::vector<Figure> samples = UpTo(30);
  for (Figure& sample : samples) {
    if (sample.value > 20) sample = {100, true};
  }
  const Spread spread = SpreadOf(samples);
  EXPECT_EQ(spread.exact, 20u);
  EXPECT_EQ(spread.median, (Figure{15, false}));
  EXPECT_EQ(spread.high, (Figure{100, true}));
}

TEST(SpreadOf, WhatWasGivenUpByMostMakesTheMedianALowerBound) {
  const Spread spread = SpreadOf({{3}, {100, true}, {100, true}});
  EXPECT_EQ(spread.median, (Figure{100, true}));
  EXPECT_EQ(spread.exact, 1u);
}

// The one given up at 2 may in truth be the latest of all.
TEST(SpreadOf, WhatWasGivenUpEarlyTakesTheExactnessOfAllAboveIt) {
  const Spread spread = SpreadOf({{1}, {2, true}, {3}, {4}, {5}});
  EXPECT_EQ(spread.median, (Figure{3, true}));
}

TEST(SpreadOf, FoundAtTheLastRunIsNotGivenUp) {
  const Spread spread = SpreadOf({{5, true}, {5}, {5, true}, {5}});
  EXPECT_EQ(spread.median, (Figure{5, false}));
}

TEST(Compare, CountsTiesApart) {
  EXPECT_EQ(Compare({1}, {2}, 0), Comparison::kLess);
  EXPECT_EQ(Compare({2}, {2}, 0), Comparison::kEqual);
  EXPECT_EQ(Compare({3}, {2}, 0), Comparison::kMore);
  EXPECT_EQ(Compare({90}, {100}, 10), Comparison::kEqual);
  EXPECT_EQ(Compare({89}, {100}, 10), Comparison::kLess);
  EXPECT_EQ(Compare({111}, {100}, 10), Comparison::kMore);
}

TEST(Compare, ALowerBoundBeatsNobody) {
  EXPECT_EQ(Compare({10}, {10, true}, 0), Comparison::kLess);
  EXPECT_EQ(Compare({11}, {10, true}, 0), Comparison::kUnknown);
  EXPECT_EQ(Compare({10, true}, {10}, 0), Comparison::kMore);
  EXPECT_EQ(Compare({9, true}, {10}, 0), Comparison::kUnknown);
  EXPECT_EQ(Compare({1, true}, {10, true}, 0), Comparison::kUnknown);
}

}  // namespace
}  // namespace confab::tools
