// Runs seed after seed in worker processes until time or runs are over, or a law is broken.
//
//   CampaignOptions options;
//   options.runs = 1'000;
//   const absl::StatusOr<Campaign> campaign = RunCampaign(options, interrupts, progress);
//   if (campaign->failure) Report(campaign->failure->breach.law(), campaign->failure->seed);
//
// Invariants: seeds are tried in order and the failure is that of the lowest failing seed, whatever
// the number of workers; a worker's death or hang is a failure of the seed that it was running.

#ifndef CONFAB_TOOLS_CONFAB_CAMPAIGN_H_
#define CONFAB_TOOLS_CONFAB_CAMPAIGN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/worker.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

struct CampaignOptions {
  std::vector<const props::Law*> laws;
  props::Profile profile = props::Profile::kMixed;
  uint64_t seed = 1;
  std::optional<uint64_t> runs;        // none: as long as time lasts
  std::optional<absl::Duration> span;  // none: until the runs are over
  int jobs = 1;
  const props::Trial* trial = &props::ChatTrial();
};

// A scenario that broke a law, or the subject.
struct Failure {
  uint64_t seed = 0;
  Breach breach;               // empty if the subject crashed
  std::optional<Death> death;  // set if it did
};

struct Campaign {
  Tally tally;
  std::set<uint32_t> cells;
  absl::Duration took;
  std::optional<Failure> failure;
  std::string refused;  // a generated scenario that could not be run: our own mistake
  bool interrupted = false;
};

// Told now and then, and at the end.
using Progress = std::function<void(const Campaign&)>;

absl::StatusOr<Campaign> RunCampaign(const CampaignOptions& options, Interrupts& interrupts,
                                     const Progress& progress);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_CAMPAIGN_H_
