// The work that worker processes do: jobs in, verdicts out.
//
//   Checker checker(laws, trial);
//   const Done done = checker.Do(job, [&](const Undertaking& it) { page->seed = it.seed; });
//
// Invariants: a verdict depends on the scenario and the laws alone, not on the jobs before; a job
// of sessions ends with the first run that breaks a law.

#ifndef CONFAB_TOOLS_CONFAB_CHECKER_H_
#define CONFAB_TOOLS_CONFAB_CHECKER_H_

#include <cstdint>
#include <set>
#include <vector>

#include "absl/functional/function_ref.h"
#include "props/explore/session.h"
#include "props/explore/sight.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/run.h"
#include "props/laws/trial.h"
#include "props/probes/probe.h"
#include "sim/scenario.pb.h"
#include "tools/confab/worker.pb.h"

namespace confab::tools {

// A run that is about to begin.
struct Undertaking {
  uint64_t seed = 0;
  uint32_t ordinal = 1;                    // in its session
  const sim::Scenario* learned = nullptr;  // where it is no function of the seed
};
using Begin = absl::FunctionRef<void(const Undertaking& undertaking)>;

class Checker {
 public:
  Checker(std::vector<const props::Law*> laws, const props::Trial& trial)
      : laws_(std::move(laws)), trial_(trial) {}

  // `begin` is told of each run before it begins.
  Done Do(const Job& job, Begin begin);

 private:
  Done DoSeeds(const Seeds& seeds, Begin begin);
  Done DoSingle(const Single& single, Begin begin);
  // Runs the scenarios of one session; false if nothing more is to be run.
  bool DoSession(props::ExploreSession& session, const Seeds& seeds, uint64_t seed, Begin begin,
                 Done& done);
  void TellProbes(Tally& tally);
  // Runs to the end and adds to the verdict.
  void Judge(props::Run& run, Done& done);
  void Add(const sim::Scenario& scenario, const props::Checked& checked, Tally& tally);

  std::vector<const props::Law*> laws_;
  const props::Trial& trial_;
  std::set<uint32_t> cells_;
  props::ProbeSet probes_;
  props::ProbeSet probes_told_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_CHECKER_H_
