// Where the scenarios of one hunt come from: a strategy by its name, from one seed.
//
//   absl::StatusOr<Source> source = Source::Create("novelty", /*seed=*/7, trial);
//   const sim::Scenario& scenario = source->Next();
//   std::unique_ptr<Observer> eye = source->Eye(run.wire());         // watches the run, if not
//   null source->Learn();                                              // after it
//
// Invariants: seed k has seeds of its own, k * kSeedSpan + 1 and up, that no other seed comes to
// in kSeedSpan runs. The n-th scenario depends on strategy, seed and what runs showed alone.

#ifndef CONFAB_TOOLS_MUSEUM_SOURCE_H_
#define CONFAB_TOOLS_MUSEUM_SOURCE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "props/explore/session.h"
#include "props/explore/sight.h"
#include "props/explore/strategy.h"
#include "props/laws/trial.h"
#include "props/laws/wire_view.h"
#include "server_core/api/observer.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

inline constexpr uint64_t kSeedSpan = 1'000'000;

std::vector<std::string> StrategyNames();

// Of the first scenarios that a strategy draws, where the server is as in this program: another one
// when a generator or what is learnt has changed. 16 hex digits.
absl::StatusOr<std::string> FingerprintOf(std::string_view strategy, const props::Trial& trial);

class Source {
 public:
  static absl::StatusOr<Source> Create(std::string_view strategy, uint64_t seed,
                                       const props::Trial& trial);

  // Valid until the next call.
  const sim::Scenario& Next();
  // Null where the strategy does not learn.
  std::unique_ptr<Observer> Eye(const props::WireView& wire);
  void Learn();

 private:
  Source(props::Strategy strategy, uint64_t first_seed, const props::Trial& trial)
      : strategy_(strategy), next_seed_(first_seed), trial_(&trial) {}

  props::Strategy strategy_;
  uint64_t next_seed_;
  const props::Trial* trial_;
  std::unique_ptr<props::ExploreSession> session_;
  std::unique_ptr<props::Sight> sight_ = std::make_unique<props::Sight>();
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_SOURCE_H_
