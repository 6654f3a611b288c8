// Laws over whole runs are left to the end: they need the tape of the run, and with it every
// snapshot would hold the whole past.
#include "tools/debug/timeline.h"

#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "server_core/api/check.h"

namespace confab::tools {
namespace {

constexpr props::CheckOptions kWithTranscript = {.transcript = true};

std::vector<const props::Law*> Watched(const std::vector<const props::Law*>& laws) {
  std::vector<const props::Law*> watched;
  for (const props::Law* law : laws) {
    if (law->watch != nullptr) watched.push_back(law);
  }
  return watched;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Timeline>> Timeline::Create(const sim::Scenario& scenario,
                                                           const TimelineOptions& options) {
  std::unique_ptr<Timeline> time(new Timeline(options));
  time->watched_ = Watched(options.laws);
  time->scenario_ = std::make_shared<const sim::Scenario>(scenario);
  auto run = props::Run::Create(time->scenario_, time->watched_, kWithTranscript, *options.trial);
  if (!run.ok()) return run.status();
  time->run_ = *std::move(run);
  if (options.death_in != nullptr) time->death_ = options.death_in(scenario);
  time->Keep();
  return time;
}

absl::StatusOr<std::unique_ptr<Timeline>> Timeline::Fork(const sim::Scenario& scenario) const {
  auto branch = run_->Branch(scenario);
  if (absl::IsUnimplemented(branch.status())) return ForkWithoutCopy(scenario);
  if (!branch.ok()) return branch.status();
  auto fork = Create(scenario, options_);
  if (!fork.ok()) return fork.status();
  (*fork)->run_ = *std::move(branch);
  (*fork)->Keep();
  return fork;
}

// The past as the subject saw it is compared, instead of the scenarios.
absl::StatusOr<std::unique_ptr<Timeline>> Timeline::ForkWithoutCopy(
    const sim::Scenario& scenario) const {
  auto fork = Create(scenario, options_);
  if (!fork.ok()) return fork.status();
  const bool arrived = (*fork)->GoTo(events());
  if (arrived && (*fork)->run_->trace_chain() == run_->trace_chain()) return fork;
  return absl::FailedPreconditionError("the pasts differ");
}

bool Timeline::Step() {
  if (DiesNext() != nullptr || !run_->Step()) return false;
  if (events() % every_ == 0) Keep();
  return true;
}

bool Timeline::GoTo(uint64_t target) {
  auto after = snapshots_.upper_bound(target);
  const bool has = after != snapshots_.begin();
  const uint64_t nearest = has ? std::prev(after)->first : 0;
  if (target < events() || nearest > events()) {
    auto copy = has ? std::prev(after)->second->Clone() : FromStart();
    CONFAB_CHECK(copy.ok());  // what has been copied once can be copied again
    run_ = *std::move(copy);
  }
  while (events() < target && Step()) {
  }
  return events() == target;
}

bool Timeline::AtEnd() const { return run_->next_at() == Instant::Never(); }

const SubjectDeath* Timeline::DiesNext() const {
  return death_ && death_->events == events() ? &*death_ : nullptr;
}

const std::optional<props::Finding>& Timeline::finding() {
  finding_ = run_->finding();
  if (!finding_ && AtEnd()) {
    if (!at_end_) at_end_ = JudgedAtEnd();
    finding_ = *at_end_;
  }
  if (finding_) found_ = finding_;
  return finding_;
}

std::optional<props::Finding> Timeline::JudgedAtEnd() const {
  auto checked = props::Check(*scenario_, options_.laws, {}, *options_.trial);
  CONFAB_CHECK(checked.ok());  // it has been run
  return std::move(checked->finding);
}

uint64_t Timeline::SnapshotBefore(uint64_t event) const {
  const auto after = snapshots_.lower_bound(event);
  return after == snapshots_.begin() ? 0 : std::prev(after)->first;
}

std::unique_ptr<props::Run> Timeline::FromStart() const {
  auto run = props::Run::Create(scenario_, watched_, kWithTranscript, *options_.trial);
  CONFAB_CHECK(run.ok());  // the first one was
  return *std::move(run);
}

void Timeline::Keep() {
  if (snapshots_.contains(events())) return;
  auto copy = run_->Clone();
  if (!copy.ok()) return;
  snapshots_[events()] = *std::move(copy);
  while (snapshots_.size() > kSnapshotsMax) {
    every_ *= 2;
    std::erase_if(snapshots_, [this](const auto& kept) { return kept.first % every_ != 0; });
  }
}

}  // namespace confab::tools
