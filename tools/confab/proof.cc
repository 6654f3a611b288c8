#include "tools/confab/proof.h"

#include <poll.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "tools/confab/worker.h"

namespace confab::tools {
namespace {

constexpr uint32_t kEnumeratedPerJob = 16;  // each takes some milliseconds
constexpr absl::Duration kHangPatience = absl::Seconds(60);
constexpr int kPollMs = 200;

struct Seat {
  std::unique_ptr<Worker> worker;
  uint64_t first = 0;
  uint64_t runs_seen = 0;
  absl::Time moved_at;
};

class Runner {
 public:
  Runner(const ProofOptions& options, uint64_t worlds, Interrupts& interrupts)
      : options_(options), interrupts_(interrupts) {
    report_.worlds = worlds;
    job_.mutable_proving()->mutable_name()->Assign(options.choice.names.begin(),
                                                   options.choice.names.end());
    job_.mutable_proving()->set_all(options.choice.all);
    job_.mutable_proving()->set_clients(options.choice.clients);
    job_.mutable_proving()->set_length(options.choice.length);
    job_.mutable_proving()->set_count(options.choice.all ? kEnumeratedPerJob : 1);
    job_.mutable_proving()->set_unreduced(options.unreduced);
  }

  absl::StatusOr<ProofReport> Run(const std::function<void(const ProofReport&)>& progress) {
    for (int i = 0; i < options_.jobs; ++i) {
      auto worker = Worker::Start(options_.laws, *options_.trial);
      if (!worker.ok()) return worker.status();
      seats_.push_back({*std::move(worker), 0, 0, absl::Now()});
    }
    while (GiveWork()) {
      Wait();
      for (Seat& seat : seats_) KillIfHanging(seat);
      report_.took = absl::Now() - started_at_;
      progress(report_);
    }
    report_.took = absl::Now() - started_at_;
    SortProofs();
    return std::move(report_);
  }

 private:
  // False: there is none left, and nobody's answer is wanted.
  bool GiveWork() {
    report_.interrupted = interrupts_.Pending();
    for (Seat& seat : seats_) {
      const bool over = report_.interrupted || report_.failure || !report_.refused.empty() ||
                        next_ >= report_.worlds;
      if (!seat.worker->has_work() && !over) Give(seat);
    }
    return !report_.interrupted && std::any_of(seats_.begin(), seats_.end(), [&](const Seat& it) {
      return it.worker->has_work() && IsWanted(it);
    });
  }

  bool IsWanted(const Seat& seat) const {
    return !report_.failure || seat.first < report_.failure->seed;
  }

  void Give(Seat& seat) {
    seat.first = next_;
    seat.moved_at = absl::Now();
    job_.mutable_proving()->set_first(next_);
    next_ += job_.proving().count();
    seat.worker->Send(job_);
  }

  void Wait() {
    std::vector<pollfd> waiting = {{interrupts_.fd(), POLLIN, 0}};
    for (const Seat& seat : seats_) waiting.push_back({seat.worker->fd(), POLLIN, 0});
    poll(waiting.data(), waiting.size(), kPollMs);
    for (size_t i = 0; i < seats_.size(); ++i) {
      const bool ready = waiting[i + 1].revents != 0;
      if (ready && seats_[i].worker->has_work()) CollectFrom(*seats_[i].worker);
    }
  }

  void CollectFrom(Worker& worker) {
    const std::optional<Done> done = worker.Receive();
    if (!done) {
      Failure failure{worker.seed(), worker.ordinal(), Breach(), worker.death(), {}, 0};
      failure.scenario.ParseFromString(worker.learned_scenario());
      return NoteFailure(std::move(failure));
    }
    report_.proofs.insert(report_.proofs.end(), done->proof().begin(), done->proof().end());
    if (!done->refused().empty()) report_.refused = done->refused();
    if (!done->has_breach()) return;
    const Breach& breach = done->breach();
    Failure failure{breach.seed(), breach.ordinal(), breach, std::nullopt, {}, 0};
    failure.scenario.ParseFromString(breach.scenario());
    NoteFailure(std::move(failure));
  }

  void NoteFailure(Failure failure) {
    if (!report_.failure || failure.seed < report_.failure->seed) {
      report_.failure = std::move(failure);
    }
  }

  void KillIfHanging(Seat& seat) {
    const uint64_t runs = seat.worker->runs();
    if (runs != std::exchange(seat.runs_seen, runs)) seat.moved_at = absl::Now();
    const bool hangs = absl::Now() - seat.moved_at > kHangPatience;
    if (seat.worker->has_work() && hangs) seat.worker->Kill();
  }

  // Worlds after the failing one may have been proved meanwhile, by chance: they are not told.
  void SortProofs() {
    std::vector<Proof>& proofs = report_.proofs;
    std::sort(proofs.begin(), proofs.end(),
              [](const Proof& a, const Proof& b) { return a.world() < b.world(); });
    if (!report_.failure) return;
    const uint64_t failing = report_.failure->seed - 1;
    const auto after = std::find_if(proofs.begin(), proofs.end(),
                                    [&](const Proof& it) { return it.world() > failing; });
    proofs.erase(after, proofs.end());
    report_.failure->runs = report_.failure->ordinal;
    for (const Proof& proof : proofs) {
      if (proof.world() < failing) report_.failure->runs += proof.executed();
    }
  }

  const ProofOptions& options_;
  Interrupts& interrupts_;
  const absl::Time started_at_ = absl::Now();
  std::vector<Seat> seats_;
  Job job_;
  uint64_t next_ = 0;
  ProofReport report_;
};

}  // namespace

absl::StatusOr<ProofReport> ProveWorlds(const ProofOptions& options, Interrupts& interrupts,
                                        const std::function<void(const ProofReport&)>& progress) {
  const absl::StatusOr<props::Worlds> worlds = props::Worlds::Chosen(options.choice);
  if (!worlds.ok()) return worlds.status();
  return Runner(options, worlds->size(), interrupts).Run(progress);
}

}  // namespace confab::tools
