// Where the scenarios of one hunt come from: a strategy by its name, from one seed.
//
//   absl::StatusOr<std::unique_ptr<Source>> source = MakeSource("swarm", /*seed=*/7, trial);
//   const sim::Scenario& scenario = (*source)->Next();
//
// Invariants: seed k has seeds of its own, k * kSeedSpan + 1 and up, that no other seed comes to
// in kSeedSpan runs. The n-th scenario depends on strategy, seed and what runs showed alone.

#ifndef CONFAB_TOOLS_MUSEUM_SOURCE_H_
#define CONFAB_TOOLS_MUSEUM_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

inline constexpr uint64_t kSeedSpan = 1'000'000;

class Source {
 public:
  virtual ~Source() = default;
  // Valid until the next call.
  virtual const sim::Scenario& Next() = 0;
};

std::vector<std::string> StrategyNames();

absl::StatusOr<std::unique_ptr<Source>> MakeSource(std::string_view strategy, uint64_t seed,
                                                   const props::Trial& trial);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_SOURCE_H_
