// The identity of a run: a 128-bit hash chain over every moment, every input and every output.
//
//   Trace trace(/*checkpoint_every=*/256);
//   trace.Add(now, input, subject.Advance(now, input));
//   Report(trace.chain().Hex());
//
// Invariants: fields are hashed one by one in a canonical order, never raw structs. Equal chains
// mean that a subject was told the same at the same moments and said the same, byte for byte.

#ifndef CONFAB_SIM_TRACE_H_
#define CONFAB_SIM_TRACE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"

namespace confab::sim {

// The chain after so many steps: two runs that differ do so after their last common checkpoint.
struct Checkpoint {
  uint64_t steps = 0;
  Instant at;
  Hash128 chain;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

class Trace {
 public:
  // 0: no checkpoints.
  explicit Trace(uint64_t checkpoint_every = 0) : checkpoint_every_(checkpoint_every) {}

  void Add(const Moment& now, const Input& input, const Step& step);

  Hash128 chain() const { return hasher_.Finish(); }
  uint64_t steps() const { return steps_; }
  absl::Span<const Checkpoint> checkpoints() const { return checkpoints_; }

 private:
  Hasher128 hasher_;
  uint64_t steps_ = 0;
  uint64_t checkpoint_every_;
  std::vector<Checkpoint> checkpoints_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_TRACE_H_
