#include "sim/script.h"

#include <array>
#include <cstddef>

#include "sim/scenario.pb.h"

namespace confab::sim {
std::string_view FaultName(FaultKind kind) {
  static constexpr std::array<std::string_view, kFaultKindCount> kNames = {
      "stall-to-server", "stall-to-client", "lag",         "cut",         "reset",
      "silent-death",    "refuse-connect",  "clock-step",  "answer-late", "answer-error",
      "answer-never",    "slow-reading",    "reconfigure",
  };
  return kNames[static_cast<size_t>(kind)];
}

bool Lasts(FaultKind kind) {
  return kind != FaultKind::kReset && kind != FaultKind::kSilentDeath &&
         kind != FaultKind::kClockStep && kind != FaultKind::kReconfigure;
}

uint32_t Script::ClientOf(LinkId link) const {
  const auto found = client_of_connect.find(static_cast<uint32_t>(link));
  return found == client_of_connect.end() ? kEveryClient : found->second;
}

}  // namespace confab::sim
