// Probes that are written by hand, one by one: things that fall together.
//
//   for (const Coincidence& it : Coincidences())
//     if (it.holds(scene)) Mark(it.name);
//
// Invariants: a predicate looks at one scene only; it is cheap, for it is asked after every step.

#ifndef CONFAB_PROPS_PROBES_COINCIDENCE_H_
#define CONFAB_PROPS_PROBES_COINCIDENCE_H_

#include <cstdint>

#include "absl/types/span.h"
#include "props/probes/scene.h"

namespace confab::props {

struct Coincidence {
  const char* name;
  const char* clause;
  const char* what;
  uint64_t budget_runs;
  bool (*holds)(const Scene& scene);
};

absl::Span<const Coincidence> Coincidences();

}  // namespace confab::props

#endif  // CONFAB_PROPS_PROBES_COINCIDENCE_H_
