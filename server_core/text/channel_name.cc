#include "server_core/text/channel_name.h"

#include <algorithm>

namespace confab {
namespace {

// A comma can't come out of a list of channels, but out of the single channel of TOPIC.
//= clauses#7.3
bool IsAllowed(char byte) {
  return static_cast<unsigned char>(byte) >= 0x21 && byte != 0x7f && byte != ',';
}

}  // namespace

bool HasChannelPrefix(std::string_view word) {
  return !word.empty() && (word[0] == '#' || word[0] == '&');
}

std::optional<ChannelName> ChannelName::Parse(std::string_view word, int64_t bytes_max) {
  if (!HasChannelPrefix(word)) return std::nullopt;
  if (word.size() < 2 || static_cast<int64_t>(word.size()) > bytes_max) return std::nullopt;
  if (!std::all_of(word.begin(), word.end(), IsAllowed)) return std::nullopt;
  return ChannelName(word);
}

}  // namespace confab
