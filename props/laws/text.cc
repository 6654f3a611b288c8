#include "props/laws/text.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace confab::props {
namespace {

char Lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

}  // namespace

void Part::AppendTo(std::string& text) const {
  if (is_number_) {
    text += std::to_string(number_);
  } else {
    text += text_;
  }
}

std::string Cat(std::initializer_list<Part> parts) {
  std::string text;
  for (const Part& part : parts) part.AppendTo(text);
  return text;
}

std::optional<int64_t> NumberOf(std::string_view text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const std::from_chars_result result = std::from_chars(text.data(), end, number);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

bool SameWord(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace confab::props
