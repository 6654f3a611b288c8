// The settings of one generated run, drawn like everything else: limits of 2 find more than 2000.
//
//   const sim::ServerConfig config = DrawServerConfig(random, Profile::kStorm);
//   const Deadlines deadlines = DeadlinesOf(config);
//   *client->mutable_link() = DrawLinkShape(random, deadlines);
//
// Invariants: every drawn config is valid; durations are of one scale, so that no deadline hides
// behind thousands of probes; latencies stay well below the probe wait.

#ifndef CONFAB_PROPS_GEN_SWARM_H_
#define CONFAB_PROPS_GEN_SWARM_H_

#include <cstdint>

#include "props/gen/profile.h"
#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// The spans after which the core does something by itself.
struct Deadlines {
  int64_t registration_ns = 0;
  int64_t probe_after_ns = 0;
  int64_t probe_wait_ns = 0;

  int64_t DeadAfterNanos() const { return probe_after_ns + 2 * probe_wait_ns; }
};

sim::ServerConfig DrawServerConfig(Random& random, Profile profile);

// The same settings with a few of them drawn anew, for a Reconfigure. Never the durations alone.
sim::ServerConfig DrawReplacement(Random& random, const sim::ServerConfig& config);

Deadlines DeadlinesOf(const sim::ServerConfig& config);

// A deadline of the core, or sums of them, and one nanosecond to either side.
int64_t DrawSpan(Random& random, const Deadlines& deadlines);

sim::LinkShape DrawLinkShape(Random& random, const Deadlines& deadlines);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_SWARM_H_
