#include "tools/confab/campaign.h"

#include <poll.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "props/explore/session.h"

namespace confab::tools {
namespace {

constexpr uint32_t kRunsPerJob = 32;
constexpr absl::Duration kHangPatience = absl::Seconds(60);
constexpr int kPollMs = 200;

void AddTally(const Tally& from, Tally& sum) {
  sum.set_runs(sum.runs() + from.runs());
  sum.set_virtual_ms(sum.virtual_ms() + from.virtual_ms());
  sum.set_events(sum.events() + from.events());
  sum.set_connections(sum.connections() + from.connections());
  sum.set_lines_to_server(sum.lines_to_server() + from.lines_to_server());
  sum.set_lines_to_clients(sum.lines_to_clients() + from.lines_to_clients());
  while (sum.faults_size() < from.faults_size()) sum.add_faults();
  for (int i = 0; i < from.faults_size(); ++i) {
    FaultTally& kind = *sum.mutable_faults(i);
    kind.set_applied(kind.applied() + from.faults(i).applied());
    kind.set_effective(kind.effective() + from.faults(i).effective());
  }
}

// A worker, the first seed of the job it has, and when it was last seen to move.
struct Seat {
  std::unique_ptr<Worker> worker;
  uint64_t first_seed = 0;
  uint64_t runs_seen = 0;
  absl::Time moved_at;
};

class Runner {
 public:
  Runner(const CampaignOptions& options, Interrupts& interrupts, const Progress& progress)
      : options_(options), interrupts_(interrupts), progress_(progress) {}

  absl::StatusOr<Campaign> Run() {
    for (int i = 0; i < options_.jobs; ++i) {
      absl::StatusOr<std::unique_ptr<Worker>> worker =
          Worker::Start(options_.laws, *options_.trial);
      if (!worker.ok()) return worker.status();
      seats_.push_back({*std::move(worker), 0, 0, absl::Now()});
    }
    while (GiveWork()) {
      Wait();
      Collect();
      KillHanging();
      campaign_.took = absl::Now() - started_at_;
      progress_(campaign_);
    }
    campaign_.took = absl::Now() - started_at_;
    return std::move(campaign_);
  }

 private:
  bool IsOver() {
    campaign_.interrupted = interrupts_.Pending();
    const bool time_over = options_.span && absl::Now() - started_at_ >= *options_.span;
    return campaign_.interrupted || time_over || campaign_.failure.has_value() ||
           !campaign_.refused.empty() || RunsOfNextJob() == 0;
  }

  uint32_t RunsOfNextJob() const {
    const uint32_t runs = std::max(kRunsPerJob, props::RunsPerSeed(options_.strategy));
    if (!options_.runs) return runs;
    const uint64_t left = *options_.runs - std::min(*options_.runs, runs_given_);
    return static_cast<uint32_t>(std::min<uint64_t>(left, runs));
  }

  // Work for all who have none; false if there is none left and nobody's answer is wanted.
  bool GiveWork() {
    for (Seat& seat : seats_) {
      if (!seat.worker->has_work() && !IsOver()) Give(seat);
    }
    return !campaign_.interrupted && std::any_of(seats_.begin(), seats_.end(), [&](const Seat& it) {
      return it.worker->has_work() && IsWanted(it);
    });
  }

  // What a job of higher seeds may find does not matter any more.
  bool IsWanted(const Seat& seat) const {
    return !campaign_.failure || seat.first_seed < campaign_.failure->seed;
  }

  // Many seeds of one run each, or one seed of many.
  void Give(Seat& seat) {
    const uint32_t runs_per_seed = props::RunsPerSeed(options_.strategy);
    Job job;
    Seeds& seeds = *job.mutable_seeds();
    seat.first_seed = options_.seed + runs_given_ / runs_per_seed;
    seeds.set_first(seat.first_seed);
    seeds.set_count(runs_per_seed == 1 ? RunsOfNextJob() : 1);
    seeds.set_runs(runs_per_seed == 1 ? 1 : RunsOfNextJob());
    seeds.set_profile(static_cast<uint32_t>(options_.profile));
    seeds.set_probes(options_.probes);
    seeds.set_strategy(static_cast<uint32_t>(options_.strategy));
    runs_given_ += uint64_t{seeds.count()} * seeds.runs();
    seat.moved_at = absl::Now();
    seat.worker->Send(job);
  }

  void Wait() {
    waiting_.assign(1, {interrupts_.fd(), POLLIN, 0});
    for (const Seat& seat : seats_) waiting_.push_back({seat.worker->fd(), POLLIN, 0});
    poll(waiting_.data(), waiting_.size(), kPollMs);
  }

  void Collect() {
    for (size_t i = 0; i < seats_.size(); ++i) {
      const bool ready = waiting_[i + 1].revents != 0;
      if (ready && seats_[i].worker->has_work()) CollectFrom(seats_[i]);
    }
  }

  void CollectFrom(Seat& seat) {
    const std::optional<Done> done = seat.worker->Receive();
    if (!done) return NoteDeath(*seat.worker);
    AddTally(done->tally(), campaign_.tally);
    for (const uint32_t place : done->tally().new_probe()) campaign_.probes.set(place);
    campaign_.cells.insert(done->tally().new_cell().begin(), done->tally().new_cell().end());
    if (!done->refused().empty()) campaign_.refused = done->refused();
    if (done->has_breach()) NoteBreach(done->breach());
  }

  void NoteBreach(const Breach& breach) {
    Failure failure{breach.seed(), breach.ordinal(), breach, std::nullopt, {}, 0};
    failure.scenario.ParseFromString(breach.scenario());
    NoteFailure(std::move(failure));
  }

  void NoteDeath(const Worker& worker) {
    Failure failure{worker.seed(), worker.ordinal(), Breach(), worker.death(), {}, 0};
    const std::string learned = worker.learned_scenario();
    if (learned.empty()) {
      props::ExploreSession session(options_.strategy, failure.seed, options_.profile,
                                    options_.trial->generate);
      failure.scenario = session.Next();
    } else {
      failure.scenario.ParseFromString(learned);
    }
    NoteFailure(std::move(failure));
  }

  void NoteFailure(Failure failure) {
    const uint64_t sessions_before = failure.seed - options_.seed;
    failure.runs = sessions_before * props::RunsPerSeed(options_.strategy) + failure.ordinal;
    if (campaign_.failure && !failure.IsBefore(*campaign_.failure)) return;
    campaign_.failure = std::move(failure);
  }

  void KillHanging() {
    for (Seat& seat : seats_) {
      const uint64_t runs = seat.worker->runs();
      if (runs != std::exchange(seat.runs_seen, runs)) seat.moved_at = absl::Now();
      const bool hangs = absl::Now() - seat.moved_at > kHangPatience;
      if (seat.worker->has_work() && hangs) seat.worker->Kill();
    }
  }

  const CampaignOptions& options_;
  Interrupts& interrupts_;
  const Progress& progress_;
  const absl::Time started_at_ = absl::Now();
  std::vector<Seat> seats_;
  std::vector<pollfd> waiting_;
  uint64_t runs_given_ = 0;
  Campaign campaign_;
};

}  // namespace

absl::StatusOr<Campaign> RunCampaign(const CampaignOptions& options, Interrupts& interrupts,
                                     const Progress& progress) {
  return Runner(options, interrupts, progress).Run();
}

}  // namespace confab::tools
