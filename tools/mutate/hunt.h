// Runs scenarios on mutants until a law is broken, process by process.
//
//   Hunt hunt(scenes, results, /*jobs=*/2, /*budget=*/2'000);
//   const absl::Status status = hunt.Run(mutants, [&](const Result& result) { return true; });
//
// Invariants: a mutant's verdict depends on the scenes alone: not on the number of jobs, nor on
// what was known before; only the scenario named as its killer may. A process has one mutant, so
// its death is a verdict, too. Each verdict is on disk before the next mutant is taken.

#ifndef CONFAB_TOOLS_MUTATE_HUNT_H_
#define CONFAB_TOOLS_MUTATE_HUNT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "tools/confab/worker.h"
#include "tools/confab/worker.pb.h"
#include "tools/mutate/mutation.h"
#include "tools/mutate/result.pb.h"
#include "tools/mutate/results.h"
#include "tools/mutate/scenes.h"

namespace confab::mutate {

class Hunt {
 public:
  Hunt(const Scenes& scenes, Results& results, int jobs, int budget);

  // `on_result` returns false to stop; it is also asked, with null, while nothing happens.
  using OnResult = std::function<bool(const Result*)>;
  absl::Status Run(const std::vector<Mutant>& mutants, const OnResult& on_result);

 private:
  // A process, and the mutant it lives with.
  struct Lane {
    const Mutant* mutant = nullptr;
    std::unique_ptr<tools::Worker> worker;
    std::vector<uint32_t> scenes;  // to come are those from `next` on
    size_t next = 0;
    absl::Time run_began;
    absl::Duration cpu_before;  // what the process had used then
  };

  // Takes mutants off the front until one of them keeps the lane busy.
  absl::Status Fill(Lane& lane, absl::Span<const Mutant>& left, const OnResult& on_result);
  absl::Status Begin(const Mutant& mutant, Lane& lane);
  void SendNext(Lane& lane);
  void WaitForAny(const std::vector<Lane>& lanes) const;
  // Empties the lane if there is a verdict now.
  absl::Status Look(Lane& lane, const OnResult& on_result);
  std::optional<Result> VerdictOf(Lane& lane);
  Result Judged(const Lane& lane, const tools::Done& done) const;
  Result Buried(const Lane& lane, bool hung) const;
  void NoteKiller(const Lane& lane, Result& result);
  absl::Status Report(const Result& result, const OnResult& on_result);
  std::vector<uint32_t> Order(const Mutant& mutant) const;
  Result ResultOf(const Mutant& mutant, std::string_view verdict) const;

  const Scenes& scenes_;
  Results& results_;
  int jobs_;
  int budget_;
  std::map<std::string, uint32_t> places_;                // of scenes by name
  std::map<std::string, std::vector<uint32_t>> killers_;  // by file, the latest last
};

}  // namespace confab::mutate

#endif  // CONFAB_TOOLS_MUTATE_HUNT_H_
