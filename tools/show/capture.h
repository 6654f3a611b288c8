// Runs a scenario once more and writes down its story.
//
//   CaptureOptions options;
//   options.steps = checked.summary.steps;                // where a law was found broken
//   absl::StatusOr<Story> story = Capture(trial, scenario, options);
//
// Invariants: the run is that of props::Check, moment by moment, as far as it is let go. The
// subject takes no step beyond `steps`: one that is broken may not survive it. What leads to that
// step is told nevertheless, if `shows_next` is set.

#ifndef CONFAB_TOOLS_SHOW_CAPTURE_H_
#define CONFAB_TOOLS_SHOW_CAPTURE_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "server_core/api/moment.h"
#include "sim/scenario.pb.h"
#include "tools/show/story.h"

namespace confab::tools {

// Steps that a story holds at most; of a longer run the last ones.
inline constexpr int64_t kStorySteps = 250'000;

struct CaptureOptions {
  int64_t steps = INT64_MAX;  // of the subject, at most
  int64_t skip = 0;           // the first ones, which only change the state
  bool shows_next = false;    // the input after the last step, too: the one that kills the subject
  Instant until = Instant::Never();
  std::function<void(int64_t step)> before_step = nullptr;
};

// Fills in what a run tells; title, verdict, replay, words, hash and breach are the caller's.
absl::StatusOr<Story> Capture(const props::Trial& trial, const sim::Scenario& scenario,
                              const CaptureOptions& options);

// Adds the event of a broken law. `in_step`: it was broken by the last step, not by the run's end.
void MarkBroken(const StoryBreach& breach, bool in_step, Story& story);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_CAPTURE_H_
