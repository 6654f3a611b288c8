// A 128-bit hash of a sequence of numbers and texts: for identity, not for secrecy.
//
//   Hasher128 hasher;
//   hasher.Number(7);
//   hasher.Text("NICK alice\r\n");
//   Log(hasher.Finish().Hex());   // 32 hex digits
//
// Invariants: the same on every platform. A round is a bijection of the state, so one changed word
// always changes the state; texts count with their length, so no two sequences run together.

#ifndef CONFAB_SIM_HASH128_H_
#define CONFAB_SIM_HASH128_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace confab::sim {

struct Hash128 {
  uint64_t high = 0;
  uint64_t low = 0;

  std::string Hex() const;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

class Hasher128 {
 public:
  void Number(uint64_t word) {
    const unsigned __int128 product = static_cast<unsigned __int128>(a_ ^ word) * kOdd;
    a_ = ((b_ << 29) | (b_ >> 35)) + static_cast<uint64_t>(product >> 64);
    b_ = static_cast<uint64_t>(product) ^ kPi;
  }
  void Text(std::string_view text);

  // The hash of everything so far; more may follow.
  Hash128 Finish() const;

 private:
  static constexpr uint64_t kOdd = 0x9fb21c651e98df25u;
  static constexpr uint64_t kPi = 0x243f6a8885a308d3u;

  uint64_t a_ = 0x13198a2e03707344u;
  uint64_t b_ = 0xa4093822299f31d0u;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_HASH128_H_
