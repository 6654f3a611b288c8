// Scenarios of a known size for measuring: how fast is the simulator with the core in it?
//
//   const Scenario storm = StormWorkload(/*cycles=*/100'000, /*clients=*/10'000);
//   const absl::StatusOr<Script> script = Compile(storm);
//   Time([&] { Simulation(*script, *server).Run({}); });
//
// Invariants: benign (salt 0, no faults); the same scenario for the same arguments.

#ifndef CONFAB_SIM_WORKLOAD_H_
#define CONFAB_SIM_WORKLOAD_H_

#include <cstdint>

#include "sim/scenario.pb.h"

namespace confab::sim {

// Every client logs on, stays until all have, and quits: so often that `cycles` log-ons happen.
Scenario StormWorkload(uint32_t cycles, uint32_t clients);

// A virtual day of connections that only answer PING.
Scenario IdleDayWorkload(uint32_t clients);

// Channels of `members` clients in which everybody in turn says a line, `lines` in total.
Scenario ChatWorkload(uint32_t clients, uint32_t members, uint32_t lines, int64_t latency_ns);

}  // namespace confab::sim

#endif  // CONFAB_SIM_WORKLOAD_H_
