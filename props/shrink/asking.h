// Variants of one failing scenario, and whether they fail the same way: what the parts of the
// explainer share.
//
//   Asking asking(minimal, fails, options);
//   sim::Scenario variant = asking.scenario();
//   variant.mutable_action(0)->set_t_ns(7);
//   if (asking.Ask(variant) == Answer::kTrue) ...
//
// Invariants: no variant is run twice; when the budget is over nothing is run, and every answer is
// that it does not fail, which nobody may report: ask is_over().

#ifndef CONFAB_PROPS_SHRINK_ASKING_H_
#define CONFAB_PROPS_SHRINK_ASKING_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "props/shrink/explain.h"
#include "props/shrink/interval.h"
#include "sim/scenario.pb.h"

namespace confab::props {

class Asking {
 public:
  Asking(const sim::Scenario& minimal, FailsTheSameWay fails, const ExplainOptions& options)
      : scenario_(minimal), end_ns_(minimal.limits().end_ns()), fails_(fails), options_(options) {}

  const sim::Scenario& scenario() const { return scenario_; }
  int64_t end_ns() const { return end_ns_; }  // as it was handed in
  uint64_t runs() const { return runs_; }
  bool is_over() const { return is_over_; }

  Answer Ask(const sim::Scenario& variant);
  bool Fails(const sim::Scenario& variant) { return Ask(variant) == Answer::kTrue; }

  // Goes on from a scenario that fails as well.
  void Rebase(sim::Scenario scenario) { scenario_ = std::move(scenario); }

 private:
  sim::Scenario scenario_;
  int64_t end_ns_;
  FailsTheSameWay fails_;
  const ExplainOptions& options_;
  absl::flat_hash_map<std::string, Answer> known_;
  uint64_t runs_ = 0;
  bool is_over_ = false;
};

// Times of actions, faults, healing, and the end: explain_times.cc.
void ExplainTimes(Asking& asking, std::vector<Leeway>& out);
// Words in texts: explain_words.cc.
void ExplainWords(Asking& asking, std::vector<Leeway>& out);
// All other values that are set: explain_values.cc.
void ExplainValues(Asking& asking, std::vector<Leeway>& out);

}  // namespace confab::props

#endif  // CONFAB_PROPS_SHRINK_ASKING_H_
