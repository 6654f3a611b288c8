// A few functions to be mutated by tests.
//
//   CHECK(Clamp(7, 5) == 5);
//   CHECK(IsInside(4, /*low=*/4, /*high=*/5));
//   CHECK(CountUpTo(3) == 3);
//
// Invariant: every mutant of toy.cc is named in toy_test.cc.

#ifndef CONFAB_TOOLS_MUTATE_TESTDATA_TOY_H_
#define CONFAB_TOOLS_MUTATE_TESTDATA_TOY_H_

namespace confab::mutate {

// At most `high`.
int Clamp(int value, int high);

// Not below `low`, and below `high`.
bool IsInside(int value, int low, int high);

int CountUpTo(int last);

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_TESTDATA_TOY_H_
