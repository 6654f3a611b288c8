// The name that somebody who mistyped one may have meant.
//
//   NearestName("nick_byte_max", {"nick_bytes_max", "targets_max"}) == "nick_bytes_max"
//   NearestName("colour", names) == ""
//
// Invariants: none farther than a third of the word; of equally near ones the first.

#ifndef CONFAB_TOOLS_CONFABD_CONFIG_NEAREST_NAME_H_
#define CONFAB_TOOLS_CONFABD_CONFIG_NEAREST_NAME_H_

#include <string_view>

#include "absl/types/span.h"

namespace confab {

std::string_view NearestName(std::string_view word, absl::Span<const std::string_view> names);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_CONFIG_NEAREST_NAME_H_
