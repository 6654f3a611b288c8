// The few system calls around the loop: nonblocking TCP on 127.0.0.1, and signals as a descriptor.
//
//   absl::StatusOr<int> listener = ListenOnLoopback(/*port=*/0);
//   std::printf("port %d\n", PortOf(*listener));
//   std::string peer;
//   const int socket = AcceptFrom(*listener, &peer);   // -1 and errno, as accept(2)
//   CloseGently(socket, "ERROR :Closing Link: *[127.0.0.1] (Quit)\r\n");
//
// Invariants: every descriptor is nonblocking and closed on exec.

#ifndef CONFAB_TOOLS_EXAMPLES_LOOPBACK_H_
#define CONFAB_TOOLS_EXAMPLES_LOOPBACK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace confab {

// A listening socket; port 0 takes any free one.
absl::StatusOr<int> ListenOnLoopback(uint16_t port);
uint16_t PortOf(int listener);

// The next waiting connection and its address as text, or -1 and errno.
int AcceptFrom(int listener, std::string* peer);

// Writes what the peer takes of `last` without delay and ends the stream, so that the peer can
// still read it. Closing with unread bytes in the receive buffer would send a reset, which may
// overtake the last line.
void CloseGently(int socket, std::string_view last);

// Takes SIGTERM and SIGINT out of their usual course: they make this descriptor readable, which
// needs no handler and no global. Linux; elsewhere a pipe written by a handler does the same.
// SIGPIPE is ignored: a peer that went away is an errno of send(2).
absl::StatusOr<int> StopSignals();

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_LOOPBACK_H_
