// Runs seed after seed in worker processes until time or runs are over, or a law is broken.
//
//   CampaignOptions options;
//   options.runs = 1'000;
//   const absl::StatusOr<Campaign> campaign = RunCampaign(options, interrupts, progress);
//   if (campaign->failure) Report(campaign->failure->breach.law(), campaign->failure->seed);
//
// Invariants: seeds are tried in order, each for one session, and the failure is the first run of
// the lowest seed that fails, whatever the number of workers; a worker's death or hang is a failure
// of what it was running.

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
#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "props/probes/probe.h"
#include "sim/scenario.pb.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/worker.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

struct CampaignOptions {
  props::Strategy strategy = props::Strategy::kSwarm;
  std::vector<const props::Law*> laws;
  props::Profile profile = props::Profile::kMixed;
  uint64_t seed = 1;
  std::optional<uint64_t> runs;        // none: as long as time lasts
  std::optional<absl::Duration> span;  // none: until the runs are over
  int jobs = 1;
  bool probes = false;  // whether to look for them
  const props::Trial* trial = &props::ChatTrial();
};

// A scenario that broke a law, or the subject.
struct Failure {
  uint64_t seed = 0;
  uint32_t ordinal = 1;        // of the run in the seed's session
  Breach breach;               // empty if the subject crashed
  std::optional<Death> death;  // set if it did
  sim::Scenario scenario;
  uint64_t runs = 1;  // how many the seeds from the first on take until then

  // Which of two failures would have come first if all were run one after another.
  bool IsBefore(const Failure& other) const { return runs < other.runs; }
};

struct Campaign {
  Tally tally;
  std::set<uint32_t> cells;
  props::ProbeSet probes;  // those reached
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
