#include "tools/confab/reduction.h"

#include <utility>

#include "absl/time/clock.h"
#include "server_core/api/check.h"
#include "sim/script.h"
#include "tools/confab/files.h"

namespace confab::tools {
namespace {

constexpr absl::Duration kHangPatience = absl::Seconds(20);
// Two runs that could differ may happen to be equal; so many in a row hardly ever are.
constexpr int kDeterminismAttempts = 16;
constexpr size_t kOthersMax = 16;

}  // namespace

std::optional<Fingerprint> Outcome::fingerprint() const {
  if (death) return Fingerprint{kCrashLaw, death->cause, death->site};
  if (!done.has_breach()) return std::nullopt;
  return Fingerprint{done.breach().law(), done.breach().rule(), ""};
}

IsolatedCheck::IsolatedCheck(std::vector<const props::Law*> laws, const props::Trial& trial)
    : laws_(std::move(laws)), trial_(trial) {
  const bool chancy = laws_.size() == 1 && laws_[0]->kind == props::LawKind::kDeterminism;
  if (chancy) attempts_ = kDeterminismAttempts;
}

Outcome IsolatedCheck::Run(const Single& single) {
  Outcome outcome = RunOnce(single);
  for (int i = 1; i < attempts_ && !outcome.fingerprint(); ++i) outcome = RunOnce(single);
  return outcome;
}

Outcome IsolatedCheck::RunOnce(const Single& single) {
  if (worker_ == nullptr) {
    absl::StatusOr<std::unique_ptr<Worker>> worker = Worker::Start(laws_, trial_);
    CONFAB_CHECK(worker.ok());  // no process can be had: nothing can be said of the subject
    worker_ = *std::move(worker);
  }
  Job job;
  *job.mutable_single() = single;
  worker_->Send(job);
  std::optional<Done> done = worker_->ReceiveWithin(kHangPatience);
  if (done) return {*std::move(done), std::nullopt};
  Outcome outcome{Done(), worker_->death()};
  worker_.reset();
  return outcome;
}

Outcome IsolatedCheck::Run(const sim::Scenario& scenario) {
  Single single;
  single.set_scenario(scenario.SerializeAsString());
  return Run(single);
}

void Reduction::Note(const Fingerprint& other, const sim::Scenario& scenario) {
  for (const OtherFailure& known : others_) {
    if (known.fingerprint == other) return;
  }
  if (others_.size() < kOthersMax) others_.push_back({other, scenario});
}

std::optional<props::Witness> Reduction::Fails(const sim::Scenario& candidate) {
  const Outcome outcome = check_.Run(candidate);
  const std::optional<Fingerprint> seen = outcome.fingerprint();
  if (seen && *seen != wanted_) Note(*seen, candidate);
  if (seen != wanted_) return std::nullopt;
  if (outcome.death) return props::Witness{candidate.limits().end_ns(), {}};
  const auto& effective = outcome.done.breach().effective_fault();
  return props::Witness{outcome.done.breach().at_ns(), {effective.begin(), effective.end()}};
}

props::Shrunk Reduction::Shrink(const sim::Scenario& failing, absl::Duration budget,
                                Interrupts& interrupts) {
  const absl::Time deadline = absl::Now() + budget;
  props::ShrinkOptions options;
  options.is_over = [&] { return absl::Now() >= deadline || interrupts.Pending(); };
  options.tiny_worlds_max /= static_cast<uint64_t>(check_.attempts() * check_.attempts());
  // Their words are the chat server's.
  if (&check_.trial() != &props::ChatTrial()) options.tiny_worlds_max = 0;
  options.on_improved = [&](const sim::Scenario& best) {
    // A full disk must not end the shrinking; the last good file stays.
    if (!path_.empty()) WriteScenario(path_, best).IgnoreError();
  };
  return props::Shrink(
      failing, [&](const sim::Scenario& it) { return Fails(it); }, options);
}

props::Explanation Reduction::Explain(const sim::Scenario& minimal, absl::Duration budget,
                                      Interrupts& interrupts) {
  const absl::Time deadline = absl::Now() + budget;
  props::ExplainOptions options;
  options.is_over = [&] { return absl::Now() >= deadline || interrupts.Pending(); };
  options.can_run = [](const sim::Scenario& it) { return sim::Compile(it).ok(); };
  return props::Explain(
      minimal, [&](const sim::Scenario& it) { return Fails(it); }, options);
}

}  // namespace confab::tools
