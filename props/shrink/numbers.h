// Which numbers are simpler than a given one.
//
//   SimplerNumbers(3'050)   // 0, 1'000, 2'000, 3'000
//   SimplerNumbers(-3)      // 0, -1, -2
//
// Invariants: simplest first; every one is nearer to zero than the number itself, so taking them
// again and again ends; units of time stay: seconds do not become nanoseconds.

#ifndef CONFAB_PROPS_SHRINK_NUMBERS_H_
#define CONFAB_PROPS_SHRINK_NUMBERS_H_

#include <cstdint>
#include <vector>

namespace confab::props {

std::vector<int64_t> SimplerNumbers(int64_t number);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_NUMBERS_H_
