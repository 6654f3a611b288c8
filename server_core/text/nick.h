// A nick that follows the grammar; parsed once, where it comes in.
//
//   if (const std::optional<Nick> nick = Nick::Parse(word, config.nick_bytes_max)) {
//     Reserve(Fold(config.case_mapping, nick->view()), *nick);
//   }
//
// Invariants: 1 to 63 bytes, spelled as the peer spelled it; never holds a byte that separates or
// marks anything on the wire. Equality is by bytes; owners are told apart by folds (casemap.h).

#ifndef CONFAB_SERVER_CORE_TEXT_NICK_H_
#define CONFAB_SERVER_CORE_TEXT_NICK_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server_core/api/limits.h"
#include "server_core/text/bounded_text.h"

namespace confab {

class Nick {
 public:
  // Nothing if the word is no nick of at most `bytes_max` (1..63) bytes.
  static std::optional<Nick> Parse(std::string_view word, int64_t bytes_max);

  std::string_view view() const { return text_.view(); }

  friend bool operator==(const Nick&, const Nick&) = default;
  friend auto operator<=>(const Nick&, const Nick&) = default;

 private:
  explicit Nick(std::string_view word) : text_(word) {}

  BoundedText<kNickBytesMax> text_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_NICK_H_
