#include "sim/script.h"

#include <array>
#include <cstddef>

#include "sim/scenario.pb.h"

namespace confab::sim {
namespace {

confab::CaseMapping MappingOf(CaseMapping stated) {
  switch (stated) {
    case CASE_MAPPING_ASCII:
      return confab::CaseMapping::kAscii;
    case CASE_MAPPING_RFC1459_STRICT:
      return confab::CaseMapping::kRfc1459Strict;
    default:
      return confab::CaseMapping::kRfc1459;
  }
}

void TakeIdentity(const ServerConfig& stated, Config& config) {
  if (stated.has_server_name()) config.server_name = stated.server_name();
  if (stated.has_server_info()) config.server_info = stated.server_info();
  if (stated.has_network_name()) config.network_name = stated.network_name();
  if (stated.has_version()) config.version = stated.version();
  config.motd.assign(stated.motd().begin(), stated.motd().end());
  if (stated.has_case_mapping()) config.case_mapping = MappingOf(stated.case_mapping());
}

void TakeAdmission(const ServerConfig& stated, Config& config) {
  if (stated.has_password()) config.password = stated.password();
  if (stated.has_anonymous_allowed()) config.anonymous_allowed = stated.anonymous_allowed();
  if (stated.has_scram_enabled()) config.scram_enabled = stated.scram_enabled();
  if (stated.has_links_max()) config.links_max = stated.links_max();
  if (stated.has_auth_exchanges_max()) config.auth_exchanges_max = stated.auth_exchanges_max();
  if (stated.has_auth_failures_max()) config.auth_failures_max = stated.auth_failures_max();
}

void TakeDurations(const ServerConfig& stated, Config& config) {
  if (stated.has_registration_deadline_ns()) {
    config.registration_deadline = Duration(stated.registration_deadline_ns());
  }
  if (stated.has_probe_after_ns()) config.probe_after = Duration(stated.probe_after_ns());
  if (stated.has_probe_wait_ns()) config.probe_wait = Duration(stated.probe_wait_ns());
}

void TakeSizes(const ServerConfig& stated, Config& config) {
  if (stated.has_nick_bytes_max()) config.nick_bytes_max = stated.nick_bytes_max();
  if (stated.has_user_bytes_max()) config.user_bytes_max = stated.user_bytes_max();
  if (stated.has_realname_bytes_max()) config.realname_bytes_max = stated.realname_bytes_max();
  if (stated.has_channel_bytes_max()) config.channel_bytes_max = stated.channel_bytes_max();
  if (stated.has_topic_bytes_max()) config.topic_bytes_max = stated.topic_bytes_max();
  if (stated.has_reason_bytes_max()) config.reason_bytes_max = stated.reason_bytes_max();
}

void TakeHoldings(const ServerConfig& stated, Config& config) {
  if (stated.has_channels_per_user_max()) {
    config.channels_per_user_max = stated.channels_per_user_max();
  }
  if (stated.has_channels_max()) config.channels_max = stated.channels_max();
  if (stated.has_targets_max()) config.targets_max = stated.targets_max();
  if (stated.has_send_queue_bytes_max()) {
    config.send_queue_bytes_max = stated.send_queue_bytes_max();
  }
  if (stated.has_input_burst_bytes_max()) {
    config.input_burst_bytes_max = stated.input_burst_bytes_max();
  }
  if (stated.has_input_bytes_per_second_max()) {
    config.input_bytes_per_second_max = stated.input_bytes_per_second_max();
  }
}

}  // namespace

Config ConfigOf(const ServerConfig& stated) {
  Config config;
  TakeIdentity(stated, config);
  TakeAdmission(stated, config);
  TakeDurations(stated, config);
  TakeSizes(stated, config);
  TakeHoldings(stated, config);
  return config;
}

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
