// A failure that is kept: its scenario in a file, shrunk, saying what it expects and where it is
// from.
//
//   absl::StatusOr<Kept> kept = Keep(failure, {.laws = laws, .profile = profile, .folder = "out"},
//                                    interrupts);
//   Print(InWords(*kept));
//
// Invariants: the file is there before anything is run again; what it expects is what was seen, so
// the same build replays it to the same verdict.

#ifndef CONFAB_TOOLS_CONFAB_KEPT_H_
#define CONFAB_TOOLS_CONFAB_KEPT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "props/shrink/explain.h"
#include "props/shrink/shrink.h"
#include "sim/scenario.pb.h"
#include "tools/confab/campaign.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/reduction.h"

namespace confab::tools {

struct KeepOptions {
  std::vector<const props::Law*> laws;
  std::string folder;
  absl::Duration shrink_for;                          // zero: keep it as it was drawn
  absl::Duration explain_for = absl::ZeroDuration();  // zero: do not explain it
  const props::Trial* trial = &props::ChatTrial();
};

struct Kept {
  Fingerprint fingerprint;
  std::string kind;  // of the law; "crash"
  uint64_t seed = 0;
  uint32_t ordinal = 1;  // of the run in the seed's session
  uint64_t runs = 1;     // until the failure, from the campaign's first seed on
  std::string detail;
  std::string promise;  // of the law, in words
  sim::Scenario drawn;
  sim::Scenario scenario;
  props::ShrinkEnd end = props::ShrinkEnd::kMinimal;
  uint64_t shrink_runs = 0;
  std::vector<OtherFailure> others;  // met while shrinking, and kept beside it
  std::optional<props::Explanation> explanation;
  std::string path;
};

absl::StatusOr<Kept> Keep(const Failure& failure, const KeepOptions& options,
                          Interrupts& interrupts);

// The report of a failure for people, ending with the command that replays it.
std::string InWords(const Kept& kept);

// "tools/dev replay --planted Q233512 out/keepalive-17.textproto"
std::string ReplayCommandOf(const Kept& kept);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_KEPT_H_
