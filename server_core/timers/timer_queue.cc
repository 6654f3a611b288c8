// A timer's key in the heap is its due instant or an earlier one. The top is settled until its key
// is exact; then it is the first in the total order, as no other timer is due before its own key.

#include "server_core/timers/timer_queue.h"

#include <algorithm>

#include "server_core/api/check.h"

namespace confab {
namespace {

constexpr uint32_t kBranches = 4;  // two levels of a binary heap in one cache line and a half

uint32_t ParentOf(uint32_t place) { return (place - 1) / kBranches; }
uint32_t FirstChildOf(uint32_t place) { return place * kBranches + 1; }

}  // namespace

bool TimerQueue::Before(const Entry& a, const Entry& b) {
  if (a.key != b.key) return a.key < b.key;
  if (a.kind != b.kind) return a.kind < b.kind;
  return a.owner < b.owner;
}

TimerHandle TimerQueue::Add(TimerKind kind, LinkId owner, Instant due) {
  const uint32_t slot = TakeSlot();
  slots_[slot].due = due;
  heap_.emplace_back();
  SiftUp(static_cast<uint32_t>(heap_.size() - 1), Entry{due, owner, slot, kind});
  return TimerHandle{slot, slots_[slot].generation};
}

void TimerQueue::Move(TimerHandle handle, Instant due) {
  CONFAB_CHECK(IsArmed(handle));
  Slot& slot = slots_[handle.slot];
  slot.due = due;
  Entry entry = heap_[slot.place];
  if (due >= entry.key) return;
  entry.key = due;
  SiftUp(slot.place, entry);
}

void TimerQueue::Remove(TimerHandle handle) {
  CONFAB_CHECK(IsArmed(handle));
  Slot& slot = slots_[handle.slot];
  Detach(slot.place);
  if (++slot.generation == 0) slot.generation = 1;
  slot.place = free_;
  free_ = handle.slot;
}

std::optional<Timer> TimerQueue::PopExpired(Instant now) {
  SettleTop();
  if (heap_.empty() || heap_[0].key > now) return std::nullopt;
  const Entry top = heap_[0];
  Remove(TimerHandle{top.slot, slots_[top.slot].generation});
  return Timer{top.key, top.kind, top.owner};
}

Instant TimerQueue::NextDeadline() {
  SettleTop();
  return heap_.empty() ? Instant::Never() : heap_[0].key;
}

std::optional<Timer> TimerQueue::Find(TimerHandle handle) const {
  if (!IsArmed(handle)) return std::nullopt;
  const Slot& slot = slots_[handle.slot];
  const Entry& entry = heap_[slot.place];
  return Timer{slot.due, entry.kind, entry.owner};
}

bool TimerQueue::IsArmed(TimerHandle handle) const {
  if (handle.slot >= slots_.size()) return false;
  const Slot& slot = slots_[handle.slot];
  return slot.generation == handle.generation && slot.place < heap_.size() &&
         heap_[slot.place].slot == handle.slot;
}

uint32_t TimerQueue::TakeSlot() {
  if (free_ == kNone) {
    slots_.emplace_back();
    return static_cast<uint32_t>(slots_.size() - 1);
  }
  const uint32_t slot = free_;
  free_ = slots_[slot].place;
  return slot;
}

void TimerQueue::SettleTop() {
  while (!heap_.empty()) {
    Entry top = heap_[0];
    const Instant due = slots_[top.slot].due;
    if (due == top.key) return;
    top.key = due;
    SiftDown(0, top);
  }
}

// Fills the gap with the last entry, which may belong above or below it.
void TimerQueue::Detach(uint32_t place) {
  const Entry last = heap_.back();
  heap_.pop_back();
  if (place == heap_.size()) return;
  if (place > 0 && Before(last, heap_[ParentOf(place)])) {
    SiftUp(place, last);
  } else {
    SiftDown(place, last);
  }
}

void TimerQueue::Place(uint32_t place, const Entry& entry) {
  heap_[place] = entry;
  slots_[entry.slot].place = place;
}

void TimerQueue::SiftUp(uint32_t place, const Entry& entry) {
  while (place > 0 && Before(entry, heap_[ParentOf(place)])) {
    Place(place, heap_[ParentOf(place)]);
    place = ParentOf(place);
  }
  Place(place, entry);
}

void TimerQueue::SiftDown(uint32_t place, const Entry& entry) {
  const uint32_t size = static_cast<uint32_t>(heap_.size());
  for (uint32_t child = FirstChildOf(place); child < size; child = FirstChildOf(place)) {
    const uint32_t end = std::min(child + kBranches, size);
    uint32_t first = child;
    while (++child < end) {
      if (Before(heap_[child], heap_[first])) first = child;
    }
    if (!Before(heap_[first], entry)) break;
    Place(place, heap_[first]);
    place = first;
  }
  Place(place, entry);
}

}  // namespace confab
