#include "props/laws/escape.h"

#include <cstddef>

namespace confab::props {
namespace {

constexpr std::string_view kPlain("\0\t\r\n ,\\", 7);
constexpr std::string_view kLetters("0trnbc\\", 7);

}  // namespace

std::string Escape(std::string_view data) {
  std::string escaped;
  for (const char byte : data) {
    const size_t at = kPlain.find(byte);
    if (at != std::string_view::npos) escaped += '\\';
    escaped += at == std::string_view::npos ? byte : kLetters[at];
  }
  return escaped;
}

std::string Unescape(std::string_view escaped) {
  std::string data;
  for (size_t i = 0; i < escaped.size(); ++i) {
    const bool pair = escaped[i] == '\\' && i + 1 < escaped.size();
    const size_t at = pair ? kLetters.find(escaped[i + 1]) : std::string_view::npos;
    data += at == std::string_view::npos ? escaped[i] : kPlain[at];
    if (at != std::string_view::npos) ++i;
  }
  return data;
}

}  // namespace confab::props
