// What each object costs its account: slots, index entries, and text by length.
//
//   ledger.Open(Account::kLinks, kLinkBytes);
//   ledger.Grow(Account::kLinks, TextBytes(client));
//   ledger.Shut(Account::kNames, kNameBytes);
//   kMembershipBytes  // both sides of the edge
//
// Invariants: a cost depends on types and on lengths of text alone, never on a container's
// capacity, so what an object cost when it came is what it gives back when it goes.

#ifndef CONFAB_SERVER_CORE_WORLD_COSTS_H_
#define CONFAB_SERVER_CORE_WORLD_COSTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "server_core/text/bounded_text.h"
#include "server_core/text/casemap.h"
#include "server_core/text/nick.h"
#include "server_core/world/auth_exchange.h"
#include "server_core/world/channel.h"
#include "server_core/world/client.h"
#include "server_core/world/user.h"

namespace confab {

// A slot with its generation and its place in the list of free ones.
template <typename T>
inline constexpr int64_t kSlotBytes = sizeof(std::optional<T>) + 2 * sizeof(uint32_t);

// An entry of a hash index with its control byte.
template <typename Key, typename Value>
inline constexpr int64_t kIndexEntryBytes = sizeof(std::pair<Key, Value>) + 1;

inline constexpr int64_t kLinkBytes = kSlotBytes<Client> + kIndexEntryBytes<LinkId, ClientId>;
inline constexpr int64_t kUserBytes = kSlotBytes<User>;
inline constexpr int64_t kNameBytes = kIndexEntryBytes<BoundedText<kNickBytesMax>, ClientId>;
inline constexpr int64_t kChannelBytes =
    kSlotBytes<Channel> + kIndexEntryBytes<FoldedName, ChannelId>;
inline constexpr int64_t kMembershipBytes = sizeof(Membership) + sizeof(ChannelId);
inline constexpr int64_t kExchangeBytes = kSlotBytes<AuthExchange>;
inline constexpr int64_t kQuestionBytes = kIndexEntryBytes<QuestionId, ClientId>;

int64_t TextBytes(const Client& client);
int64_t TextBytes(const Topic& topic);
int64_t TextBytes(const AuthExchange& exchange);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_COSTS_H_
