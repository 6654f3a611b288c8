// The interval around a number in which something stays true, found by bisection.
//
//   const Interval it = FindInterval(150, 0, 1'000, [&](int64_t n) { return FailsWith(n); });
//   // {.low = 118, .high = 201}: both fail, 117 and 202 do not
//
// Invariants: `low` and `high` were asked and are true; the number below `low` and the one above
// `high` were asked and are not, unless the end is open. What was asked in between is true; where
// it was found true again outside, `recurs` says so.

#ifndef CONFAB_PROPS_SHRINK_INTERVAL_H_
#define CONFAB_PROPS_SHRINK_INTERVAL_H_

#include <cstdint>

#include "absl/functional/function_ref.h"

namespace confab::props {

enum class Answer : uint8_t {
  kTrue,
  kFalse,
  kImpossible,  // there is no such number here
};

struct Interval {
  int64_t low = 0;
  int64_t high = 0;
  bool low_is_open = false;   // true of every number asked down to the least possible one
  bool high_is_open = false;  // true of every number asked up to the largest possible one
  bool recurs = false;        // true of some number outside as well

  bool is_everything() const { return low_is_open && high_is_open; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

// `value` lies in [min, max], and is true.
Interval FindInterval(int64_t value, int64_t min, int64_t max,
                      absl::FunctionRef<Answer(int64_t)> ask);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_INTERVAL_H_
