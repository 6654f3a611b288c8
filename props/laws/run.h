// One run of one scenario with its laws around it, that can be stopped, looked at, copied and gone
// on with.
//
//   auto run = Run::Create(scenario, LawsByDefault(), {});
//   if (!run.ok()) return run.status();
//   (*run)->RunUntil(Instant::FromNanos(5'000'000'000));
//   auto branch = (*run)->Branch(with_another_future);   // goes on from here
//   const Checked checked = (*branch)->Finish();
//
// Invariants: however it is stepped, copied and branched, a run gives what Check() gives of its
// scenario. A copy shares nothing that changes with its original, which may be gone first. The last
// step's outputs do not come along: wire() has nothing heard or told until the next one.

#ifndef CONFAB_PROPS_LAWS_RUN_H_
#define CONFAB_PROPS_LAWS_RUN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "model/lockstep.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/tape.h"
#include "props/laws/trial.h"
#include "props/laws/wire_view.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/trace.h"
#include "sim/transcript.h"

namespace confab::props {

class Run {
 public:
  // The status says why the scenario cannot be run. The trial must outlive the run.
  static absl::StatusOr<std::unique_ptr<Run>> Create(const sim::Scenario& scenario,
                                                     absl::Span<const Law* const> laws,
                                                     const CheckOptions& options,
                                                     const Trial& trial = ChatTrial());
  // The same without a copy of the scenario.
  static absl::StatusOr<std::unique_ptr<Run>> Create(std::shared_ptr<const sim::Scenario> scenario,
                                                     absl::Span<const Law* const> laws,
                                                     const CheckOptions& options,
                                                     const Trial& trial = ChatTrial());
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // One more observer, told after the laws; it is not copied.
  void Watch(Observer* observer) { simulation_->Watch(observer); }

  // The next event of the agenda; false: nothing is left, or the run has stopped.
  bool Step() { return simulation_->RunNext(); }
  // Every event up to that instant, included; false as above.
  bool RunUntil(Instant last) { return simulation_->RunUntil(last); }
  // Whatever is left, and the verdict of the laws over whole runs. Once.
  Checked Finish();

  // Between two events. Unimplemented: the subject, or a law, cannot be copied.
  absl::StatusOr<std::unique_ptr<Run>> Clone() const;
  // A copy that goes on in another scenario: one that has been the same up to now, or the status
  // says what differs.
  absl::StatusOr<std::unique_ptr<Run>> Branch(const sim::Scenario& scenario) const;

  // Where it is.
  const sim::Scenario& scenario() const { return *plan_->scenario; }
  const sim::Script& script() const { return plan_->script; }
  Instant now() const { return simulation_->now(); }
  Instant next_at() const { return simulation_->NextAt(); }  // Never(): it is over
  uint64_t events() const { return so_far().events; }
  const sim::RunSummary& so_far() const { return simulation_->so_far(); }
  std::vector<sim::Pending> PendingInOrder() const { return simulation_->PendingInOrder(); }
  std::optional<Finding> finding() const { return FirstBreach(so_far().end); }  // so far

  // What has been.
  sim::Hash128 trace_chain() const { return trace_.chain(); }
  const std::string& transcript() const { return transcript_.text(); }  // only if asked for
  std::vector<uint32_t> CellsSeen() const;  // ascending; only under a law that needs the lockstep

  // Who is there.
  const Subject& subject() const { return *subject_; }
  const WireView& wire() const { return wire_; }

 private:
  struct Plan {
    std::shared_ptr<const sim::Scenario> scenario;
    sim::Script script;
  };
  class Feed;

  Run(std::shared_ptr<const Plan> plan, std::unique_ptr<Subject> subject,
      absl::Span<const Law* const> laws, const CheckOptions& options, const Trial& trial);
  // A copy that nobody watches and that runs nothing yet.
  Run(const Run& from, std::shared_ptr<const Plan> plan, std::unique_ptr<Subject> clone);

  static absl::StatusOr<std::shared_ptr<const Plan>> PlanOf(
      std::shared_ptr<const sim::Scenario> scenario);
  absl::StatusOr<std::unique_ptr<Run>> CopyTo(std::shared_ptr<const Plan> plan) const;
  absl::Status CopyWatches(const Run& from);
  LawSetting Setting() const;
  void WatchAll();
  sim::Transcript* TranscriptIfAsked() { return options_.transcript ? &transcript_ : nullptr; }

  std::optional<Finding> FirstBreach(Instant at) const;
  std::optional<Finding> Judged(const Checked& checked) const;
  std::unique_ptr<Subject> Fresh() const;
  sim::Hash128 RunAgain() const;

  std::shared_ptr<const Plan> plan_;
  const Trial& trial_;
  CheckOptions options_;
  std::vector<const Law*> laws_;
  std::unique_ptr<Subject> subject_;
  WireView wire_;
  Tape tape_;
  std::unique_ptr<model::Lockstep> lockstep_;
  std::unique_ptr<Feed> feed_;
  std::vector<std::unique_ptr<Observer>> watches_;  // as laws_; null where judged only
  sim::Trace trace_;
  sim::Transcript transcript_;
  std::unique_ptr<sim::Simulation> simulation_;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_RUN_H_
