// `confab identity` alone: few objects, so that it can be built in many ways.
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "props/gen/scenario_gen.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"
#include "sim/script.h"
#include "tools/identity/identity_command.h"

namespace {

absl::StatusOr<std::unique_ptr<confab::Subject>> CreateChatServer(
    const confab::sim::Script& script) {
  const confab::Moment start{confab::Instant(), absl::FromUnixSeconds(script.epoch_unix_s)};
  return confab::ChatServer::Create(script.config, script.server_seed, start);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  for (const std::string& argument : arguments) {
    if (argument != "--help") continue;
    std::cout << confab::tools::kIdentityHelp;
    return 0;
  }
  const confab::tools::IdentitySubject subject = {CreateChatServer,
                                                  confab::props::GenerateScenario};
  return static_cast<int>(confab::tools::Identity(subject, arguments, std::cout, std::cerr));
}
