#include "sim/hash128.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "server_core/api/random.h"

namespace confab::sim {
namespace {

// Little end first, whatever the machine; compilers make one load of it.
uint64_t Word(const char* bytes, size_t count) {
  uint64_t word = 0;
  for (size_t i = 0; i < count; ++i) {
    word |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

void AppendHex(std::string& out, uint64_t word) {
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(word >> shift) & 15];
}

}  // namespace

std::string Hash128::Hex() const {
  std::string out;
  AppendHex(out, high);
  AppendHex(out, low);
  return out;
}

void Hasher128::Text(std::string_view text) {
  Number(text.size());
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) Number(Word(text.data() + at, 8));
  if (at < text.size()) Number(Word(text.data() + at, text.size() - at));
}

Hash128 Hasher128::Finish() const {
  Hasher128 end = *this;
  for (uint64_t round = 1; round <= 4; ++round) end.Number(round);
  return Hash128{Scatter64(end.a_), Scatter64(end.b_)};
}

}  // namespace confab::sim
