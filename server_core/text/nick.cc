#include "server_core/text/nick.h"

#include <algorithm>

namespace confab {
namespace {

//= clauses#4.2
bool IsFirst(char byte) {
  const bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  return letter || std::string_view("[]{}\\|^_`").find(byte) != std::string_view::npos;
}

bool IsRest(char byte) { return IsFirst(byte) || (byte >= '0' && byte <= '9') || byte == '-'; }

}  // namespace

std::optional<Nick> Nick::Parse(std::string_view word, int64_t bytes_max) {
  if (word.empty() || static_cast<int64_t>(word.size()) > bytes_max) return std::nullopt;
  if (!IsFirst(word[0]) || !std::all_of(word.begin(), word.end(), IsRest)) return std::nullopt;
  return Nick(word);
}

}  // namespace confab
