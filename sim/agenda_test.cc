#include "sim/agenda.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace confab::sim {
namespace {

using ModelKey = std::tuple<int64_t, uint32_t, uint64_t, uint64_t>;  // time, phase, tie, sequence

// Pushes and pops at random, in bursts of equal times, and compares with an ordered map.
void CompareWithModel(uint32_t tie_permutation, uint64_t seed) {
  Agenda agenda(tie_permutation);
  std::map<ModelKey, uint32_t> model;
  Random dice(seed);
  int64_t now_ns = 0;
  uint64_t sequence = 0;
  for (uint32_t step = 0; step < 20'000; ++step) {
    if (model.empty() || dice.Chance(dice.Chance(1, 2) ? 3 : 1, 4)) {
      const int64_t at = now_ns + dice.Between(0, dice.Chance(1, 2) ? 0 : 50);
      const auto phase = static_cast<uint32_t>(dice.Below(6));
      const uint64_t cause = dice.Below(5);
      agenda.Push(Instant::FromNanos(at), static_cast<Phase>(phase), cause, Matter{1, 2, step});
      model.emplace(ModelKey(at, phase, TieOf(tie_permutation, cause), sequence++), step);
    } else {
      const Event event = agenda.Pop();
      ASSERT_EQ(event.matter.index, model.begin()->second) << "seed " << seed;
      ASSERT_EQ(event.key.at().nanos(), std::get<0>(model.begin()->first));
      now_ns = event.key.at().nanos();
      model.erase(model.begin());
    }
    ASSERT_EQ(agenda.size(), model.size());
  }
}

TEST(AgendaTest, EventsComeInTheOrderOfAMap) {
  for (uint64_t seed = 1; seed <= 20; ++seed) CompareWithModel(0, seed);
}

TEST(AgendaTest, EventsComeInTheOrderOfAMapWithPermutedTies) {
  for (uint64_t seed = 1; seed <= 20; ++seed) CompareWithModel(static_cast<uint32_t>(seed), seed);
}

// The causes of events of one instant, in the order in which they run.
std::vector<uint64_t> OrderOf(uint32_t tie_permutation, const std::vector<uint32_t>& causes) {
  Agenda agenda(tie_permutation);
  for (const uint32_t cause : causes) {
    agenda.Push(Instant::FromNanos(5), Phase::kAction, cause, Matter{0, 0, cause});
  }
  std::vector<uint64_t> order;
  while (!agenda.empty()) order.push_back(agenda.Pop().matter.index);
  return order;
}

TEST(AgendaTest, TiesRunInOrderOfInsertionUnlessPermuted) {
  EXPECT_EQ(OrderOf(0, {3, 1, 2}), (std::vector<uint64_t>{3, 1, 2}));
}

TEST(AgendaTest, SomePermutationReversesATie) {
  bool kept = false;
  bool reversed = false;
  for (uint32_t permutation = 1; permutation < 20; ++permutation) {
    (OrderOf(permutation, {1, 2}).front() == 1 ? kept : reversed) = true;
  }
  EXPECT_TRUE(kept);
  EXPECT_TRUE(reversed);
}

TEST(AgendaTest, DeletingOneCauseLeavesTheOrderOfTheOthers) {
  std::vector<uint64_t> all = OrderOf(7, {1, 2, 3, 4, 5, 6, 7, 8});
  std::erase(all, 5u);
  EXPECT_EQ(OrderOf(7, {1, 2, 3, 4, 6, 7, 8}), all);
}

TEST(AgendaTest, PhasesOrderAnInstant) {
  Agenda agenda(0);
  for (const Phase phase : {Phase::kEnd, Phase::kAction, Phase::kTimer, Phase::kAnswer,
                            Phase::kDelivery, Phase::kFault}) {
    agenda.Push(Instant::FromNanos(1), phase, 0, Matter{0, 0, static_cast<uint32_t>(phase)});
  }
  for (uint32_t phase = 0; phase < 6; ++phase) EXPECT_EQ(agenda.Pop().matter.index, phase);
  EXPECT_EQ(agenda.NextKey(), EventKey::Last());
}

TEST(AgendaDeathTest, ThePastIsClosed) {
  Agenda agenda(0);
  agenda.Push(Instant::FromNanos(5), Phase::kAction, 0, Matter{0, 0, 0});
  agenda.Pop();
  EXPECT_DEATH(agenda.Push(Instant::FromNanos(4), Phase::kAction, 0, Matter{0, 0, 0}), "now_ns_");
}

}  // namespace
}  // namespace confab::sim
