// Drives a subject through a script in virtual time, with observers watching every step.
//
//   Simulation simulation(script, *server);
//   simulation.Watch(&lockstep);
//   const RunSummary summary = simulation.Run({.trace = &trace});
//   if (summary.stop == Stop::kViolation) Report(*lockstep.Verdict());
//
//
//   simulation.Begin({.trace = &trace});              // or step by step, and by a side path:
//   simulation.RunUntil(Instant::FromNanos(5));
//   auto branch = simulation.Branch(other_script, *clone, &other_trace, nullptr);
//
// Invariants: a run depends on the script, the subject and the options alone, and runs once. No
// byte is lost or reordered within a stream. Woke comes exactly at wake_at. At the script's end
// every link still up is taken away ("simulation over"), what is pending runs dry, then OnEnd is
// called; a run that stopped for another reason than kFinished does not call OnEnd. Between two
// events a run may be copied: the copy goes on as the original would, whatever becomes of that.

#ifndef CONFAB_SIM_SIMULATION_H_
#define CONFAB_SIM_SIMULATION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/subject.h"
#include "sim/script.h"
#include "sim/trace.h"
#include "sim/transcript.h"

namespace confab::sim {

struct RunOptions {
  uint64_t recut_salt =
      0;  // other than 0: every arrival at the server is cut further, sizes hashed
  Instant until = Instant::Never();  // stop before the first event after it
  Trace* trace = nullptr;
  Transcript* transcript = nullptr;
};

// A client that was asked to PING after healing and got no PONG, though its link is up, it reads,
// and nothing is under way in either direction any more.
struct Unanswered {
  uint32_t client = 0;  // its id
  LinkId link{};
  std::string why;
};

enum class Stop : uint8_t {
  kFinished,
  kViolation,
  kUntil,
  kEventsMax,
  kZeroDelayLoop,
};

struct RunSummary {
  Stop stop = Stop::kFinished;
  uint64_t events = 0;            // of the agenda
  uint64_t steps = 0;             // calls of Subject::Advance
  uint64_t connections = 0;       // told to the subject
  uint64_t lines_to_server = 0;   // written by clients
  uint64_t lines_to_clients = 0;  // sent by the subject
  Instant end;                    // the moment of the last step
  std::vector<Unanswered> unanswered;
  std::vector<uint32_t> effective_faults;  // ids of faults that did something, ascending
  std::vector<uint32_t> idle_actions;      // ids of actions that could do nothing, as they came
};

// Something that is to come, in words.
struct Pending {
  Instant at;
  std::string what;  // "12 bytes of client 3 arrive at the server"
};

class Engine;

class Simulation {
 public:
  // Both must outlive the simulation.
  Simulation(const Script& script, Subject& subject);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Observers are called in the order in which they came.
  void Watch(Observer* observer);

  // Once: Begin, every event, Finish.
  RunSummary Run(const RunOptions& options);

  // Before the first event, once.
  void Begin(const RunOptions& options);
  // The next event; false: nothing is left, or the run has stopped.
  bool RunNext();
  // Every event up to that instant, included. False: nothing is left, or the run has stopped.
  bool RunUntil(Instant last);
  // After the last event, once: tells the observers of the end if nothing is left.
  RunSummary Finish();

  // Between two events.
  Instant now() const;
  Instant NextAt() const;                       // Never(): nothing is left, or the run has stopped
  const RunSummary& so_far() const;             // without effective_faults
  std::vector<Pending> PendingInOrder() const;  // as far as it is known

  // A copy that goes on with a clone of the subject and, in Branch, in another script, of the same
  // past; the status says what differs. Nobody watches it yet, and `trace` and `transcript`, which
  // may be null, take the place of the original's. The script must outlive it.
  std::unique_ptr<Simulation> Clone(Subject& subject, Trace* trace, Transcript* transcript) const;
  absl::StatusOr<std::unique_ptr<Simulation>> Branch(const Script& script, Subject& subject,
                                                     Trace* trace, Transcript* transcript) const;

 private:
  explicit Simulation(std::unique_ptr<Engine> engine);

  std::unique_ptr<Engine> engine_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_SIMULATION_H_
