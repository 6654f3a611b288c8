// One mechanical mutant: a small change of one place of a source, and what it is called.
//
//   const absl::StatusOr<std::vector<Mutant>> mutants = ReadMutants(text_of_tsv);
//   Print(mutants->front().Place());     // "server_core/world/world.cc:42:7"
//   Print(mutants->front().Key());       // stays the same when lines move
//
// Invariants: `id` is unique in one binary and never 0; a key is unique, and holds no tab and no
// line break. The ordinal tells apart equal changes of equal texts in one function.

#ifndef CONFAB_TOOLS_MUTATE_MUTATION_H_
#define CONFAB_TOOLS_MUTATE_MUTATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace confab::mutate {

struct Mutant {
  int id = 0;
  std::string file;
  int line = 0;
  int column = 0;
  std::string function;
  std::string kind;  // "bound", "condition", "logic", "literal", ...
  std::string original;
  std::string mutated;
  int ordinal = 0;

  std::string Place() const;
  // file | function | original -> mutated | ordinal
  std::string Key() const;
};

// White space of any kind and length as one blank.
std::string OneLine(std::string_view text);

std::string WriteMutants(const std::vector<Mutant>& mutants);
absl::StatusOr<std::vector<Mutant>> ReadMutants(std::string_view text);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_MUTATION_H_
