// Limits fixed by the protocol or by the size of what holds a name, not by configuration.
//
//   static_assert(kLineBytesMax - 2 == kBodyBytesMax);
//
// Units are bytes. The body and the tags of a line have separate budgets.

#ifndef CONFAB_SERVER_CORE_API_LIMITS_H_
#define CONFAB_SERVER_CORE_API_LIMITS_H_

#include <cstddef>

namespace confab {

inline constexpr size_t kLineBytesMax = 512;    // rfc1459#2.3: a line with its CR LF, without tags
inline constexpr size_t kBodyBytesMax = 510;    // the same without CR LF
inline constexpr size_t kTagsBytesMax = 4096;   // ircv3 message-tags: "@", data, one space
inline constexpr size_t kEchoBytesMax = 100;    // how much of a bad argument a numeric repeats
inline constexpr size_t kAccountBytesMax = 64;  // an account name in AUTH
inline constexpr size_t kNonceBytesMax = 64;    // a SCRAM nonce of one side

// The most that Config may allow: names of these lengths are held without a heap.
inline constexpr size_t kNickBytesMax = 63;       // nick_bytes_max
inline constexpr size_t kUserBytesMax = 32;       // user_bytes_max
inline constexpr size_t kHostBytesMax = 63;       // HOSTLEN; not configurable
inline constexpr size_t kRealNameBytesMax = 200;  // realname_bytes_max
inline constexpr size_t kChannelBytesMax = 100;   // channel_bytes_max
inline constexpr size_t kTopicBytesMax = 300;     // topic_bytes_max
inline constexpr size_t kReasonBytesMax = 300;    // reason_bytes_max

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_LIMITS_H_
