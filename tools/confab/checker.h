// The work that worker processes do: jobs in, verdicts out.
//
//   Checker checker(laws, trial);
//   const Done done = checker.Do(job, [&](uint64_t seed) { page->seed = seed; });
//
// Invariants: a verdict depends on the scenario and the laws alone, not on the jobs before; a job
// of seeds ends with the first that breaks a law.

#ifndef CONFAB_TOOLS_CONFAB_CHECKER_H_
#define CONFAB_TOOLS_CONFAB_CHECKER_H_

#include <cstdint>
#include <set>
#include <vector>

#include "absl/functional/function_ref.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

class Checker {
 public:
  Checker(std::vector<const props::Law*> laws, const props::Trial& trial)
      : laws_(std::move(laws)), trial_(trial) {}

  // `begin` is told of each seed before it is run.
  Done Do(const Job& job, absl::FunctionRef<void(uint64_t seed)> begin);

 private:
  Done DoSeeds(const Seeds& seeds, absl::FunctionRef<void(uint64_t seed)> begin);
  Done DoSingle(const Single& single, absl::FunctionRef<void(uint64_t seed)> begin);
  // Runs one scenario and adds to the verdict.
  void Run(const sim::Scenario& scenario, const props::CheckOptions& options, Done& done);
  void Add(const sim::Scenario& scenario, const props::Checked& checked, Tally& tally);

  std::vector<const props::Law*> laws_;
  const props::Trial& trial_;
  std::set<uint32_t> cells_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_CHECKER_H_
