// What tells two moments of a world apart, as far as it can be seen from outside the subject.
//
//   History history;
//   run.Watch(&history);
//   ...
//   if (seen.contains(StateOf(run, history, at, done))) ...   // no difference can be seen
//
// Invariants: a state is all of this: the time, what moves are left, for each client what it has
// done, what its links have said and been told, in that order and when; in what order links came
// and went; census, accounts, and what is to come. It does not hold in what order things happened
// to different clients.

#ifndef CONFAB_PROPS_EXHAUSTIVE_STATE_H_
#define CONFAB_PROPS_EXHAUSTIVE_STATE_H_

#include <cstdint>
#include <map>
#include <optional>

#include "absl/types/span.h"
#include "props/laws/run.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// What a run has been so far, client by client. It may be copied between two events.
class History final : public Observer {
 public:
  // A client is about to do that.
  void NoteMove(const sim::Action& act, Instant at);

  void OnStep(const Moment& now, const Input& input, const confab::Step& step) override;
  const std::optional<Violation>& Verdict() const override { return none_; }

  void AddTo(sim::Hasher128& hasher) const;

 private:
  void Take(const Moment& now, const Input& input);
  void Take(const Moment& now, const Output& output);
  // The history of the link's client, with the moment noted.
  sim::Hasher128& Of(LinkId link, const Moment& now);
  void NoteComing(LinkId link);
  void NoteGoing(LinkId link);

  std::map<uint32_t, sim::Hasher128> clients_;
  std::map<uint64_t, uint32_t> client_of_;  // link
  std::map<uint64_t, LinkId> asked_by_;
  sim::Hasher128 comings_and_goings_;
  std::optional<Violation> none_;
};

// `done`: how many of its moves each mover has made, and so what is left.
sim::Hash128 StateOf(const Run& run, const History& history, Instant at,
                     absl::Span<const uint32_t> done);

// The same of a run that is over: how it ended, for everybody.
sim::Hash128 OutcomeOf(const Run& run, const History& history);

}  // namespace confab::props

#endif  // CONFAB_PROPS_EXHAUSTIVE_STATE_H_
