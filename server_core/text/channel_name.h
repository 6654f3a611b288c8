// A channel name that follows the grammar; parsed once, where it comes in.
//
//   if (!HasChannelPrefix(item)) return Refuse(kNoSuchChannel, item);
//   const std::optional<ChannelName> name = ChannelName::Parse(item, config.channel_bytes_max);
//   if (!name) return Refuse(kBadChannelName, item);
//
// Invariants: 2 to 100 bytes, `#` or `&` first, no control byte, space or comma; spelled as the
// first joiner spelled it. Equality is by bytes; channels are told apart by folds (casemap.h).

#ifndef CONFAB_SERVER_CORE_TEXT_CHANNEL_NAME_H_
#define CONFAB_SERVER_CORE_TEXT_CHANNEL_NAME_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server_core/api/limits.h"
#include "server_core/text/bounded_text.h"

namespace confab {

// Whether a target names a channel at all: a first byte out of CHANTYPES.
bool HasChannelPrefix(std::string_view word);

class ChannelName {
 public:
  // Nothing if the word is no channel name of at most `bytes_max` (2..100) bytes.
  static std::optional<ChannelName> Parse(std::string_view word, int64_t bytes_max);

  std::string_view view() const { return text_.view(); }

  friend bool operator==(const ChannelName&, const ChannelName&) = default;
  friend auto operator<=>(const ChannelName&, const ChannelName&) = default;

 private:
  explicit ChannelName(std::string_view word) : text_(word) {}

  BoundedText<kChannelBytesMax> text_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_CHANNEL_NAME_H_
