#include "tools/mutate/hunt.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "props/laws/check.h"
#include "tools/mutate/selector.h"

namespace confab::mutate {
namespace {

// A run takes milliseconds. The processor's time is counted, so that a busy machine makes no hangs;
// who neither computes nor answers is waited for, too, but not for ever.
constexpr absl::Duration kCpuTimeMax = absl::Seconds(4);
constexpr absl::Duration kPatience = absl::Minutes(2);
constexpr int kTickMillis = 200;

}  // namespace

Hunt::Hunt(const Scenes& scenes, Results& results, int jobs, int budget)
    : scenes_(scenes), results_(results), jobs_(jobs), budget_(budget) {
  for (uint32_t i = 0; i < scenes.size(); ++i) places_[scenes.At(i).name] = i;
}

Result Hunt::ResultOf(const Mutant& mutant, std::string_view verdict) const {
  Result result;
  result.set_key(mutant.Key());
  result.set_place(mutant.Place());
  result.set_kind(mutant.kind);
  result.set_original(mutant.original);
  result.set_mutated(mutant.mutated);
  result.set_verdict(std::string(verdict));
  result.set_budget(budget_);
  return result;
}

// First what killed it before, then what killed its neighbours, the latest first, then the rest.
std::vector<uint32_t> Hunt::Order(const Mutant& mutant) const {
  const std::vector<uint32_t>& infecting = scenes_.Infecting(mutant);
  std::vector<uint32_t> wanted;
  const auto before = places_.find(results_.KillerOf(mutant));
  if (before != places_.end()) wanted.push_back(before->second);
  const auto neighbours = killers_.find(mutant.file);
  if (neighbours != killers_.end()) {
    wanted.insert(wanted.end(), neighbours->second.rbegin(), neighbours->second.rend());
  }
  wanted.insert(wanted.end(), infecting.begin(), infecting.end());
  std::set<uint32_t> left(infecting.begin(), infecting.end());
  std::vector<uint32_t> order;
  for (const uint32_t scene : wanted) {
    if (left.erase(scene) > 0) order.push_back(scene);
  }
  return order;
}

absl::Status Hunt::Run(const std::vector<Mutant>& mutants, const OnResult& on_result) {
  std::vector<Lane> lanes(static_cast<size_t>(jobs_));
  absl::Span<const Mutant> left = mutants;
  for (;;) {
    for (Lane& lane : lanes) {
      if (absl::Status status = Fill(lane, left, on_result); !status.ok()) return status;
    }
    const auto is_idle = [](const Lane& lane) { return lane.mutant == nullptr; };
    if (std::all_of(lanes.begin(), lanes.end(), is_idle)) return absl::OkStatus();
    WaitForAny(lanes);
    for (Lane& lane : lanes) {
      if (absl::Status status = Look(lane, on_result); !status.ok()) return status;
    }
    if (!on_result(nullptr)) return absl::CancelledError("interrupted");
  }
}

absl::Status Hunt::Fill(Lane& lane, absl::Span<const Mutant>& left, const OnResult& on_result) {
  while (lane.mutant == nullptr && !left.empty()) {
    const Mutant& mutant = left.front();
    left.remove_prefix(1);
    const bool differs = !scenes_.Infecting(mutant).empty();
    const std::string_view otherwise = scenes_.IsReached(mutant) ? kIdle : kUnreached;
    absl::Status status =
        differs ? Begin(mutant, lane) : Report(ResultOf(mutant, otherwise), on_result);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Hunt::Begin(const Mutant& mutant, Lane& lane) {
  Select(mutant.id);
  auto worker = tools::Worker::Start(props::LawsOf(scenes_.trial()), scenes_.trial());
  Select(0);
  if (!worker.ok()) return worker.status();
  lane = Lane{&mutant, *std::move(worker), Order(mutant), 0, absl::Time(), absl::Duration()};
  SendNext(lane);
  return absl::OkStatus();
}

void Hunt::SendNext(Lane& lane) {
  tools::Job job;
  job.mutable_single()->set_scenario(scenes_.At(lane.scenes[lane.next++]).scenario);
  lane.run_began = absl::Now();
  lane.cpu_before = lane.worker->CpuTime();
  lane.worker->Send(job);
}

void Hunt::WaitForAny(const std::vector<Lane>& lanes) const {
  std::vector<pollfd> waiting;
  for (const Lane& lane : lanes) {
    if (lane.mutant != nullptr) waiting.push_back({lane.worker->fd(), POLLIN, 0});
  }
  poll(waiting.data(), waiting.size(), kTickMillis);
}

absl::Status Hunt::Look(Lane& lane, const OnResult& on_result) {
  if (lane.mutant == nullptr) return absl::OkStatus();
  const std::optional<Result> result = VerdictOf(lane);
  if (!result.has_value()) return absl::OkStatus();
  lane = Lane();
  return Report(*result, on_result);
}

std::optional<Result> Hunt::VerdictOf(Lane& lane) {
  pollfd answer{lane.worker->fd(), POLLIN, 0};
  const bool silent = poll(&answer, 1, 0) == 0;
  const bool patient = lane.worker->CpuTime() - lane.cpu_before < kCpuTimeMax &&
                       absl::Now() - lane.run_began < kPatience;
  if (silent && patient) return std::nullopt;
  if (silent) lane.worker->Kill();
  const std::optional<tools::Done> done = lane.worker->Receive();
  Result result = done.has_value() ? Judged(lane, *done) : Buried(lane, silent);
  if (!IsKill(result.verdict()) && lane.next < lane.scenes.size()) {
    SendNext(lane);
    return std::nullopt;
  }
  result.set_runs(static_cast<int32_t>(lane.next));
  if (IsKill(result.verdict())) NoteKiller(lane, result);
  return result;
}

Result Hunt::Judged(const Lane& lane, const tools::Done& done) const {
  const bool refused = !done.refused().empty();
  Result result = ResultOf(*lane.mutant, done.has_breach() || refused ? kKilled : kSurvived);
  if (done.has_breach()) {
    result.set_by(absl::StrCat(done.breach().law(), "/", done.breach().rule()));
  } else if (refused) {
    result.set_by("settings refused");
  }
  return result;
}

Result Hunt::Buried(const Lane& lane, bool hung) const {
  Result result = ResultOf(*lane.mutant, hung ? kHang : kCrash);
  const tools::Death& death = lane.worker->death();
  result.set_by(death.site.empty() ? death.cause : death.site);
  return result;
}

void Hunt::NoteKiller(const Lane& lane, Result& result) {
  const uint32_t killer = lane.scenes[lane.next - 1];
  result.set_scenario(scenes_.At(killer).name);
  std::vector<uint32_t>& killers = killers_[lane.mutant->file];
  killers.erase(std::remove(killers.begin(), killers.end(), killer), killers.end());
  killers.push_back(killer);
}

absl::Status Hunt::Report(const Result& result, const OnResult& on_result) {
  if (absl::Status status = results_.Append(result); !status.ok()) return status;
  return on_result(&result) ? absl::OkStatus() : absl::CancelledError("interrupted");
}

}  // namespace confab::mutate
