// What happens when: a queue of events in a total order (time, phase, tie, sequence).
//
//   Agenda agenda(/*tie_permutation=*/0);
//   agenda.Push(Instant::FromNanos(5), Phase::kDelivery, /*cause=*/link, {kArrival, slot, age});
//   const Event event = agenda.Pop();
//   clock.AdvanceTo(event.key.at());
//
// Invariants: events come out by ascending key, and no two keys are equal. With tie_permutation 0
// equal (time, phase) run in order of insertion, else in an order hashed from the causes, so that
// deleting one cause leaves the order of the others. Nothing may be pushed before the last event.

#ifndef CONFAB_SIM_AGENDA_H_
#define CONFAB_SIM_AGENDA_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server_core/api/moment.h"
#include "server_core/api/random.h"

namespace confab::sim {

// The order of events of the same instant.
enum class Phase : uint8_t { kFault, kDelivery, kAnswer, kTimer, kAction, kEnd };

// The total order, as one number of 128 bits: time, then phase (3 bits), tie (21), sequence (40).
class EventKey {
 public:
  EventKey() = default;
  EventKey(Instant at, Phase phase, uint64_t tie, uint64_t sequence)
      : at_ns_(at.nanos()), order_(static_cast<uint64_t>(phase) << 61 | tie << 40 | sequence) {}
  // Later than every event.
  static EventKey Last() { return EventKey(Instant::Never(), Phase{7}, 0, 0); }

  Instant at() const { return Instant::FromNanos(at_ns_); }
  uint64_t order() const { return order_; }

  friend bool operator==(const EventKey&, const EventKey&) = default;
  friend bool operator<(const EventKey& a, const EventKey& b) { return a.Wide() < b.Wide(); }

 private:
  unsigned __int128 Wide() const {
    return static_cast<unsigned __int128>(static_cast<uint64_t>(at_ns_)) << 64 | order_;
  }

  int64_t at_ns_ = 0;
  uint64_t order_ = 0;
};

// What an event is about; the meaning is its owner's. `age` tells a reused index from its old life.
struct Matter {
  uint32_t kind : 4;
  uint32_t age : 28;
  uint32_t index;
};

struct Event {
  EventKey key;
  Matter matter;
};

// Sequences of equal (time, phase, tie): what the script plans comes first, then its actions, then
// what has come up in the run; each in its own order, however many there are of the others.
inline constexpr uint64_t kFirstAction = uint64_t{1} << 32;
inline constexpr uint64_t kFirstPushed = uint64_t{1} << 33;

// 21 bits that order causes among equals.
constexpr uint64_t TieOf(uint32_t tie_permutation, uint64_t cause) {
  return tie_permutation == 0 ? 0 : Mix64(tie_permutation, cause) >> 43;
}

class Agenda {
 public:
  explicit Agenda(uint32_t tie_permutation) : tie_permutation_(tie_permutation) {}

  void Push(Instant at, Phase phase, uint64_t cause, Matter matter);

  bool empty() const { return heap_.empty() && lane_head_ == lane_.size(); }
  size_t size() const { return heap_.size() + lane_.size() - lane_head_; }
  // The key of the next event, or Last().
  EventKey NextKey() const;
  // The next event; there must be one.
  Event Pop();
  // All of them in order, for people.
  std::vector<Event> InOrder() const;

 private:
  bool LaneIsNext() const;
  void PushHeap(const Event& event);
  Event PopHeap();
  void Sink(const Event& event);

  // A heap with four children per node: half the levels of a binary one.
  std::vector<Event> heap_;
  // Deliveries of the present instant, which come in sorted and need no heap.
  std::vector<Event> lane_;
  size_t lane_head_ = 0;
  int64_t now_ns_ = 0;
  uint64_t sequence_ = kFirstPushed;
  uint32_t tie_permutation_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_AGENDA_H_
