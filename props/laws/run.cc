#include "props/laws/run.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "props/laws/law_observer.h"
#include "server_core/api/check.h"

namespace confab::props {
namespace {

size_t PlaceOf(const Law& law, const Trial& trial) {
  size_t place = 0;
  for (const Law& known : trial.laws) {
    if (known.name == law.name) break;
    ++place;
  }
  return place;
}

std::vector<const Law*> InOrder(absl::Span<const Law* const> laws, const Trial& trial) {
  std::vector<const Law*> ordered(laws.begin(), laws.end());
  std::sort(ordered.begin(), ordered.end(), [&trial](const Law* a, const Law* b) {
    return PlaceOf(*a, trial) < PlaceOf(*b, trial);
  });
  return ordered;
}

bool NeedLockstep(const std::vector<const Law*>& laws) {
  return std::any_of(laws.begin(), laws.end(), [](const Law* law) { return law->needs_lockstep; });
}

bool Judge(const std::vector<const Law*>& laws) {
  return std::any_of(laws.begin(), laws.end(),
                     [](const Law* law) { return law->judge != nullptr; });
}

}  // namespace

// Tells another observer of everything, and ends no run by itself.
class Run::Feed final : public Observer {
 public:
  explicit Feed(Observer* observer) : observer_(observer) {}
  void OnStep(const Moment& now, const Input& input, const confab::Step& step) override {
    observer_->OnStep(now, input, step);
  }
  void OnEnd(const Moment& now) override { observer_->OnEnd(now); }
  const std::optional<Violation>& Verdict() const override { return none_; }

