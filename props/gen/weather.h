// What goes wrong in a generated run, as explicit data.
//
//   DrawWeather(draft, Profile::kAuth);        // after all stories are told
//   for (const sim::Fault& fault : draft.scenario().fault()) ...
//
// Invariants: faults are fastened to what clients do while they are connected, and to such that a
// fault of the kind can do something to; each lasts at least a nanosecond; ids count from 1.

#ifndef CONFAB_PROPS_GEN_WEATHER_H_
#define CONFAB_PROPS_GEN_WEATHER_H_

#include "props/gen/draft.h"
#include "props/gen/profile.h"

namespace confab::props {

void DrawWeather(Draft& draft, Profile profile);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_WEATHER_H_
