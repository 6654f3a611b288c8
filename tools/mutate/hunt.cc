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

// A run takes milliseconds.
constexpr absl::Duration kPatience = absl::Seconds(4);
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

absl::Status Hunt::Begin(const Mutant& mutant, Lane& lane) {
  Select(mutant.id);
  auto worker = tools::Worker::Start(props::LawsByDefault());
  Select(0);
  if (!worker.ok()) return worker.status();
  lane = Lane{&mutant, *std::move(worker), Order(mutant), 0, absl::Time()};
  SendNext(lane);
  return absl::OkStatus();
}

void Hunt::SendNext(Lane& lane) {
  tools::Job job;
  job.mutable_single()->set_scenario(scenes_.At(lane.scenes[lane.next++]).scenario);
  lane.patience_ends = absl::Now() + kPatience;
  lane.worker->Send(job);
}

void Hunt::WaitForAny(const std::vector<Lane>& lanes) const {
  std::vector<pollfd> waiting;
  for (const Lane& lane : lanes) {
    if (lane.mutant != nullptr) waiting.push_back({lane.worker->fd(), POLLIN, 0});
  }
  poll(waiting.data(), waiting.size(), kTickMillis);
}

std::unique_ptr<Result> Hunt::Buried(Lane& lane, bool hung) {
  auto result = std::make_unique<Result>(ResultOf(*lane.mutant, hung ? kHang : kCrash));
  const tools::Death& death = lane.worker->death();
  result->set_by(death.site.empty() ? death.cause : death.site);
  return result;
}

std::unique_ptr<Result> Hunt::Step(Lane& lane) {
  pollfd answer{lane.worker->fd(), POLLIN, 0};
  const bool hung = poll(&answer, 1, 0) == 0;
  if (hung && absl::Now() < lane.patience_ends) return nullptr;
  if (hung) lane.worker->Kill();
  const std::optional<tools::Done> done = lane.worker->Receive();
  std::unique_ptr<Result> result;
  if (!done.has_value()) {
    result = Buried(lane, hung);
  } else if (done->has_breach()) {
    result = std::make_unique<Result>(ResultOf(*lane.mutant, kKilled));
    result->set_by(absl::StrCat(done->breach().law(), "/", done->breach().rule()));
  } else if (!done->refused().empty()) {
    result = std::make_unique<Result>(ResultOf(*lane.mutant, kKilled));
    result->set_by("settings refused");
  } else if (lane.next < lane.scenes.size()) {
    SendNext(lane);
    return nullptr;
  } else {
    result = std::make_unique<Result>(ResultOf(*lane.mutant, kSurvived));
  }
  result->set_runs(static_cast<int32_t>(lane.next));
  if (!IsKill(result->verdict())) return result;
  const uint32_t killer = lane.scenes[lane.next - 1];
  result->set_scenario(scenes_.At(killer).name);
  std::vector<uint32_t>& killers = killers_[lane.mutant->file];
  killers.erase(std::remove(killers.begin(), killers.end(), killer), killers.end());
  killers.push_back(killer);
  return result;
}

absl::Status Hunt::Run(const std::vector<Mutant>& mutants,
                       const std::function<bool(const Result*)>& on_result) {
  std::vector<Lane> lanes(static_cast<size_t>(jobs_));
  size_t taken = 0;
  size_t busy = 0;
  const auto report = [&](Result result) -> absl::Status {
    if (absl::Status status = results_.Append(result); !status.ok()) return status;
    return on_result(&result) ? absl::OkStatus() : absl::CancelledError("interrupted");
  };
  for (;;) {
    for (Lane& lane : lanes) {
      while (lane.mutant == nullptr && taken < mutants.size()) {
        const Mutant& mutant = mutants[taken++];
        if (scenes_.Infecting(mutant).empty()) {
          const bool reached = scenes_.IsReached(mutant);
          absl::Status status = report(ResultOf(mutant, reached ? kIdle : kUnreached));
          if (!status.ok()) return status;
          continue;
        }
        if (absl::Status status = Begin(mutant, lane); !status.ok()) return status;
        ++busy;
      }
    }
    if (busy == 0) return absl::OkStatus();
    WaitForAny(lanes);
    for (Lane& lane : lanes) {
      if (lane.mutant == nullptr) continue;
      const std::unique_ptr<Result> result = Step(lane);
      if (result == nullptr) continue;
      lane = Lane();
      --busy;
      if (absl::Status status = report(*result); !status.ok()) return status;
    }
    if (!on_result(nullptr)) return absl::CancelledError("interrupted");
  }
}

}  // namespace confab::mutate
