// A story in the trace event format, for ui.perfetto.dev and chrome://tracing.
//
//   WriteFile("run.json", PerfettoOf(story));
//
// A track for the server and one for each client; an arrow for each line from where it was said to
// where it was heard; counters for every account of the ledger, the send queues' bytes among them.
//
// Invariants: valid JSON; times in microseconds with nanoseconds behind the point, no rounding.
// What happens in one instant on one track is drawn side by side, each at most 1 microsecond wide:
// the exact instant is the argument `at_ns`. Slices of a track never overlap.

#ifndef CONFAB_TOOLS_SHOW_PERFETTO_H_
#define CONFAB_TOOLS_SHOW_PERFETTO_H_

#include <string>

#include "tools/show/story.h"

namespace confab::tools {

std::string PerfettoOf(const Story& story);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_PERFETTO_H_
