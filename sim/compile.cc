// Everything that a run relies upon is checked here, once; the run itself checks nothing again.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "server_core/api/config.h"
#include "sim/compiler.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

constexpr int64_t kEpochMaxS = 4'000'000'000;
constexpr uint64_t kEventsMax = 10'000'000;
constexpr uint32_t kSameInstantEventsMax = 1'000'000;
constexpr int64_t kSlowReaderBytesPerSecond = 100;

}  // namespace

absl::StatusOr<Script> Compile(const Scenario& scenario) { return Compiler(scenario).Compile(); }

absl::StatusOr<Script> Compiler::Compile() {
  if (absl::Status status = TakeAll(); !status.ok()) return status;
  SortActions();
  return std::move(script_);
}

absl::Status Compiler::TakeAll() {
  if (absl::Status status = TakeHead(); !status.ok()) return status;
  if (absl::Status status = TakeLimits(); !status.ok()) return status;
  if (absl::Status status = TakeHeal(); !status.ok()) return status;
  for (const Client& client : scenario_.client()) {
    if (absl::Status status = TakeClient(client); !status.ok()) return status;
  }
  script_.actions.reserve(static_cast<size_t>(scenario_.action_size()));
  for (const Action& action : scenario_.action()) {
    if (absl::Status status = TakeAction(action); !status.ok()) return status;
  }
  for (const Fault& fault : scenario_.fault()) {
    if (absl::Status status = TakeFault(fault); !status.ok()) return status;
  }
  for (const UserAccount& account : scenario_.account()) {
    if (absl::Status status = TakeAccount(account); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Compiler::TakeHead() {
  if (scenario_.format() != kScenarioFormat) {
    return Refuse(absl::StrFormat("format %d: this program understands format %d",
                                  scenario_.format(), kScenarioFormat));
  }
  auto config = std::make_shared<const Config>(ConfigOf(scenario_.config()));
  if (absl::Status status = Validate(*config); !status.ok()) {
    return Refuse(absl::StrCat("config: ", status.message()));
  }
  if (scenario_.epoch_unix_s() < 0 || scenario_.epoch_unix_s() > kEpochMaxS) {
    return Refuse("epoch_unix_s: must be from 0 to 4000000000");
  }
  script_.config = std::move(config);
  script_.epoch_unix_s = scenario_.epoch_unix_s();
  script_.server_seed = scenario_.server_seed();
  script_.salt = scenario_.salt();
  script_.tie_permutation = scenario_.tie_permutation();
  return absl::OkStatus();
}

absl::Status Compiler::TakeLimits() {
  const Limits& limits = scenario_.limits();
  if (limits.end_ns() <= 0 || limits.end_ns() > kTimeMaxNs) {
    return Refuse(
        absl::StrFormat("limits.end_ns %d: must be from 1 to %d", limits.end_ns(), kTimeMaxNs));
  }
  script_.end = Instant::FromNanos(limits.end_ns());
  script_.events_max = limits.events_max() == 0 ? kEventsMax : limits.events_max();
  script_.same_instant_events_max = limits.same_instant_events_max() == 0
                                        ? kSameInstantEventsMax
                                        : limits.same_instant_events_max();
  return absl::OkStatus();
}

absl::Status Compiler::TakeHeal() {
  if (!scenario_.has_heal()) return absl::OkStatus();
  const Heal& heal = scenario_.heal();
  if (BeyondEnd(heal.at_ns())) {
    return Refuse(absl::StrFormat("heal.at_ns %d: must be from 0 to limits.end_ns", heal.at_ns()));
  }
  if (heal.patience_ns() <= 0 || heal.patience_ns() > script_.end.nanos() - heal.at_ns()) {
    return Refuse(absl::StrFormat("heal.patience_ns %d: must be above 0 and end by limits.end_ns",
                                  heal.patience_ns()));
  }
  script_.heal_at = Instant::FromNanos(heal.at_ns());
  script_.heal_patience = Duration(heal.patience_ns());
  return absl::OkStatus();
}

namespace {

std::string PeerOf(const Client& client) {
  if (!client.peer().empty()) return client.peer();
  const uint32_t id = client.id();
  return absl::StrFormat("10.%d.%d.%d", (id >> 16) & 255, (id >> 8) & 255, id & 255);
}

}  // namespace

absl::Status Compiler::TakeClient(const Client& client) {
  if (client.id() == 0) return Refuse("client 0: an id is above 0");
  const auto index = static_cast<uint32_t>(script_.clients.size());
  if (!client_of_id_.emplace(client.id(), index).second) {
    return Refuse(absl::StrFormat("client %d: the id is taken", client.id()));
  }
  if (!Role_IsValid(client.role())) {
    return Refuse(absl::StrFormat("client %d: role %d is not known", client.id(), client.role()));
  }
  const LinkShape& link = client.link();
  for (const int64_t value :
       {link.latency_ns(), link.bytes_per_second(), link.read_bytes_per_second()}) {
    if (value >= 0 && value <= kTimeMaxNs) continue;
    return Refuse(absl::StrFormat("client %d: link value %d is out of range", client.id(), value));
  }
  ScriptClient out{client.id(), static_cast<ActorRole>(client.role()), Shape{}, {}, PeerOf(client)};
  out.shape.latency_ns = link.latency_ns();
  out.shape.bytes_per_second = link.bytes_per_second();
  if (link.window_bytes() != 0) out.shape.window_bytes = link.window_bytes();
  if (link.segment_bytes_max() != 0) out.shape.segment_bytes_max = link.segment_bytes_max();
  out.shape.read_bytes_per_second = link.read_bytes_per_second();
  if (out.role == ActorRole::kSlowReader && out.shape.read_bytes_per_second == 0) {
    out.shape.read_bytes_per_second = kSlowReaderBytesPerSecond;
  }
  out.alternate_nicks.assign(client.alternate_nick().begin(), client.alternate_nick().end());
  script_.clients.push_back(std::move(out));
  return absl::OkStatus();
}

absl::Status Compiler::TakeAccount(const UserAccount& account) {
  if (account.name().empty() || !account_names_.insert(account.name()).second) {
    return Refuse(absl::StrCat("account \"", account.name(), "\": empty or taken"));
  }
  ScriptAccount& known = script_.accounts.emplace_back();
  known.name = account.name();
  known.password = account.password();
  if (account.has_parameters()) known.parameters = account.parameters();
  if (account.has_signature()) known.signature = account.signature();
  return absl::OkStatus();
}

}  // namespace confab::sim
