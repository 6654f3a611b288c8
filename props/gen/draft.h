// A scenario while it is being written: what stories and weather share.
//
//   Draft draft(/*seed=*/7, Profile::kStorm);
//   const uint32_t client = draft.AddClient(sim::STORMER);
//   draft.AddAction(client, /*t_ns=*/0)->mutable_connect();
//   const sim::Scenario scenario = std::move(draft).Finish();
//
// Invariants: actions come out in order of time, each client's in the order written, and are
// numbered in that order; times stay within the horizon; the settings are drawn before the content,
// from a generator of their own, so that a new story does not change them.

#ifndef CONFAB_PROPS_GEN_DRAFT_H_
#define CONFAB_PROPS_GEN_DRAFT_H_

#include <cstdint>
#include <vector>

#include "props/gen/alphabet.h"
#include "props/gen/profile.h"
#include "props/gen/swarm.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

class Draft {
 public:
  Draft(uint64_t seed, Profile profile);

  Random& random() { return random_; }
  const Alphabet& alphabet() const { return alphabet_; }
  const Deadlines& deadlines() const { return deadlines_; }
  sim::Scenario& scenario() { return scenario_; }
  // One channel that clients of this run prefer, so that they meet.
  const std::string& plaza() const { return alphabet_.channels[0]; }

  // False once the run has as many actions as it was meant to have.
  bool HasRoom() const { return scenario_.action_size() < actions_max_; }

  uint32_t AddClient(sim::Role role);
  sim::Action* AddAction(uint32_t client, int64_t t_ns);

  // The next time at which a client acts: often the same instant, or one at which others act, or
  // just before, at or after a deadline of the core counted from `now_ns`.
  int64_t DrawTime(int64_t now_ns);

  // A deadline of the core, or sums of them, and one nanosecond to either side.
  int64_t DrawSpan();

  // Orders and numbers the actions, and adds the end of the run.
  sim::Scenario Finish() &&;

 private:
  void DrawEnd();

  Random random_;
  Alphabet alphabet_;
  Deadlines deadlines_;
  sim::Scenario scenario_;
  std::vector<int64_t> times_ns_;
  int64_t horizon_ns_ = 0;
  int actions_max_ = 0;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_DRAFT_H_
