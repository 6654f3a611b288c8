// Makes a failing scenario as small as it can be while it fails the same way.
//
//   const auto fails = [&](const sim::Scenario& candidate) { return RunForFingerprint(candidate);
//   }; ShrinkOptions options; options.on_improved = [&](const sim::Scenario& best) {
//   SaveAtomically(best); }; const Shrunk shrunk = Shrink(failing, fails, options);
//
// Invariants: the result fails the same way, as `fails` said of it; the same scenario and answers
// give the same result; each accepted step makes the scenario simpler in an order without infinite
// descent, so it ends without a budget, too. No clock is read here: the caller's budget does.

#ifndef CONFAB_PROPS_SHRINK_SHRINK_H_
#define CONFAB_PROPS_SHRINK_SHRINK_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// What is known of a run that failed the same way.
struct Witness {
  int64_t at_ns = 0;                       // when the law broke
  std::vector<uint32_t> effective_faults;  // faults that did something until then
};

// Runs a candidate: nothing if it holds, cannot be run, or fails in another way.
using FailsTheSameWay = absl::FunctionRef<std::optional<Witness>(const sim::Scenario&)>;

struct ShrinkOptions {
  uint64_t runs_max = 50'000;
  // How many tiny scenarios are tried in the end, each time; 0: what is found is only ever a part
  // of what failed.
  uint64_t tiny_worlds_max = 20'000;
  // Asked before each run; true ends the shrinking with the best so far.
  std::function<bool()> is_over = [] { return false; };
  // Told of each new best, before anything else is run.
  std::function<void(const sim::Scenario&)> on_improved = [](const sim::Scenario&) {};
};

enum class ShrinkEnd : uint8_t {
  kMinimal,     // nothing that is tried makes it smaller
  kBudget,      // runs or time were over
  kNotFailing,  // the scenario handed in does not fail
};

struct Shrunk {
  sim::Scenario scenario;
  Witness witness;
  ShrinkEnd end = ShrinkEnd::kMinimal;
  uint64_t runs = 0;
  uint64_t improvements = 0;
};

Shrunk Shrink(const sim::Scenario& failing, FailsTheSameWay fails, const ShrinkOptions& options);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_SHRINK_H_
