// Proves worlds in worker processes until all are proved or a law is broken.
//
//   ProofOptions options;
//   options.laws = laws;
//   const absl::StatusOr<ProofReport> report = ProveWorlds(options, interrupts, progress);
//   if (report->failure) Keep(*report->failure, ...);
//
// Invariants: the failure is the first run of the first world that fails, whatever the number of
// workers; a worker's death or hang is a failure of what it was running.

#ifndef CONFAB_TOOLS_CONFAB_PROOF_H_
#define CONFAB_TOOLS_CONFAB_PROOF_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/exhaustive/worlds.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/campaign.h"
#include "tools/confab/interrupts.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

struct ProofOptions {
  std::vector<const props::Law*> laws;
  props::WorldChoice choice;
  bool unreduced = false;
  int jobs = 1;
  const props::Trial* trial = &props::ChatTrial();
};

struct ProofReport {
  uint64_t worlds = 0;        // chosen
  std::vector<Proof> proofs;  // of those begun, in order
  absl::Duration took;
  std::optional<Failure> failure;
  std::string refused;
  bool interrupted = false;
};

absl::StatusOr<ProofReport> ProveWorlds(const ProofOptions& options, Interrupts& interrupts,
                                        const std::function<void(const ProofReport&)>& progress);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_PROOF_H_
