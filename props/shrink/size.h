// How large a scenario is, so that results of shrinking can be compared.
//
//   const Size size = SizeOf(scenario);          // {.actions = 2, .clients = 1, .faults = 0, ...}
//   if (size.things() > optimum.things()) Report("not the smallest known");
//
// Invariants: ids, the origin of the scenario, and what it expects do not count; a field at its
// default does not count; the figures depend on the scenario alone.

#ifndef CONFAB_PROPS_SHRINK_SIZE_H_
#define CONFAB_PROPS_SHRINK_SIZE_H_

#include "sim/scenario.pb.h"

namespace confab::props {

struct Size {
  int actions = 0;  // raw bytes count once for each line in them
  int clients = 0;
  int faults = 0;  // with the healing, which is one thing more that happens
  int fields = 0;  // values that differ from their defaults: settings, times, texts, roles

  // What a reader has to understand one by one.
  int things() const { return actions + clients + faults; }
  friend bool operator==(const Size&, const Size&) = default;
};

Size SizeOf(const sim::Scenario& scenario);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_SIZE_H_
