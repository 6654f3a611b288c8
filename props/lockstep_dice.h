// Draws the words, lines and settings with which server and reference are driven together.
//
//   Dice dice(seed);
//   const Config config = dice.Settings();
//   const std::string line = dice.Line(/*logged_on=*/true, /*nonces=*/"");
//
// Invariants: the seed decides everything; alphabets and limits are tiny, so that names collide and
// limits are reached, or, in some runs, as wide as the settings allow.

#ifndef CONFAB_PROPS_LOCKSTEP_DICE_H_
#define CONFAB_PROPS_LOCKSTEP_DICE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server_core/api/config.h"
#include "server_core/api/random.h"

namespace confab::props {

class Dice {
 public:
  using Words = std::vector<std::string>;

  explicit Dice(uint64_t seed) : random_(seed), wide_(Chance(10)) {}

  uint64_t Below(uint64_t bound) { return random_.Below(bound); }
  bool Chance(uint64_t percent) { return random_.Chance(percent, 100); }
  int64_t Between(int64_t low, int64_t high) { return random_.Between(low, high); }
  const std::string& OneOf(const Words& words) { return words[Below(words.size())]; }

  std::string Bytes(size_t count);
  std::string Text();
  std::string Host();
  Config Settings();

  // What a new peer says first.
  std::string Greeting();
  // One line without its end. `nonces` are those of the link's AUTH exchange, both together, or "v"
  // when its proof has held.
  std::string Line(bool logged_on, const std::string& nonces);
  // An answer to a question of AUTH.
  std::string Answer(bool proof);

 private:
  void Widen(Config& config);
  std::string Nick();
  std::string Channel();
  std::string Channels();
  std::string Target();
  std::string Targets();
  std::string ChatLine();
  std::string AskLine();
  std::string ClientFirst();
  std::string AuthLine(const std::string& nonces);

  Random random_;
  const bool wide_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LOCKSTEP_DICE_H_
