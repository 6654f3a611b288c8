#include "props/laws/check.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "model/lockstep.h"
#include "server_core/api/check.h"
#include "sim/script.h"
#include "sim/trace.h"
#include "sim/transcript.h"

namespace confab::props {
namespace {

// Tells another observer of everything, and ends no run by itself.
class Feed final : public Observer {
 public:
  explicit Feed(Observer* observer) : observer_(observer) {}
  void OnStep(const Moment& now, const Input& input, const Step& step) override {
    observer_->OnStep(now, input, step);
  }
  void OnEnd(const Moment& now) override { observer_->OnEnd(now); }
  const std::optional<Violation>& Verdict() const override { return none_; }

 private:
  Observer* observer_;
  std::optional<Violation> none_;
};

// One run of one scenario with its laws around it.
class Checking {
 public:
  Checking(const sim::Scenario& scenario, const sim::Script& script, Subject& subject,
           absl::Span<const Law* const> laws, const Trial& trial)
      : script_(script),
        subject_(subject),
        trial_(trial),
        wire_(*script.config, subject),
        tape_(wire_),
        laws_(InOrder(laws, trial)) {
    LawSetting setting{*script.config, scenario, subject, wire_};
    if (Any([](const Law& law) { return law.needs_lockstep; })) {
      lockstep_ = std::make_unique<model::Lockstep>(*script.config, subject);
      feed_ = std::make_unique<Feed>(lockstep_.get());
      setting.lockstep = lockstep_.get();
    }
    for (const Law* law : laws_) {
      watches_.push_back(law->watch == nullptr ? nullptr : law->watch(setting));
    }
  }

  Checked Run(const CheckOptions& options) {
    Checked checked;
    sim::Simulation simulation(script_, subject_);
    WatchAll(simulation);
    sim::Trace trace;
    sim::Transcript transcript;
    checked.summary = simulation.Run({.until = options.until,
                                      .trace = &trace,
                                      .transcript = options.transcript ? &transcript : nullptr});
    checked.trace_hash = trace.chain();
    checked.transcript = transcript.text();
    if (lockstep_ != nullptr) checked.cells = lockstep_->CellsSeen();
    checked.finding = FirstBreach(checked.summary);
    if (!checked.finding.has_value()) checked.finding = Judged(checked, options);
    return checked;
  }

 private:
  static std::vector<const Law*> InOrder(absl::Span<const Law* const> laws, const Trial& trial) {
    std::vector<const Law*> ordered(laws.begin(), laws.end());
    std::sort(ordered.begin(), ordered.end(), [&trial](const Law* a, const Law* b) {
      return PlaceOf(*a, trial) < PlaceOf(*b, trial);
    });
    return ordered;
  }

  static size_t PlaceOf(const Law& law, const Trial& trial) {
    size_t place = 0;
    for (const Law& known : trial.laws) {
      if (known.name == law.name) break;
      ++place;
    }
    return place;
  }

  template <class Predicate>
  bool Any(Predicate predicate) const {
    return std::any_of(laws_.begin(), laws_.end(), [&](const Law* law) { return predicate(*law); });
  }

  void WatchAll(sim::Simulation& simulation) {
    simulation.Watch(&wire_);
    if (Any([](const Law& law) { return law.judge != nullptr; })) simulation.Watch(&tape_);
    if (feed_ != nullptr) simulation.Watch(feed_.get());
    for (const std::unique_ptr<Observer>& watch : watches_) {
      if (watch != nullptr) simulation.Watch(watch.get());
    }
  }

  std::optional<Finding> FirstBreach(const sim::RunSummary& summary) const {
    for (size_t i = 0; i < laws_.size(); ++i) {
      if (watches_[i] == nullptr || !watches_[i]->Verdict().has_value()) continue;
      return Finding{*watches_[i]->Verdict(), laws_[i]->kind, summary.end};
    }
    return std::nullopt;
  }

  std::optional<Finding> Judged(const Checked& checked, const CheckOptions& options) const {
    const auto run_again = [&] { return RunAgain(options); };
    const auto create_subject = [&] { return Fresh(); };
    const WholeRun run{checked.summary, checked.trace_hash, tape_, run_again, create_subject};
    for (const Law* law : laws_) {
      if (law->judge == nullptr) continue;
      std::optional<Violation> violation = law->judge(run);
      if (!violation.has_value()) continue;
      return Finding{*std::move(violation), law->kind, checked.summary.end};
    }
    return std::nullopt;
  }

  std::unique_ptr<Subject> Fresh() const {
    absl::StatusOr<std::unique_ptr<Subject>> subject = trial_.create(script_);
    CONFAB_CHECK(subject.ok());  // the first one was
    return *std::move(subject);
  }

  sim::Hash128 RunAgain(const CheckOptions& options) const {
    const std::unique_ptr<Subject> subject = Fresh();
    sim::Simulation simulation(script_, *subject);
    sim::Trace trace;
    simulation.Run({.until = options.until, .trace = &trace});
    return trace.chain();
  }

  const sim::Script& script_;
  Subject& subject_;
  const Trial& trial_;
  WireView wire_;
  Tape tape_;
  std::unique_ptr<model::Lockstep> lockstep_;
  std::unique_ptr<Feed> feed_;
  std::vector<const Law*> laws_;
  std::vector<std::unique_ptr<Observer>> watches_;  // as laws_; null where judged only
};

}  // namespace

std::vector<const Law*> LawsByDefault() { return LawsOf(ChatTrial()); }

absl::StatusOr<Checked> Check(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
                              const CheckOptions& options, const Trial& trial) {
  absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  if (!script.ok()) return script.status();
  absl::StatusOr<std::unique_ptr<Subject>> subject = trial.create(*script);
  if (!subject.ok()) return subject.status();
  return Checking(scenario, *script, **subject, laws, trial).Run(options);
}

}  // namespace confab::props
