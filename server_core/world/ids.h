// Names of objects: a slot, and the generation that lived in it.
//
//   using UserId = Id<struct UserTag>;
//   UserId self = users.Insert(User{...});
//   if (self == UserId{}) ...                      // none
//   absl::flat_hash_map<FoldedName, UserId> by_name;
//
// Invariants: generation 0 names nothing. An id of a removed object never names its slot's next
// tenant. Ids of different tags do not compare or convert.

#ifndef CONFAB_SERVER_CORE_WORLD_IDS_H_
#define CONFAB_SERVER_CORE_WORLD_IDS_H_

#include <compare>
#include <cstdint>
#include <utility>

namespace confab {

template <typename Tag>
struct Id {
  uint32_t slot = 0;
  uint32_t generation = 0;

  // Whether this may name something; only the slot map knows if it still does.
  constexpr bool IsSome() const { return generation != 0; }

  friend constexpr bool operator==(const Id&, const Id&) = default;
  friend constexpr auto operator<=>(const Id&, const Id&) = default;

  template <typename H>
  friend H AbslHashValue(H hash, const Id& id) {
    return H::combine(std::move(hash), id.slot, id.generation);
  }
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_IDS_H_
