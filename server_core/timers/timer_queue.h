// What is due, in a total order: (instant, kind, owner).
//
//   link.timer = timers.Add(TimerKind::kKeepalive, link.id, now.mono + config.probe_after);
//   timers.Move(link.timer, later);                       // on every received byte: O(1)
//   while (const auto timer = timers.PopExpired(now.mono)) Fire(*timer);   // its handle is dead
//   return Step{outputs, timers.NextDeadline()};
//
// Invariants: a timer is a name, not a callback; equal instants fire by kind, then by owner, so no
// two timers of one kind and owner may be armed. A handle dies with its timer and is never reused:
// moving or removing a dead one fails a CONFAB_CHECK.

#ifndef CONFAB_SERVER_CORE_TIMERS_TIMER_QUEUE_H_
#define CONFAB_SERVER_CORE_TIMERS_TIMER_QUEUE_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server_core/api/input.h"
#include "server_core/api/moment.h"

namespace confab {

// In the order in which they fire at one instant.
//= clauses#1.7
enum class TimerKind : uint8_t { kRegistration, kKeepalive };

struct Timer {
  Instant due;
  TimerKind kind;
  LinkId owner;

  friend bool operator==(const Timer&, const Timer&) = default;
  friend auto operator<=>(const Timer&, const Timer&) = default;
};

// Generation 0: none.
struct TimerHandle {
  uint32_t slot = 0;
  uint32_t generation = 0;

  friend bool operator==(const TimerHandle&, const TimerHandle&) = default;
};

// A 4-ary heap whose keys may be too early: a timer that moves to a later instant stays where it
// is, and only when it comes to the top it goes down to its place.
class TimerQueue {
 public:
  [[nodiscard]] TimerHandle Add(TimerKind kind, LinkId owner, Instant due);
  void Move(TimerHandle handle, Instant due);
  void Remove(TimerHandle handle);

  // The first timer that is due at or before `now`, removed; nothing if there is none.
  std::optional<Timer> PopExpired(Instant now);
  // Exactly the earliest instant at which a timer is due; Never() if none is.
  Instant NextDeadline();

  // What the handle names; nothing if it is dead. For audits and tests.
  std::optional<Timer> Find(TimerHandle handle) const;
  size_t size() const { return heap_.size(); }

  // What one armed timer costs, for the ledger.
  static constexpr int64_t kBytesPerTimer = 40;

 private:
  struct Entry {
    Instant key;  // due at this instant or later
    LinkId owner;
    uint32_t slot;  // of the timer's handle
    TimerKind kind;
  };
  struct Slot {
    Instant due;              // exact
    uint32_t place = 0;       // in the heap; of a free slot: the next free one
    uint32_t generation = 1;  // of the present or the next tenant
  };
  static_assert(sizeof(Entry) + sizeof(Slot) == kBytesPerTimer);
  static constexpr uint32_t kNone = UINT32_MAX;

  static bool Before(const Entry& a, const Entry& b);

  bool IsArmed(TimerHandle handle) const;
  uint32_t TakeSlot();
  void SettleTop();
  void Detach(uint32_t place);
  void Place(uint32_t place, const Entry& entry);
  void SiftUp(uint32_t place, const Entry& entry);
  void SiftDown(uint32_t place, const Entry& entry);

  std::vector<Entry> heap_;
  std::vector<Slot> slots_;
  uint32_t free_ = kNone;  // the slot that is taken next
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TIMERS_TIMER_QUEUE_H_
