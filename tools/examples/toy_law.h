// The toy's own law: each line is told exactly once to each other link, in order.
//
//   simulation.Watch(&wire);
//   const std::unique_ptr<Observer> law = WatchToldOnce({config, scenario, chat, wire});
//   simulation.Watch(law.get());
//
// Invariants: rule "unheard": a link was told less than was said; "unsaid": anything else. A link
// that is closed meanwhile may miss what was said last, and one that says too long a line is heard
// up to there.

#ifndef CONFAB_TOOLS_EXAMPLES_TOY_LAW_H_
#define CONFAB_TOOLS_EXAMPLES_TOY_LAW_H_

#include <memory>

#include "props/laws/law.h"
#include "server_core/api/observer.h"

namespace confab::tools {

std::unique_ptr<Observer> WatchToldOnce(const props::LawSetting& setting);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_EXAMPLES_TOY_LAW_H_
