// The program: options, the core, two descriptors, and the loop of poll_loop.cc until a signal.

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server_core/api/moment.h"
#include "server_core/server.h"
#include "tools/examples/loopback.h"
#include "tools/examples/poll_loop.h"
#include "tools/examples/poll_server_options.h"
#include "tools/examples/shell_clock.h"

namespace confab {
namespace {

absl::Status Run(const PollServerOptions& options) {
  const ShellClock clock;
  const Moment start = clock.Now();
  const auto seed =
      static_cast<uint64_t>(absl::ToUnixNanos(start.wall));  // no secret depends on it
  const auto core = ChatServer::Create(options.config, seed, start);
  if (!core.ok()) return core.status();
  const absl::StatusOr<int> stop = StopSignals();
  if (!stop.ok()) return stop.status();
  const absl::StatusOr<int> listener = ListenOnLoopback(options.port);
  if (!listener.ok()) return listener.status();
  std::printf("listening on 127.0.0.1 port %d\n", PortOf(*listener));
  std::fflush(stdout);
  return Serve(**core, clock, options.authority, *listener, *stop);
}

int Main(int argc, char** argv) {
  const absl::StatusOr<PollServerOptions> options = ParsePollServerOptions(argc, argv);
  const absl::Status ended = options.ok() ? Run(*options) : options.status();
  if (ended.ok()) return 0;
  std::fprintf(stderr, "poll_server: %s\n", std::string(ended.message()).c_str());
  return options.ok() ? 1 : 2;
}

}  // namespace
}  // namespace confab

int main(int argc, char** argv) { return confab::Main(argc, argv); }
