#include "server_core/wire/auth_escape.h"

#include <cstddef>

namespace confab {
namespace {

// The one table of both directions: the letter at a place stands for the byte at the same place.
constexpr std::string_view kLetters = "0trnbc\\";
constexpr std::string_view kBytes("\0\t\r\n ,\\", 7);
static_assert(kLetters.size() == kBytes.size());

}  // namespace

std::string UnescapeAuthData(std::string_view escaped) {
  std::string data;
  data.reserve(escaped.size());
  for (size_t i = 0; i < escaped.size(); ++i) {
    const std::string_view pair = escaped.substr(i, 2);
    const size_t place =
        pair.size() == 2 && pair[0] == '\\' ? kLetters.find(pair[1]) : std::string_view::npos;
    if (place != std::string_view::npos) ++i;
    data += place != std::string_view::npos ? kBytes[place] : pair[0];
  }
  return data;
}

std::string EscapeAuthData(std::string_view data) {
  std::string escaped;
  escaped.reserve(data.size());
  for (const char byte : data) {
    const size_t place = kBytes.find(byte);
    if (place != std::string_view::npos) escaped += '\\';
    escaped += place != std::string_view::npos ? kLetters[place] : byte;
  }
  return escaped;
}

}  // namespace confab
