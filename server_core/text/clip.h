// Free text made safe to relay: cut to a length, cleaned of control bytes.
//
//   CutUtf8(topic, 300)            // a view of the text, never ending inside a code point
//   Cleaned("bye\x01!", 200)       == "bye!"
//   EchoOf("two words")            == "*"
//
// Invariants: lengths are bytes; a cut never makes an incomplete UTF-8 sequence out of a complete
// one, and never takes more than three bytes for that. Text that is not UTF-8 passes as it is.

#ifndef CONFAB_SERVER_CORE_TEXT_CLIP_H_
#define CONFAB_SERVER_CORE_TEXT_CLIP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace confab {

// The longest beginning of at most `bytes_max` bytes that ends on a code point boundary.
//= clauses#5.3
std::string_view CutUtf8(std::string_view text, size_t bytes_max);

// Without the bytes below 0x20 and 0x7f, then cut.
//= clauses#5.4
std::string Cleaned(std::string_view text, size_t bytes_max);

// How a numeric repeats a peer's own word: cut to 100 bytes; `*` if it could not be one middle
// parameter.
std::string_view EchoOf(std::string_view word);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_CLIP_H_
