// What goes wrong in a generated run, as explicit data.
//
//   DrawWeather(draft, Profile::kAuth);        // after all stories are told
//   for (const sim::Fault& fault : draft.scenario().fault()) ...
//
// Invariants: faults begin at times at which clients act, or a nanosecond to either side, so that
// they meet something; each lasts at least a nanosecond; ids count from 1.

#ifndef CONFAB_PROPS_GEN_WEATHER_H_
#define CONFAB_PROPS_GEN_WEATHER_H_

#include "props/gen/draft.h"
#include "props/gen/profile.h"

namespace confab::props {

void DrawWeather(Draft& draft, Profile profile);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_WEATHER_H_
