// The command line of poll_server, turned into what the loop needs.
//
//   absl::StatusOr<PollServerOptions> options = ParsePollServerOptions(argc, argv);
//   if (!options.ok()) return Fail(options.status());
//   auto core = ChatServer::Create(options->config, seed, now);
//   ...
//
// Invariants: the status says which option is wrong; SCRAM is offered only where there are
// accounts.

#ifndef CONFAB_TOOLS_EXAMPLES_POLL_SERVER_OPTIONS_H_
#define CONFAB_TOOLS_EXAMPLES_POLL_SERVER_OPTIONS_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "tools/examples/scram_authority.h"

namespace confab {

struct PollServerOptions {
  uint16_t port = 0;  // 0: any free one
  std::shared_ptr<const Config> config;
  ScramAuthority authority;
};

// Consumes the command line; `--help` prints it and ends the program.
absl::StatusOr<PollServerOptions> ParsePollServerOptions(int argc, char** argv);

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_POLL_SERVER_OPTIONS_H_
