#include "tools/mutate/mutation.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace confab::mutate {
namespace {

constexpr size_t kFields = 9;

absl::StatusOr<Mutant> ReadMutant(absl::string_view line) {
  const std::vector<std::string> field = absl::StrSplit(line, '\t');
  Mutant mutant;
  if (field.size() != kFields || !absl::SimpleAtoi(field[0], &mutant.id) ||
      !absl::SimpleAtoi(field[2], &mutant.line) || !absl::SimpleAtoi(field[3], &mutant.column) ||
      !absl::SimpleAtoi(field[8], &mutant.ordinal)) {
    return absl::InvalidArgumentError(absl::StrCat("not a mutant: ", line));
  }
  mutant.file = field[1];
  mutant.function = field[4];
  mutant.kind = field[5];
  mutant.original = field[6];
  mutant.mutated = field[7];
  return mutant;
}

}  // namespace

std::string Mutant::Place() const { return absl::StrCat(file, ":", line, ":", column); }

std::string Mutant::Key() const {
  return absl::StrCat(file, " | ", function, " | ", original, " -> ", mutated, " | ", ordinal);
}

std::string OneLine(std::string_view text) {
  std::string line(text);
  absl::RemoveExtraAsciiWhitespace(&line);
  for (char& byte : line) {
    if (absl::ascii_isspace(static_cast<unsigned char>(byte))) byte = ' ';
  }
  return line;
}

std::string WriteMutants(const std::vector<Mutant>& mutants) {
  std::string text;
  for (const Mutant& m : mutants) {
    absl::StrAppend(&text, m.id, "\t", m.file, "\t", m.line, "\t", m.column, "\t", m.function);
    absl::StrAppend(&text, "\t", m.kind, "\t", m.original, "\t", m.mutated, "\t", m.ordinal, "\n");
  }
  return text;
}

absl::StatusOr<std::vector<Mutant>> ReadMutants(std::string_view text) {
  std::vector<Mutant> mutants;
  const absl::string_view all(text.data(), text.size());
  for (const absl::string_view line : absl::StrSplit(all, '\n', absl::SkipEmpty())) {
    absl::StatusOr<Mutant> mutant = ReadMutant(line);
    if (!mutant.ok()) return mutant.status();
    mutants.push_back(*std::move(mutant));
  }
  return mutants;
}

}  // namespace confab::mutate
