// One scenario under some laws: the question that explorers, shrinkers and tests ask.
//
//   const absl::StatusOr<Checked> checked = Check(scenario, laws, {});
//   if (!checked.ok()) return checked.status();           // the scenario cannot be run
//   if (checked->finding) Report(checked->finding->violation);
//
// Invariants: the answer depends on the arguments alone. The run ends at the first breach; of two
// in one step the law that comes first in the trial is named.

#ifndef CONFAB_PROPS_LAWS_CHECK_H_
#define CONFAB_PROPS_LAWS_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"
#include "sim/simulation.h"

namespace confab::props {

struct Finding {
  Violation violation;
  LawKind kind;
  Instant at;
};

struct CheckOptions {
  bool transcript = false;
  Instant until = Instant::Never();
};

struct Checked {
  std::optional<Finding> finding;
  sim::Hash128 trace_hash;
  sim::RunSummary summary;
  std::vector<uint32_t> cells;  // protocol states seen, ascending; only under the lockstep law
  std::string transcript;       // only if asked for
};

// Pointers to every law of the chat server: of AllLaws().
std::vector<const Law*> LawsByDefault();

absl::StatusOr<Checked> Check(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
                              const CheckOptions& options, const Trial& trial = ChatTrial());

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_CHECK_H_
