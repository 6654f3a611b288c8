// The inside of Simulation: takes the next event, lets it happen, tells the subject, obeys it.
//
//   Engine engine(script, subject);
//   engine.Watch(&law);
//   engine.Begin(options);
//   while (engine.RunNext()) {}
//   const RunSummary summary = engine.Finish();
//
// Invariants: events happen in the agenda's total order; actions and Woke take part in it without
// being queued. What the subject says in a step is acted upon only after every observer has seen it
// and none has found a violation. Between two events a copy of it, moved to a script of the same
// past and a subject of the same state, goes on as this one would.

#ifndef CONFAB_SIM_ENGINE_H_
#define CONFAB_SIM_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "sim/actor.h"
#include "sim/agenda.h"
#include "sim/authority.h"
#include "sim/clock.h"
#include "sim/network.h"
#include "sim/plan.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/weather.h"

namespace confab::sim {

class Engine final : public NetworkEnds {
 public:
  Engine(const Script& script, Subject& subject);

  void Watch(Observer* observer) { observers_.push_back(observer); }

  void Begin(const RunOptions& options);
  // The next event. False: nothing is left, or the run must stop.
  bool RunNext();
  RunSummary Finish();

  Instant now() const { return clock_.mono(); }
  Instant NextAt() const;
  const RunSummary& so_far() const { return summary_; }
  const Script& script() const { return *script_; }
  // What is to come, as far as it is known: pending.cc.
  std::vector<Pending> PendingInOrder() const;

  // Nobody watches the copy, and its trace and transcript are its own.
  absl::StatusOr<std::unique_ptr<Engine>> CopyTo(const Script& script, Subject& subject,
                                                 Trace* trace, Transcript* transcript) const;

  // NetworkEnds
  void OnOpened(LinkId link, uint32_t client, bool secure) override;
  void OnReceived(LinkId link, std::string_view bytes) override;
  void OnDrained(LinkId link, uint32_t bytes) override;
  void OnLost(LinkId link, std::string_view why) override;
  void OnRead(uint32_t client, std::string_view bytes) override;

 private:
  struct PendingAnswer {
    QuestionId question{};
    uint64_t link = 0;
    absl::StatusOr<std::string> text;
  };

  Engine(const Engine&) = default;

  absl::Status MoveTo(const Script& script);

  // The loop.
  bool MayRun(Instant at);
  EventKey PlannedKey() const;
  EventKey ActionKey() const;
  EventKey WakeKey() const;
  EventKey NextKey() const;

  // In words.
  std::string Describe(Matter matter) const;

  // One step of the subject.
  void Advance(const Input& input);
  void Obey(const Step& step);
  void TakeAsk(const Ask& ask);
  void TakeClose(const Close& close);

  // What happens (happenings.cc).
  void Wake();
  void Happen(Matter matter);
  void HappenAnswer(uint32_t index);
  void HappenLateNews(LinkId link);
  void HappenEnd();
  void Do(const ScriptAction& action);
  bool Carry(const ScriptAction& action);
  bool DoConnect(const ScriptAction& action);
  bool DoAuth(const ScriptAction& action);
  void BeginFault(size_t index);
  void EndFault(size_t index);
  void StrikeClients(size_t index);
  void Heal();
  void AskForPongs();
  void CheckPong(uint32_t client);
  void WriteReplies(uint32_t client);
  void Remark(std::string_view what, uint32_t id, std::string_view about);

  const Script* script_;
  Subject* subject_;
  RunOptions options_;
  RunSummary summary_;
  std::optional<Stop> stop_;
  std::vector<Observer*> observers_;

  Clock clock_;
  Agenda agenda_;
  Weather weather_;
  Network network_;
  Authority authority_;
  std::vector<Actor> actors_;  // by client

  std::vector<Event> plan_;
  size_t next_planned_ = 0;
  size_t next_action_ = 0;
  std::optional<EventKey> last_;  // what happened last
  bool last_was_planned_ = false;
  Instant wake_at_ = Instant::Never();
  Instant same_instant_;
  uint64_t same_instant_events_ = 0;
  bool recutting_ = false;  // outputs go out when the whole arrival has been handed in
  bool ended_ = false;
  std::string replies_;
  std::vector<PendingAnswer> answers_;
  std::vector<uint32_t> free_answers_;
  std::vector<LinkId> asked_for_pong_;  // by client
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_ENGINE_H_
