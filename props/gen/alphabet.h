// The few words that generated clients say: so few that everybody means the same nick or channel.
//
//   const Alphabet alphabet = DrawAlphabet(random, /*names=*/2);
//   const std::string& nick = Pick(random, alphabet.nicks);       // "n[" and "N{" are one name
//   const std::string text = DrawText(random);
//
// Invariants: each name in two spellings, side by side; three channels, one or two accounts; words
// without NUL, CR and LF. Each function draws from `random` only, one value per statement, so every
// compiler draws the same.

#ifndef CONFAB_PROPS_GEN_ALPHABET_H_
#define CONFAB_PROPS_GEN_ALPHABET_H_

#include <string>
#include <vector>

#include "server_core/api/random.h"

namespace confab::props {

struct Alphabet {
  std::vector<std::string> nicks;     // so many names in two spellings each
  std::vector<std::string> channels;  // three
  std::vector<std::string> accounts;  // one or two, known to the server's shell
};

// One element, uniformly.
template <typename List>
const auto& Pick(Random& random, const List& list) {
  return list[random.Below(std::size(list))];
}

// So many names to be had: two for collisions, four for company.
Alphabet DrawAlphabet(Random& random, size_t names);

// A nick of the alphabet, or now and then one that no server takes.
std::string DrawNick(Random& random, const Alphabet& alphabet);

// A channel of the alphabet, or now and then something else.
std::string DrawChannel(Random& random, const Alphabet& alphabet);

// What is said: mostly a letter, sometimes many bytes, of several bytes each, or none.
std::string DrawText(Random& random);

// Bytes that no client should send: over-long lines, NUL, lone CR, torn tags and escapes.
std::string DrawHostileBytes(Random& random, const Alphabet& alphabet);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_ALPHABET_H_
