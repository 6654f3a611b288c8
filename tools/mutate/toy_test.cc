// toy.cc, instrumented as the core is, under a law of its own.

#include "tools/mutate/testdata/toy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tools/mutate/mutation.h"
#include "tools/mutate/selector.h"

namespace confab::mutate {
namespace {

std::vector<Mutant> Listed() {
  std::ifstream file("tools/mutate/toy.tsv");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  return ReadMutants(text).value();
}

// Whether the functions do what toy.h says.
bool LawHolds() {
  bool holds = true;
  for (int value = -2; value <= 7; ++value) {
    holds &= Clamp(value, 3) == std::min(value, 3);
    holds &= IsInside(value, 1, 4) == (value >= 1 && value <= 3);
    holds &= CountUpTo(value) == std::max(value, 0);
  }
  return holds;
}

bool Survives(const Mutant& mutant) {
  Select(mutant.id);
  const bool holds = LawHolds();
  Select(0);
  return holds;
}

std::vector<std::string> Changes(const std::vector<Mutant>& mutants) {
  std::vector<std::string> changes;
  for (const Mutant& mutant : mutants) {
    changes.push_back(mutant.original + " -> " + mutant.mutated);
  }
  return changes;
}

TEST(Instrumented, HasTheMutantsThatItsRulesSay) {
  const std::vector<std::string> expected = {
      "value > high -> value >= high",
      "value > high -> value != high",
      "value > high -> false",
      "low <= value && value < high -> low <= value || value < high",
      "low <= value -> low < value",
      "low <= value -> low == value",
      "low <= value -> true",
      "value < high -> value <= high",
      "value < high -> value != high",
      "value < high -> false",
      "0 -> 1",
      "0 -> 1",
      "i < last -> i <= last",
      "i < last -> i != last",
      "i < last -> false",
      "++count; -> ",
  };
  EXPECT_EQ(Changes(Listed()), expected);
}

TEST(Instrumented, IsTheOriginalWhileNothingIsSelected) {
  Select(0);
  EXPECT_TRUE(LawHolds());
}

// `value >= high` clamps what is equal to the same value; `i != last` counts on below zero, and so
// far that it must not be run.
TEST(Instrumented, OnlyAnEquivalentMutantSurvives) {
  std::vector<Mutant> survivors;
  for (const Mutant& mutant : Listed()) {
    if (mutant.mutated != "i != last" && Survives(mutant)) survivors.push_back(mutant);
  }
  EXPECT_EQ(Changes(survivors), std::vector<std::string>{"value > high -> value >= high"});
}

TEST(Instrumented, IsMarkedAsInfectedOnlyWhereAValueDiffers) {
  const std::vector<Mutant> mutants = Listed();
  const auto marks = [](const Mutant& mutant) { return Marks()[static_cast<size_t>(mutant.id)]; };
  ClearMarks();
  Clamp(2, 3);
  EXPECT_EQ(marks(mutants[0]), kReached);              // 2 >= 3 is as false
  EXPECT_EQ(marks(mutants[1]), kReached | kInfected);  // 2 != 3 is not
  EXPECT_EQ(marks(mutants[4]), 0);                     // IsInside was not called
}

}  // namespace
}  // namespace confab::mutate
