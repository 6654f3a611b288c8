// Laws of the seam's own small types.

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "gtest/gtest.h"
#include "server_core/api/check.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/random.h"
#include "server_core/api/subject.h"

namespace confab {
namespace {

static_assert(std::is_abstract_v<Subject>);
static_assert(std::is_abstract_v<Observer>);
static_assert(std::is_trivially_copyable_v<Send>);

TEST(CheckDeathTest, AFailureNamesTheExpression) {
  EXPECT_DEATH(CONFAB_CHECK(1 + 1 == 3), "CONFAB_CHECK failed: 1 \\+ 1 == 3");
  CONFAB_CHECK(1 + 1 == 2);
}

TEST(Instant, AddingSaturatesAtNever) {
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(Instant::FromNanos(1) + Duration(2), Instant::FromNanos(3));
  EXPECT_EQ(Instant::FromNanos(most - 5) + Duration(4), Instant::FromNanos(most - 1));
  EXPECT_EQ(Instant::FromNanos(most - 5) + Duration(5), Instant::Never());
  EXPECT_EQ(Instant::FromNanos(most - 5) + Duration::max(), Instant::Never());
  EXPECT_EQ(Instant::Never() + Duration(1), Instant::Never());
}

TEST(Instant, TheDifferenceOfTwoIsTheSpanBetween) {
  EXPECT_EQ(Instant::FromNanos(7) - Instant::FromNanos(3), Duration(4));
  EXPECT_LT(Instant::FromNanos(3), Instant::FromNanos(7));
  EXPECT_EQ(Instant(), Instant::FromNanos(0));
}

// The reference values of SplitMix64 with seed 1234567, as published with xoshiro.
TEST(Random, IsSplitMix64) {
  Random random{1234567};
  EXPECT_EQ(random.Next(), 6457827717110365317u);
  EXPECT_EQ(random.Next(), 3203168211198807973u);
  EXPECT_EQ(random.Next(), 9817491932198370423u);
}

TEST(Random, DrawsStayWithinTheirBounds) {
  Random random{1};
  std::set<uint64_t> below;
  std::set<int64_t> between;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(random.Below(1), 0u);
    below.insert(random.Below(3));
    between.insert(random.Between(-1, 1));
  }
  EXPECT_EQ(below, (std::set<uint64_t>{0, 1, 2}));
  EXPECT_EQ(between, (std::set<int64_t>{-1, 0, 1}));
}

TEST(Random, TheWidestRangeIsDrawnFrom) {
  Random random{1};
  Random same{1};
  const int64_t low = std::numeric_limits<int64_t>::min();
  const int64_t high = std::numeric_limits<int64_t>::max();
  const uint64_t draw = same.Next();
  EXPECT_EQ(random.Between(low, high), static_cast<int64_t>(static_cast<uint64_t>(low) + draw));
}

TEST(Random, ChanceIsNeverAtZeroAndAlwaysAtOne) {
  Random random{1};
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(random.Chance(0, 7));
    EXPECT_TRUE(random.Chance(7, 7));
  }
}

TEST(Mix64, EachPartOfTheKeyMatters) {
  const std::set<uint64_t> draws = {Mix64(0, 0), Mix64(1, 0), Mix64(0, 1), Mix64(0, 0, 1),
                                    Mix64(1, 1)};
  EXPECT_EQ(draws.size(), 5u);
}

TEST(Ledger, WhatOpensAndShutsComesBackToTheByte) {
  Ledger ledger;
  ledger.Open(Account::kLinks, 100);
  ledger.Grow(Account::kLinks, 7);
  ledger.Open(Account::kUsers, 50);
  EXPECT_EQ(ledger[Account::kLinks], (AccountTotals{1, 107}));
  EXPECT_NE(ledger, Ledger());
  ledger.Grow(Account::kLinks, -7);
  ledger.Shut(Account::kLinks, 100);
  ledger.Shut(Account::kUsers, 50);
  EXPECT_EQ(ledger, Ledger());
}

// Every value of an enum has a name of its own, not empty.
template <typename Enum>
void ExpectNames(int count, std::string_view (*name_of)(Enum)) {
  std::set<std::string> names;
  for (int i = 0; i < count; ++i) names.insert(std::string(name_of(static_cast<Enum>(i))));
  EXPECT_EQ(names.size(), static_cast<size_t>(count));
  EXPECT_EQ(names.count(""), 0u);
}

TEST(Names, EachValueHasItsOwn) {
  ExpectNames(kAccountCount, AccountName);
  ExpectNames(kEventCount, EventName);
  ExpectNames(kCloseReasonCount, CloseReasonName);
}

TEST(Names, FirstAndLastOnesMatchTheirValues) {
  EXPECT_EQ(AccountName(Account::kLinks), "links");
  EXPECT_EQ(AccountName(Account::kTimers), "timers");
  EXPECT_EQ(EventName(Event::kClientClosed), "CLIENT_CLOSED");
  EXPECT_EQ(EventName(Event::kConfigRefused), "CONFIG_REFUSED");
  EXPECT_EQ(CloseReasonName(CloseReason::kQuit), "quit");
  EXPECT_EQ(CloseReasonName(CloseReason::kNoMoreConnections), "no-more-connections");
}

}  // namespace
}  // namespace confab
