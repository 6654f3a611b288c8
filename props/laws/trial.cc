#include "props/laws/trial.h"

#include "absl/time/time.h"
#include "props/gen/scenario_gen.h"
#include "server_core/api/moment.h"
#include "server_core/server.h"

namespace confab::props {
namespace {

absl::StatusOr<std::unique_ptr<Subject>> CreateChatServer(const sim::Script& script) {
  const Moment start{Instant(), absl::FromUnixSeconds(script.epoch_unix_s)};
  return ChatServer::Create(script.config, script.server_seed, start);
}

}  // namespace

const Trial& ChatTrial() {
  static const Trial trial = {.name = "chat",
                              .create = CreateChatServer,
                              .laws = AllLaws(),
                              .canary = FindLaw("canary"),
                              .generate = GenerateScenario};
  return trial;
}

const Law* FindLaw(const Trial& trial, std::string_view name) {
  for (const Law& law : trial.laws) {
    if (law.name == name) return &law;
  }
  return trial.canary != nullptr && trial.canary->name == name ? trial.canary : nullptr;
}

std::vector<const Law*> LawsOf(const Trial& trial) {
  std::vector<const Law*> laws;
  for (const Law& law : trial.laws) laws.push_back(&law);
  return laws;
}

}  // namespace confab::props
