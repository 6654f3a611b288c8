// What a peer is called besides its nick: host, user name and real name, made safe to show.
//
//   HostOf("::1").view()                                    == "0::1"
//   CleanUserName("a b@c")                                  == "abc"
//   UserNameOf("alice", 10, /*authenticated=*/false).view() == "~alice"
//   RealNameOf(":) hi", 128).view()                         == ":) hi"
//
// Invariants: a host and a user name are one word each, without `!`, `@` and a leading colon, so
// that `nick!user@host` can be taken apart again. A host is never empty.

#ifndef CONFAB_SERVER_CORE_TEXT_IDENTITY_H_
#define CONFAB_SERVER_CORE_TEXT_IDENTITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server_core/api/limits.h"
#include "server_core/text/bounded_text.h"

namespace confab {

using Host = BoundedText<kHostBytesMax>;
using UserName = BoundedText<kUserBytesMax>;
using RealName = BoundedText<kRealNameBytesMax>;

// The host shown for a peer address.
//= clauses#1.2
Host HostOf(std::string_view peer);

// The first parameter of USER without the bytes that a user name may not have; uncut.
//= clauses#4.5
std::string CleanUserName(std::string_view user);

// The user name as shown, of a parameter of USER, clean or not. `bytes_max` is 2..32.
//= clauses#4.5
UserName UserNameOf(std::string_view user, int64_t bytes_max, bool authenticated);

// The last parameter of USER, cut. `bytes_max` is 1..200.
//= clauses#4.5
RealName RealNameOf(std::string_view text, int64_t bytes_max);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_IDENTITY_H_
