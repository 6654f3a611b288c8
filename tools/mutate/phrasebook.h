// How each operator is written so that a mutant can take its place.
//
//   const Phrase* phrase = PhraseOf("<", Operands::kOrdered);
//   phrase->function;                                // "Less" of selector.h
//   phrase->mutated;                                 // "<=", "!=", "false"
//
// Invariant: `mutated` lists the mutants in the order in which the function numbers them.

#ifndef CONFAB_TOOLS_MUTATE_PHRASEBOOK_H_
#define CONFAB_TOOLS_MUTATE_PHRASEBOOK_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace confab::mutate {

enum class Operands : uint8_t { kOrdered, kOther };

struct Phrase {
  std::string_view token;
  Operands operands;
  std::string_view function;
  std::string_view kind;
  // Operators that come between the operands, or "true" and "false" for the whole.
  std::vector<std::string_view> mutated;
};

// The phrase of a binary operator, or null if it has no mutants.
const Phrase* PhraseOf(std::string_view token, Operands operands);

// The operator at the beginning of the text, as long as can be; empty if there is none.
std::string_view OperatorAt(std::string_view text);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_PHRASEBOOK_H_
