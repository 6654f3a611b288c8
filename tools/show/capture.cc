// The camera stands in the subject's door: it sees an input before the subject does, and can keep
// the door shut.
#include "tools/show/capture.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server_core/api/observer.h"
#include "server_core/api/subject.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/transcript.h"
#include "tools/show/state_log.h"
#include "tools/show/step_teller.h"

namespace confab::tools {
namespace {

class Camera final : public Subject, public Observer {
 public:
  Camera(const sim::Script& script, Subject& inner, const sim::Transcript& transcript,
         const CaptureOptions& options, Story& story)
      : inner_(inner),
        transcript_(transcript),
        options_(options),
        story_(story),
        teller_(script, story.events) {}

  Step Advance(const Moment& now, const Input& input) override {
    if (steps_ == options_.steps && !options_.shows_next) return Shut();
    TakeRemarks();
    teller_.ActsBefore(now.mono);
    end_ = now.mono;
    if (steps_ == options_.steps) {
      teller_.Input(steps_, now, input);
      return Shut();
    }
    if (options_.before_step) options_.before_step(steps_);
    const bool skipped = steps_ < options_.skip;
    if (!skipped) teller_.Input(steps_, now, input);
    const Step step = inner_.Advance(now, input);
    if (skipped) {
      teller_.Forget();
    } else {
      for (const Output& output : step.outputs) teller_.Output(output);
      log_.Look(steps_, inner_);
    }
    ++steps_;
    return step;
  }
  std::string Census() const override { return inner_.Census(); }
  absl::Status Audit() const override { return inner_.Audit(); }
  const Ledger& Accounts() const override { return inner_.Accounts(); }

  void OnStep(const Moment&, const Input&, const Step&) override {
    if (!shut_ || options_.shows_next) told_bytes_ = transcript_.text().size();
  }
  const std::optional<Violation>& Verdict() const override { return shut_; }

  void Finish() {
    if (!shut_) {
      TakeRemarks();
      teller_.ActsBefore(end_ + Duration(1));
      told_bytes_ = transcript_.text().size();
    }
    story_.steps = steps_;
    story_.steps_skipped = std::min(options_.skip, steps_);
    story_.end_ns = end_.nanos();
    story_.transcript = transcript_.text().substr(0, told_bytes_);
    story_.census = log_.TakeCensus();
    story_.ledger = log_.TakeLedger();
  }

 private:
  Step Shut() {
    shut_ = Violation{"show", "end", "the story ends here"};
    return Step{{}, Instant::Never()};
  }

  // What the transcript says since the last step is the simulator's.
  void TakeRemarks() {
    std::string_view rest = std::string_view(transcript_.text()).substr(told_bytes_);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size() - 1);
      teller_.Remark(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    told_bytes_ = transcript_.text().size();
  }

  Subject& inner_;
  const sim::Transcript& transcript_;
  const CaptureOptions& options_;
  Story& story_;
  StepTeller teller_;
  StateLog log_;
  int64_t steps_ = 0;
  Instant end_;  // of the last step
  size_t told_bytes_ = 0;
  std::optional<Violation> shut_;
};

std::string RoleName(sim::ActorRole role) {
  switch (role) {
    case sim::ActorRole::kRegular:
      return "regular";
    case sim::ActorRole::kLurker:
      return "lurker";
    case sim::ActorRole::kStormer:
      return "stormer";
    case sim::ActorRole::kNickCollider:
      return "nick collider";
    case sim::ActorRole::kDeadPeer:
      return "dead peer";
    case sim::ActorRole::kSlowReader:
      return "slow reader";
    case sim::ActorRole::kHostile:
      return "hostile";
  }
  return "";
}

void AddLanes(const sim::Script& script, Story& story) {
  story.lanes.push_back({0, "server", script.config->server_name, ""});
  for (const sim::ScriptClient& client : script.clients) {
    std::string about = RoleName(client.role);
    if (client.shape.latency_ns != 0) {
      absl::StrAppend(&about, ", ", ShownSeconds(client.shape.latency_ns), " s away");
    }
    story.lanes.push_back({client.id, absl::StrCat("client ", client.id), about, client.peer});
  }
}

void AddFaults(const sim::Script& script, const sim::RunSummary& summary, Story& story) {
  for (const sim::ScriptFault& fault : script.faults) {
    const Instant until =
        sim::Lasts(fault.kind) ? std::min({fault.until, script.heal_at, script.end}) : fault.from;
    const auto& effective = summary.effective_faults;
    story.faults.push_back({fault.id, std::string(sim::FaultName(fault.kind)),
                            fault.client == sim::kEveryClient ? 0 : fault.client + 1,
                            fault.from.nanos(), until.nanos(),
                            std::binary_search(effective.begin(), effective.end(), fault.id)});
  }
}

}  // namespace

absl::StatusOr<Story> Capture(const props::Trial& trial, const sim::Scenario& scenario,
                              const CaptureOptions& options) {
  const absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  if (!script.ok()) return script.status();
  const absl::StatusOr<std::unique_ptr<Subject>> subject = trial.create(*script);
  if (!subject.ok()) return subject.status();

  Story story;
  story.epoch_unix_s = script->epoch_unix_s;
  AddLanes(*script, story);
  sim::Transcript transcript;
  Camera camera(*script, **subject, transcript, options, story);
  sim::Simulation simulation(*script, camera);
  simulation.Watch(&camera);
  const sim::RunSummary summary =
      simulation.Run({.until = options.until, .transcript = &transcript});
  camera.Finish();
  AddFaults(*script, summary, story);
  return story;
}

void MarkBroken(const StoryBreach& breach, bool in_step, Story& story) {
  StoryEvent event;
  event.at_ns = breach.at_ns;
  event.kind = StoryKind::kBroken;
  event.text = absl::StrCat(breach.law, " (", breach.rule, "): ", breach.detail);
  if (in_step && !story.events.empty()) {
    event.step = story.events.back().step;
    story.broken_step = event.step;
  }
  story.events.push_back(std::move(event));
  story.breach = breach;
}

}  // namespace confab::tools
