// The best scenario so far and the only way to change it: what the passes of the shrinker share.
//
//   sim::Scenario candidate = session.best();
//   candidate.clear_fault();
//   if (session.Try(candidate)) ...                // it still fails: it is the best now
//
// Invariants: the best always fails the same way; no scenario is run twice; when the budget is over
// nothing is run and Try is false.

#ifndef CONFAB_PROPS_SHRINK_SESSION_H_
#define CONFAB_PROPS_SHRINK_SESSION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "props/shrink/shrink.h"
#include "sim/scenario.pb.h"

namespace confab::props {

class Session {
 public:
  Session(const sim::Scenario& failing, FailsTheSameWay fails, const ShrinkOptions& options);

  const sim::Scenario& best() const { return best_; }
  const Witness& witness() const { return witness_; }
  uint64_t improvements() const { return improvements_; }
  bool is_over() const { return is_over_; }
  const ShrinkOptions& options() const { return options_; }

  // Runs the scenario as it came; false if it does not fail.
  bool Begin();
  // True if the candidate fails the same way; it is the best from here on.
  bool Try(const sim::Scenario& candidate);

  Shrunk Result(ShrinkEnd end) const;

 private:
  std::optional<Witness> Run(const sim::Scenario& candidate);

  sim::Scenario best_;
  Witness witness_;
  FailsTheSameWay fails_;
  const ShrinkOptions& options_;
  absl::flat_hash_set<std::string> tried_;
  uint64_t runs_ = 0;
  uint64_t improvements_ = 0;
  bool is_over_ = false;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_SESSION_H_
