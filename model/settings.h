// Clause 1.12: which settings may be put in force, and which leave everything as it was.
//
//   Config next = present;
//   next.links_max = 0;
//   AreValid(next)                   == false
//   MayReplace(present, next)        == false
//
// Invariants: pure; the bounds are those of the comments in api/config.h, written again.

#ifndef CONFAB_MODEL_SETTINGS_H_
#define CONFAB_MODEL_SETTINGS_H_

#include "server_core/api/config.h"

namespace confab::model {

//= clauses#1.12
bool AreValid(const Config& config);
bool MayReplace(const Config& present, const Config& next);

}  // namespace confab::model

#endif  // CONFAB_MODEL_SETTINGS_H_
