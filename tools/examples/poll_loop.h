// A shell around any subject: TCP sockets and one poll(2) loop.
//
//   const ShellClock clock;
//   auto core = ChatServer::Create(config, seed, clock.Now());
//   const absl::StatusOr<int> listener = ListenOnLoopback(6667);
//   const absl::StatusOr<int> stop = StopSignals();
//   const absl::Status ended = Serve(**core, clock, authority, *listener, *stop);
//
// Invariants: it obeys, it decides nothing. The core hears Woke at wake_at or later, never earlier,
// and each byte that a socket took is Drained once. A peer that does not read holds up nobody.

#ifndef CONFAB_TOOLS_EXAMPLES_POLL_LOOP_H_
#define CONFAB_TOOLS_EXAMPLES_POLL_LOOP_H_

#include "absl/status/status.h"
#include "server_core/api/subject.h"
#include "tools/examples/scram_authority.h"
#include "tools/examples/shell_clock.h"

namespace confab {

// Serves the connections of `listener` until `stop` is readable, then closes them. The core must
// not have seen a link before, and its time must come from `clock`. An error is one of poll(2).
absl::Status Serve(Subject& core, const ShellClock& clock, const ScramAuthority& authority,
                   int listener, int stop);

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_POLL_LOOP_H_
