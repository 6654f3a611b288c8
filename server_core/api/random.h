// Chance as an argument: a small seeded generator with the same sequence on every platform.
//
//   Random random(/*seed=*/7);
//   const uint64_t die = 1 + random.Below(6);
//   const uint64_t jitter = Mix64(salt, action_id);   // a draw without a stream
//
// Invariants: the sequence depends on the seed alone; no <random> distribution, no shared stream.
// The generator is SplitMix64 (Steele, Lea, Flood 2014). Not for secrets: those come from the
// shell.

#ifndef CONFAB_SERVER_CORE_API_RANDOM_H_
#define CONFAB_SERVER_CORE_API_RANDOM_H_

#include <cstdint>

namespace confab {

// The finaliser of SplitMix64: a bijection that scatters every bit.
constexpr uint64_t Scatter64(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// A counter-based draw: the same for the same key, whatever else is drawn or deleted around it.
constexpr uint64_t Mix64(uint64_t salt, uint64_t a, uint64_t b = 0) {
  constexpr uint64_t kStep = 0x9e3779b97f4a7c15u;
  return Scatter64(Scatter64(Scatter64(salt + kStep) ^ (a + kStep)) ^ (b + kStep));
}

class Random {
 public:
  explicit constexpr Random(uint64_t seed) : state_(seed) {}

  constexpr uint64_t Next() { return Scatter64(state_ += 0x9e3779b97f4a7c15u); }

  // Uniform in [0, bound); bound > 0. Multiplication with rejection, without bias.
  constexpr uint64_t Below(uint64_t bound) {
    const uint64_t reject_below = (0 - bound) % bound;
    for (;;) {
      const unsigned __int128 product = static_cast<unsigned __int128>(Next()) * bound;
      if (static_cast<uint64_t>(product) >= reject_below)
        return static_cast<uint64_t>(product >> 64);
    }
  }

  // Uniform in [low, high], both included; low <= high.
  constexpr int64_t Between(int64_t low, int64_t high) {
    const uint64_t width = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    const uint64_t draw = width == UINT64_MAX ? Next() : Below(width + 1);
    return static_cast<int64_t>(static_cast<uint64_t>(low) + draw);
  }

  // True with probability numerator / denominator.
  constexpr bool Chance(uint64_t numerator, uint64_t denominator) {
    return Below(denominator) < numerator;
  }

 private:
  uint64_t state_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_RANDOM_H_
