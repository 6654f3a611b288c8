#include "server_core/text/clip.h"

#include <algorithm>
#include <iterator>

#include "server_core/api/limits.h"

namespace confab {
namespace {

bool ContinuesCodePoint(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// One of several bytes.
bool BeginsCodePoint(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0xc0; }

bool IsPrintable(char byte) { return static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7f; }

}  // namespace

// A code point that would be split began at most three bytes before the cut, or it is none.
std::string_view CutUtf8(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  size_t begin = bytes_max;
  while (begin > 0 && bytes_max - begin < 3 && ContinuesCodePoint(text[begin])) --begin;
  return text.substr(0, BeginsCodePoint(text[begin]) ? begin : bytes_max);
}

std::string Cleaned(std::string_view text, size_t bytes_max) {
  std::string clean;
  clean.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(clean), IsPrintable);
  clean.resize(CutUtf8(clean, bytes_max).size());
  return clean;
}

std::string_view EchoOf(std::string_view word) {
  const bool middle = !word.empty() && word[0] != ':' && word.find(' ') == std::string_view::npos;
  return middle ? CutUtf8(word, kEchoBytesMax) : "*";
}

}  // namespace confab
