#include "tools/mutate/testdata/toy.h"

namespace confab::mutate {

int Clamp(int value, int high) {
  if (value > high) return high;
  return value;
}

bool IsInside(int value, int low, int high) { return low <= value && value < high; }

int CountUpTo(int last) {
  int count = 0;
  for (int i = 0; i < last; ++i) ++count;
  return count;
}

}  // namespace confab::mutate
