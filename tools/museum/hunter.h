// Hunts in child processes, one per seed: no hunt leaves a trace in the next, and a server that
// dies of its defect ends its own hunt alone.
//
//   Hunter hunter(defect, places, trial);
//   const absl::StatusOr<Measurement> measurement = hunter.Hunt(plan);
//
// Invariants: a child that has not begun a run for a minute is killed: a hang. The answer has what
// the hunt tells; who asked adds generator and commit.

#ifndef CONFAB_TOOLS_MUSEUM_HUNTER_H_
#define CONFAB_TOOLS_MUSEUM_HUNTER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "tools/museum/hunt.h"
#include "tools/museum/measurement.pb.h"
#include "tools/museum/patch.h"

namespace confab::tools {

class Hunter {
 public:
  // `places`: where the defect's code is in this program.
  Hunter(PlantedDefect defect, std::vector<uint64_t> places, const props::Trial& trial)
      : defect_(std::move(defect)), places_(std::move(places)), trial_(trial) {}

  absl::StatusOr<Measurement> Hunt(const HuntPlan& plan) const;

 private:
  [[noreturn]] void BeChild(const HuntPlan& plan, Marks& marks) const;
  Measurement Told(const HuntPlan& plan, const Marks& marks, int status) const;

  PlantedDefect defect_;
  std::vector<uint64_t> places_;
  const props::Trial& trial_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_HUNTER_H_
