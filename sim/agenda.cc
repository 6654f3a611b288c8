#include "sim/agenda.h"

#include <algorithm>

#include "server_core/api/check.h"

namespace confab::sim {
namespace {

constexpr size_t kChildren = 4;

}  // namespace

void Agenda::Push(Instant at, Phase phase, uint64_t cause, Matter matter) {
  CONFAB_CHECK(at.nanos() >= now_ns_);
  const Event event{EventKey(at, phase, TieOf(tie_permutation_, cause), sequence_++), matter};
  const bool sorted = lane_head_ == lane_.size() || lane_.back().key < event.key;
  if (phase == Phase::kDelivery && at.nanos() == now_ns_ && sorted) {
    lane_.push_back(event);
  } else {
    PushHeap(event);
  }
}

EventKey Agenda::NextKey() const {
  if (LaneIsNext()) return lane_[lane_head_].key;
  return heap_.empty() ? EventKey::Last() : heap_.front().key;
}

Event Agenda::Pop() {
  CONFAB_CHECK(!empty());
  if (!LaneIsNext()) {
    const Event event = PopHeap();
    now_ns_ = event.key.at().nanos();
    return event;
  }
  const Event event = lane_[lane_head_++];
  if (lane_head_ == lane_.size()) {
    lane_.clear();
    lane_head_ = 0;
  }
  return event;
}

std::vector<Event> Agenda::InOrder() const {
  std::vector<Event> events = heap_;
  events.insert(events.end(), lane_.begin() + static_cast<ptrdiff_t>(lane_head_), lane_.end());
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.key < b.key; });
  return events;
}

bool Agenda::LaneIsNext() const {
  if (lane_head_ == lane_.size()) return false;
  return heap_.empty() || lane_[lane_head_].key < heap_.front().key;
}

void Agenda::PushHeap(const Event& event) {
  size_t hole = heap_.size();
  heap_.push_back(event);
  while (hole > 0) {
    const size_t parent = (hole - 1) / kChildren;
    if (!(event.key < heap_[parent].key)) break;
    heap_[hole] = heap_[parent];
    hole = parent;
  }
  heap_[hole] = event;
}

Event Agenda::PopHeap() {
  const Event first = heap_.front();
  const Event last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) Sink(last);
  return first;
}

// Lets the hole at the top sink to a leaf, then `event` rise from there: the last event of a heap
// nearly always belongs near the leaves, so this saves a comparison per level.
void Agenda::Sink(const Event& event) {
  const size_t size = heap_.size();
  size_t hole = 0;
  for (size_t child = 1; child < size; child = hole * kChildren + 1) {
    size_t least = child;
    const size_t end = std::min(child + kChildren, size);
    for (size_t i = child + 1; i < end; ++i) {
      if (heap_[i].key < heap_[least].key) least = i;
    }
    heap_[hole] = heap_[least];
    hole = least;
  }
  while (hole > 0) {
    const size_t parent = (hole - 1) / kChildren;
    if (!(event.key < heap_[parent].key)) break;
    heap_[hole] = heap_[parent];
    hole = parent;
  }
  heap_[hole] = event;
}

}  // namespace confab::sim
