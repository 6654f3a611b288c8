// Which faults last at the moment, what they amount to for a client, and which did something.
//
//   weather.Begin(3);
//   if (weather.Over(client).stall_to_server) {
//     weather.Credit(FaultKind::kStallToServer, client);
//     ...
//   }
//
// Invariants: conditions depend on the set of lasting faults, not on the order in which they began.
// A fault is effective only if somebody has credited it; a fault may last and still be vacuous.

#ifndef CONFAB_SIM_WEATHER_H_
#define CONFAB_SIM_WEATHER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "server_core/api/moment.h"
#include "sim/script.h"

namespace confab::sim {

// The sum of the faults that last over one client.
struct Conditions {
  bool stall_to_server = false;
  bool stall_to_client = false;
  bool refuse_connect = false;
  bool answer_error = false;
  bool answer_never = false;
  Duration lag{0};                     // lags add up
  Duration answer_late{0};             // so do these
  uint32_t cut_bytes_max = 0;          // the finest; 0: uncut
  int64_t read_bytes_per_second = -1;  // the slowest; below 0: as the client likes
};

class Weather {
 public:
  explicit Weather(const Script& script);

  // A fault of the script, by index, begins to last, or ends.
  void Begin(size_t fault);
  bool End(size_t fault);  // false: it was over already
  void EndAll();

  const Conditions& Over(uint32_t client);

  // The lasting faults of this kind over the client have done something.
  void Credit(FaultKind kind, uint32_t client);
  // A fault that is over at once has done something.
  void CreditFault(size_t fault) { effective_[fault] = true; }

  // The same weather over another script with the same past: `fault_of` says which fault of it each
  // fault that has begun is.
  void MoveTo(const Script& script, absl::Span<const size_t> fault_of);

  // Ids, ascending, each once.
  std::vector<uint32_t> EffectiveFaults() const;

 private:
  struct Cached {
    uint64_t version = 0;
    Conditions conditions;
  };

  bool Covers(const ScriptFault& fault, uint32_t client) const;
  Conditions Sum(uint32_t client) const;

  const Script* script_;
  uint64_t version_ = 1;
  std::vector<size_t> lasting_;
  std::vector<bool> effective_;
  std::vector<Cached> cached_;  // by client
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_WEATHER_H_
