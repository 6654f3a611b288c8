// Objects that are named by generational ids, kept in chunks of slots.
//
//   SlotMap<User, UserTag> users;
//   const UserId alice = users.Insert(User{...});
//   users.At(alice).probes = 1;                    // the id must be alive
//   users.Erase(alice);
//   users.Find(alice) == nullptr;
//
// Invariants: ids are never reused: a freed slot comes back, last freed first, with the next
// generation. ForEach goes by slot, the same on every platform. Growing moves nothing, so it leaves
// no hole in the heap; yet references die with the next Insert, for a copy may grow otherwise.

#ifndef CONFAB_SERVER_CORE_WORLD_SLOT_MAP_H_
#define CONFAB_SERVER_CORE_WORLD_SLOT_MAP_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "server_core/api/check.h"
#include "server_core/world/ids.h"

namespace confab {

template <typename T, typename Tag>
class SlotMap {
 public:
  Id<Tag> Insert(T value) {
    if (free_.empty()) free_.push_back(AddSlot());
    const uint32_t index = free_.back();
    free_.pop_back();
    Slot& slot = At(index);
    slot.value.emplace(std::move(value));
    ++size_;
    return Id<Tag>{index, slot.generation};
  }

  void Erase(Id<Tag> id) {
    CONFAB_CHECK(Find(id) != nullptr);
    Slot& slot = At(id.slot);
    slot.value.reset();
    if (++slot.generation == 0) slot.generation = 1;
    free_.push_back(id.slot);
    --size_;
  }

  T* Find(Id<Tag> id) { return const_cast<T*>(std::as_const(*this).Find(id)); }
  const T* Find(Id<Tag> id) const {
    if (id.slot >= slot_count_) return nullptr;
    const Slot& slot = At(id.slot);
    return slot.generation == id.generation && slot.value.has_value() ? &*slot.value : nullptr;
  }

  T& At(Id<Tag> id) { return const_cast<T&>(std::as_const(*this).At(id)); }
  const T& At(Id<Tag> id) const {
    const T* value = Find(id);
    CONFAB_CHECK(value != nullptr);
    return *value;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Calls visit(id, value) for each object in slot order; visit neither inserts nor erases.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (uint32_t index = 0; index < slot_count_; ++index) {
      const Slot& slot = At(index);
      if (slot.value.has_value()) visit(Id<Tag>{index, slot.generation}, *slot.value);
    }
  }
  template <typename Visit>
  void ForEach(Visit visit) {
    std::as_const(*this).ForEach(
        [&visit](Id<Tag> id, const T& value) { visit(id, const_cast<T&>(value)); });
  }

 private:
  struct Slot {
    uint32_t generation = 1;
    std::optional<T> value;
  };

  // About 16 KiB: small enough for a small world, and large enough to be few in a large one.
  static constexpr uint32_t kChunkSlots = std::bit_floor(16'384 / sizeof(Slot) + 1);

  const Slot& At(uint32_t index) const { return chunks_[index / kChunkSlots][index % kChunkSlots]; }
  Slot& At(uint32_t index) { return chunks_[index / kChunkSlots][index % kChunkSlots]; }

  uint32_t AddSlot() {
    if (slot_count_ % kChunkSlots == 0) chunks_.emplace_back().reserve(kChunkSlots);
    chunks_.back().emplace_back();
    return slot_count_++;
  }

  std::vector<std::vector<Slot>> chunks_;
  std::vector<uint32_t> free_;
  uint32_t slot_count_ = 0;
  size_t size_ = 0;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_SLOT_MAP_H_
