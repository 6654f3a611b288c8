// Which names are the same name: folding under the server's case mapping.
//
//   Fold(CaseMapping::kRfc1459, "Al[ice]~").view() == "al{ice}^"
//   EqualNames(CaseMapping::kAscii, "ALICE", "alice")
//   EqualAscii("privmsg", verb)    // words of the protocol never follow the mapping
//
// Invariants: folding works byte by byte, keeps the length and is idempotent; no locale is asked,
// and bytes from 0x80 stay as they are. Every index of names uses the fold; texts shown never do.

#ifndef CONFAB_SERVER_CORE_TEXT_CASEMAP_H_
#define CONFAB_SERVER_CORE_TEXT_CASEMAP_H_

#include <cstddef>
#include <string_view>

#include "server_core/api/config.h"
#include "server_core/api/limits.h"
#include "server_core/text/bounded_text.h"

namespace confab {

// A channel's name is the longest that is ever indexed.
inline constexpr size_t kFoldedBytesMax = kChannelBytesMax;
using FoldedName = BoundedText<kFoldedBytesMax>;

// Writes the fold of `from` to `to`, which has room for from.size() bytes; they may be the same.
void FoldInto(CaseMapping mapping, std::string_view from, char* to);

// The key of a name in an index; `name` has at most kFoldedBytesMax bytes.
FoldedName Fold(CaseMapping mapping, std::string_view name);

// Equal folds, of names of any length.
bool EqualNames(CaseMapping mapping, std::string_view a, std::string_view b);

// Equal but for A-Z and a-z: verbs, packages, server names.
bool EqualAscii(std::string_view a, std::string_view b);

// The name of a mapping in RPL_ISUPPORT: "ascii", "rfc1459", "rfc1459-strict".
std::string_view CaseMappingName(CaseMapping mapping);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_CASEMAP_H_
