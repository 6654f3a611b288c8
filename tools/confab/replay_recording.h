// The part of `confab replay` that is about recordings of confabd.
//
//   const RecordingWishes wishes = {{"confabd-1.0001.rec"}, absl::Seconds(90), ""};
//   return ReplayRecording(trial, wishes, std::cout, std::cerr);
//
// Invariants: a difference is ExitCode::kDeterminism and names the first step that has it.

#ifndef CONFAB_TOOLS_CONFAB_REPLAY_RECORDING_H_
#define CONFAB_TOOLS_CONFAB_REPLAY_RECORDING_H_

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "props/laws/trial.h"
#include "tools/confab/exit_code.h"

namespace confab::tools {

struct RecordingWishes {
  std::vector<std::string> files;
  std::optional<absl::Duration> until;  // from the server's start
  std::string as_scenario;              // a path; empty: none
};

ExitCode ReplayRecording(const props::Trial& trial, const RecordingWishes& wishes,
                         std::ostream& out, std::ostream& err);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_REPLAY_RECORDING_H_
