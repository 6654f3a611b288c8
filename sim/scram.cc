#include "sim/scram.h"

#include <array>
#include <cstddef>
#include <utility>

#include "absl/strings/escaping.h"
#include "server_core/api/random.h"
#include "sim/hash128.h"

namespace confab::sim {
namespace {

constexpr std::array<std::pair<char, char>, 7> kEscapes = {{
    {'\0', '0'},
    {'\t', 't'},
    {'\r', 'r'},
    {'\n', 'n'},
    {' ', 'b'},
    {',', 'c'},
    {'\\', '\\'},
}};

std::string Base64Of(const Hash128& hash) {
  std::string bytes;
  for (const uint64_t word : {hash.high, hash.low}) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((word >> shift) & 255);
  }
  return absl::Base64Escape(bytes);
}

std::string Keyed(uint64_t purpose, std::string_view key, std::string_view message) {
  Hasher128 hasher;
  hasher.Number(purpose);
  hasher.Text(key);
  hasher.Text(message);
  return Base64Of(hasher.Finish());
}

}  // namespace

std::string ProofOf(std::string_view password, std::string_view auth_message) {
  return Keyed(1, password, auth_message);
}

std::string SignatureOf(std::string_view password, std::string_view auth_message) {
  return Keyed(2, password, auth_message);
}

std::string SaltOf(std::string_view account) { return Keyed(3, account, {}); }

std::string NonceOf(uint64_t salt, uint64_t cause, uint64_t ordinal) {
  static constexpr std::string_view kLetters = "\\0trnbc\\=/+AzZ9~";
  uint64_t bits = Mix64(salt, cause, ordinal);
  std::string nonce = "n";
  for (int i = 0; i < 16; ++i, bits >>= 4) nonce += kLetters[bits & 15];
  return nonce + "\\";  // an escape that is cut off must survive, too
}

std::string AuthEscaped(std::string_view data) {
  std::string out;
  for (const char byte : data) {
    char letter = '\0';
    for (const auto& [plain, escape] : kEscapes) {
      if (byte == plain) letter = escape;
    }
    if (letter != '\0') out += '\\';
    out += letter != '\0' ? letter : byte;
  }
  return out;
}

std::string AuthUnescaped(std::string_view data) {
  std::string out;
  for (size_t i = 0; i < data.size(); ++i) {
    char byte = data[i];
    if (byte == '\\' && i + 1 < data.size()) {
      for (const auto& [plain, escape] : kEscapes) {
        if (data[i + 1] != escape) continue;
        byte = plain;
        ++i;
        break;
      }
    }
    out += byte;
  }
  return out;
}

std::string SaslName(std::string_view name) {
  std::string out;
  for (const char byte : name) {
    if (byte == ',') {
      out += "=2C";
    } else if (byte == '=') {
      out += "=3D";
    } else {
      out += byte;
    }
  }
  return out;
}

}  // namespace confab::sim