 private:
  Observer* observer_;
  std::optional<Violation> none_;
};

absl::StatusOr<std::unique_ptr<Run>> Run::Create(const sim::Scenario& scenario,
                                                 absl::Span<const Law* const> laws,
                                                 const CheckOptions& options, const Trial& trial) {
  return Create(std::make_shared<const sim::Scenario>(scenario), laws, options, trial);
}

absl::StatusOr<std::unique_ptr<Run>> Run::Create(std::shared_ptr<const sim::Scenario> scenario,
                                                 absl::Span<const Law* const> laws,
                                                 const CheckOptions& options, const Trial& trial) {
  auto plan = PlanOf(std::move(scenario));
  if (!plan.ok()) return plan.status();
  absl::StatusOr<std::unique_ptr<Subject>> subject = trial.create((*plan)->script);
  if (!subject.ok()) return subject.status();
  return std::unique_ptr<Run>(new Run(*std::move(plan), *std::move(subject), laws, options, trial));
}

absl::StatusOr<std::shared_ptr<const Run::Plan>> Run::PlanOf(
    std::shared_ptr<const sim::Scenario> scenario) {
  absl::StatusOr<sim::Script> script = sim::Compile(*scenario);
  if (!script.ok()) return script.status();
  return std::make_shared<const Plan>(Plan{std::move(scenario), *std::move(script)});
}

Run::Run(std::shared_ptr<const Plan> plan, std::unique_ptr<Subject> subject,
         absl::Span<const Law* const> laws, const CheckOptions& options, const Trial& trial)
    : plan_(std::move(plan)),
      trial_(trial),
      options_(options),
      laws_(InOrder(laws, trial)),
      subject_(std::move(subject)),
      wire_(*plan_->script.config, *subject_),
      tape_(wire_),
      simulation_(std::make_unique<sim::Simulation>(plan_->script, *subject_)) {
  if (NeedLockstep(laws_)) {
    lockstep_ = std::make_unique<model::Lockstep>(*plan_->script.config, *subject_);
  }
  for (const Law* law : laws_) {
    watches_.push_back(law->watch == nullptr ? nullptr : law->watch(Setting()));
  }
  WatchAll();
  simulation_->Begin({.until = options.until, .trace = &trace_, .transcript = TranscriptIfAsked()});
}

Run::~Run() = default;

LawSetting Run::Setting() const {
  return {*plan_->script.config, *plan_->scenario, *subject_, wire_, lockstep_.get()};
}

void Run::WatchAll() {
  simulation_->Watch(&wire_);
  if (Judge(laws_)) simulation_->Watch(&tape_);
  if (lockstep_ != nullptr) {
    feed_ = std::make_unique<Feed>(lockstep_.get());
    simulation_->Watch(feed_.get());
  }
  for (const std::unique_ptr<Observer>& watch : watches_) {
    if (watch != nullptr) simulation_->Watch(watch.get());
  }
}

absl::StatusOr<std::unique_ptr<Run>> Run::Clone() const { return CopyTo(plan_); }

absl::StatusOr<std::unique_ptr<Run>> Run::Branch(const sim::Scenario& scenario) const {
  auto plan = PlanOf(std::make_shared<const sim::Scenario>(scenario));
  if (!plan.ok()) return plan.status();
  return CopyTo(*std::move(plan));
}

absl::StatusOr<std::unique_ptr<Run>> Run::CopyTo(std::shared_ptr<const Plan> plan) const {
  std::unique_ptr<Subject> clone = subject_->Clone();
  if (clone == nullptr) return absl::UnimplementedError("the subject cannot be copied");
  std::unique_ptr<Run> copy(new Run(*this, std::move(plan), std::move(clone)));
  if (absl::Status status = copy->CopyWatches(*this); !status.ok()) return status;
  auto simulation = simulation_->Branch(copy->plan_->script, *copy->subject_, &copy->trace_,
                                        copy->TranscriptIfAsked());
  if (!simulation.ok()) return simulation.status();
  copy->simulation_ = *std::move(simulation);
  copy->WatchAll();
  return copy;
}

Run::Run(const Run& from, std::shared_ptr<const Plan> plan, std::unique_ptr<Subject> clone)
    : plan_(std::move(plan)),
      trial_(from.trial_),
      options_(from.options_),
      laws_(from.laws_),
      subject_(std::move(clone)),
      wire_(from.wire_, *subject_),
      tape_(from.tape_, wire_),
      trace_(from.trace_),
      transcript_(from.transcript_) {
  if (from.lockstep_ == nullptr) return;
  lockstep_ = std::make_unique<model::Lockstep>(*from.lockstep_, *subject_);
}

absl::Status Run::CopyWatches(const Run& from) {
  for (size_t i = 0; i < laws_.size(); ++i) {
    watches_.push_back(nullptr);
    if (from.watches_[i] == nullptr) continue;
    const auto* law = dynamic_cast<const LawObserver*>(from.watches_[i].get());
    if (law != nullptr) watches_[i] = law->CopyInto(Setting());
    if (watches_[i] != nullptr) continue;
    const std::string name(laws_[i]->name);
    return absl::UnimplementedError(absl::StrCat("the law ", name, " cannot be copied"));
  }
  return absl::OkStatus();
}

Checked Run::Finish() {
  while (Step()) {
  }
  Checked checked;
  checked.summary = simulation_->Finish();
  checked.trace_hash = trace_.chain();
  checked.transcript = transcript_.text();
  checked.cells = CellsSeen();
  checked.finding = FirstBreach(checked.summary.end);
  if (!checked.finding.has_value()) checked.finding = Judged(checked);
  return checked;
}

std::optional<Finding> Run::FirstBreach(Instant at) const {
  for (size_t i = 0; i < laws_.size(); ++i) {
    if (watches_[i] == nullptr || !watches_[i]->Verdict().has_value()) continue;
    return Finding{*watches_[i]->Verdict(), laws_[i]->kind, at};
  }
  return std::nullopt;
}

std::vector<uint32_t> Run::CellsSeen() const {
  return lockstep_ == nullptr ? std::vector<uint32_t>() : lockstep_->CellsSeen();
}

std::optional<Finding> Run::Judged(const Checked& checked) const {
  const auto run_again = [&] { return RunAgain(); };
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

std::unique_ptr<Subject> Run::Fresh() const {
  absl::StatusOr<std::unique_ptr<Subject>> subject = trial_.create(plan_->script);
  CONFAB_CHECK(subject.ok());  // the first one was
  return *std::move(subject);
}

sim::Hash128 Run::RunAgain() const {
  const std::unique_ptr<Subject> subject = Fresh();
  sim::Simulation simulation(plan_->script, *subject);
  sim::Trace trace;
  simulation.Run({.until = options_.until, .trace = &trace});
  return trace.chain();
}

}  // namespace confab::props
