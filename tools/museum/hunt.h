// One hunt: scenario after scenario by one strategy from one seed, until the law named breaks.
//
//   Marks& marks = ...;                               // in memory shared with the parent
//   RunHunt({defect, "novelty", /*seed=*/3, ...}, marks);
//
// Invariants: the marks are right at every moment, so that a parent can read them though the server
// died. Core time is that of drawing scenarios and checking them, not of what the museum adds to
// tell when a defect was reached and triggered.

#ifndef CONFAB_TOOLS_MUSEUM_HUNT_H_
#define CONFAB_TOOLS_MUSEUM_HUNT_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "props/laws/trial.h"
#include "tools/museum/reference.h"

namespace confab::tools {

struct HuntPlan {
  std::string law;
  std::string strategy;
  uint64_t seed = 1;
  uint64_t runs_max = 10'000;
  absl::Duration core_time_max = absl::Seconds(60);
  Reference* reference = nullptr;  // none: whether the defect is triggered is not told
};

inline constexpr size_t kNameBytes = 48;

// A breach as it is left behind; `run` is set last.
struct FoundMark {
  std::atomic<uint64_t> run;
  std::atomic<uint64_t> virtual_ns;
  std::atomic<uint64_t> core_ns;
  char law[kNameBytes];
  char rule[kNameBytes];
};

enum class Stopped : uint8_t { kNot, kFound, kRuns, kTime, kRefused };

struct Marks {
  std::atomic<uint64_t> run;         // in work
  std::atomic<uint64_t> virtual_ns;  // of all runs before
  std::atomic<uint64_t> core_ns;     // drawing, and the law named
  std::atomic<uint64_t> any_ns;      // drawing, and all laws
  std::atomic<uint64_t> reached;
  std::atomic<uint64_t> triggered;
  FoundMark named;
  FoundMark any;
  std::atomic<Stopped> stopped;
};

void RunHunt(const HuntPlan& plan, const props::Trial& trial, Marks& marks);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_HUNT_H_
