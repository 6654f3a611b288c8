#include "server_core/timers/timer_queue.h"

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "server_core/api/random.h"

namespace confab {
namespace {

constexpr TimerKind kRegistration = TimerKind::kRegistration;
constexpr TimerKind kKeepalive = TimerKind::kKeepalive;

Instant At(int64_t nanos) { return Instant::FromNanos(nanos); }

std::vector<Timer> PopAll(TimerQueue& queue, Instant now) {
  std::vector<Timer> popped;
  while (const std::optional<Timer> timer = queue.PopExpired(now)) popped.push_back(*timer);
  return popped;
}

TEST(TimerQueue, AnEmptyOneHasNoDeadline) {
  TimerQueue queue;
  EXPECT_EQ(queue.NextDeadline(), Instant::Never());
  EXPECT_EQ(queue.PopExpired(At(INT64_MAX)), std::nullopt);
  EXPECT_EQ(queue.size(), 0u);
}

TEST(TimerQueue, ATimerFiresAtItsInstantAndNotBefore) {
  TimerQueue queue;
  const TimerHandle handle = queue.Add(kKeepalive, LinkId{7}, At(100));
  EXPECT_EQ(queue.NextDeadline(), At(100));
  EXPECT_EQ(queue.PopExpired(At(99)), std::nullopt);
  EXPECT_EQ(queue.PopExpired(At(100)), (Timer{At(100), kKeepalive, LinkId{7}}));
  EXPECT_EQ(queue.Find(handle), std::nullopt);
  EXPECT_EQ(queue.NextDeadline(), Instant::Never());
}

TEST(TimerQueue, TiesFireByKindAndThenByOwner) {
  const std::vector<Timer> order = {
      {At(4), kKeepalive, LinkId{9}},    {At(5), kRegistration, LinkId{3}},
      {At(5), kRegistration, LinkId{8}}, {At(5), kKeepalive, LinkId{1}},
      {At(5), kKeepalive, LinkId{2}},
  };
  for (size_t first = 0; first < order.size(); ++first) {
    TimerQueue queue;
    for (size_t i = 0; i < order.size(); ++i) {
      const Timer& timer = order[(first + i * 2) % order.size()];
      (void)queue.Add(timer.kind, timer.owner, timer.due);
    }
    EXPECT_EQ(PopAll(queue, At(5)), order);
  }
}

TEST(TimerQueue, ATimerMovedLaterFiresLaterAndTheDeadlineIsExact) {
  TimerQueue queue;
  const TimerHandle a = queue.Add(kKeepalive, LinkId{1}, At(10));
  (void)queue.Add(kKeepalive, LinkId{2}, At(20));
  queue.Move(a, At(30));
  EXPECT_EQ(queue.Find(a)->due, At(30));
  EXPECT_EQ(queue.NextDeadline(), At(20));
  EXPECT_EQ(PopAll(queue, At(29)).size(), 1u);
  EXPECT_EQ(PopAll(queue, At(30)).size(), 1u);
}

TEST(TimerQueue, ATimerMovedLaterAndBackFiresInItsPlace) {
  TimerQueue queue;
  const TimerHandle a = queue.Add(kKeepalive, LinkId{1}, At(10));
  (void)queue.Add(kKeepalive, LinkId{2}, At(20));
  queue.Move(a, At(30));
  queue.Move(a, At(5));
  EXPECT_EQ(queue.NextDeadline(), At(5));
  queue.Move(a, At(20));
  EXPECT_EQ(queue.NextDeadline(), At(20));
  EXPECT_EQ(queue.PopExpired(At(20))->owner, LinkId{1});
}

TEST(TimerQueue, ARemovedTimerNeverFires) {
  TimerQueue queue;
  const TimerHandle a = queue.Add(kRegistration, LinkId{1}, At(10));
  (void)queue.Add(kRegistration, LinkId{2}, At(20));
  queue.Remove(a);
  EXPECT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue.NextDeadline(), At(20));
}

TEST(TimerQueue, ATimerThatIsNeverDueCountsAndDoesNotFire) {
  TimerQueue queue;
  (void)queue.Add(kKeepalive, LinkId{1}, Instant::Never());
  EXPECT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue.NextDeadline(), Instant::Never());
  EXPECT_EQ(queue.PopExpired(At(INT64_MAX - 1)), std::nullopt);
}

TEST(TimerQueueDeathTest, ADeadHandleIsOurMistakeAlsoWhenItsSlotHasANewTenant) {
  TimerQueue queue;
  const TimerHandle dead = queue.Add(kKeepalive, LinkId{1}, At(10));
  queue.Remove(dead);
  const TimerHandle next = queue.Add(kKeepalive, LinkId{2}, At(10));
  EXPECT_EQ(next.slot, dead.slot);
  EXPECT_DEATH(queue.Move(dead, At(11)), "CONFAB_CHECK");
  EXPECT_DEATH(queue.Remove(dead), "CONFAB_CHECK");
  EXPECT_DEATH(queue.Remove(TimerHandle{}), "CONFAB_CHECK");
}

// The obvious queue: a sorted set of timers.
class Model {
 public:
  explicit Model(uint64_t seed) : random_(seed) {}

  void Step() {
    switch (random_.Below(6)) {
      case 0:
      case 1:
        return Add();
      case 2:
      case 3:
        return Move();
      case 4:
        return Remove();
      default:
        return Advance();
    }
  }

  void Compare() {
    ASSERT_EQ(queue_.size(), sorted_.size());
    ASSERT_EQ(queue_.NextDeadline(), sorted_.empty() ? Instant::Never() : sorted_.begin()->due);
  }

 private:
  // Few instants, so that ties are common.
  Instant Draw() { return now_ + Duration(random_.Below(20)); }

  void Add() {
    const Timer timer{Draw(), random_.Chance(1, 2) ? kRegistration : kKeepalive,
                      LinkId{Scatter64(next_++)}};
    handles_[timer.owner] = {queue_.Add(timer.kind, timer.owner, timer.due), timer};
    sorted_.insert(timer);
  }

  void Move() {
    if (handles_.empty()) return;
    auto& [handle, timer] = Any()->second;
    sorted_.erase(timer);
    timer.due = Draw();
    sorted_.insert(timer);
    queue_.Move(handle, timer.due);
    ASSERT_EQ(queue_.Find(handle), timer);
  }

  void Remove() {
    if (handles_.empty()) return;
    const auto it = Any();
    sorted_.erase(it->second.second);
    queue_.Remove(it->second.first);
    handles_.erase(it);
  }

  void Advance() {
    now_ = now_ + Duration(random_.Below(4));
    while (!sorted_.empty() && sorted_.begin()->due <= now_) {
      ASSERT_EQ(queue_.PopExpired(now_), *sorted_.begin());
      handles_.erase(sorted_.begin()->owner);
      sorted_.erase(sorted_.begin());
    }
    ASSERT_EQ(queue_.PopExpired(now_), std::nullopt);
  }

  std::map<LinkId, std::pair<TimerHandle, Timer>>::iterator Any() {
    return std::next(handles_.begin(), static_cast<int64_t>(random_.Below(handles_.size())));
  }

  Random random_;
  Instant now_;
  uint64_t next_ = 1;
  TimerQueue queue_;
  std::set<Timer> sorted_;
  std::map<LinkId, std::pair<TimerHandle, Timer>> handles_;
};

TEST(TimerQueue, RandomUseGivesWhatASortedSetGives) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    Model model(seed);
    for (int step = 0; step < 400; ++step) {
      model.Step();
      model.Compare();
      if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " step " << step;
    }
  }
}

}  // namespace
}  // namespace confab
