// The wire's own limits, fixed by the protocol and not by configuration.
//
//   static_assert(kLineBytesMax - 2 == kBodyBytesMax);
//
// Units are bytes. The body and the tags of a line have separate budgets.

#ifndef CONFAB_SERVER_CORE_API_LIMITS_H_
#define CONFAB_SERVER_CORE_API_LIMITS_H_

#include <cstddef>

namespace confab {

inline constexpr size_t kLineBytesMax = 512;     // rfc1459#2.3: a line with its CR LF, without tags
inline constexpr size_t kBodyBytesMax = 510;     // the same without CR LF
inline constexpr size_t kTagsBytesMax = 4096;    // ircv3 message-tags: "@", data, one space
inline constexpr size_t kEchoBytesMax = 100;     // how much of a bad argument a numeric repeats
inline constexpr size_t kAccountBytesMax = 64;   // an account name in AUTH
inline constexpr size_t kNonceBytesMax = 64;     // a SCRAM nonce of one side

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_LIMITS_H_
