// The settings of the core as a scenario states them, and back.
#include "sim/scenario.pb.h"
#include "sim/script.h"

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

namespace {

CaseMapping StatementOf(confab::CaseMapping mapping) {
  switch (mapping) {
    case confab::CaseMapping::kAscii:
      return CASE_MAPPING_ASCII;
    case confab::CaseMapping::kRfc1459Strict:
      return CASE_MAPPING_RFC1459_STRICT;
    case confab::CaseMapping::kRfc1459:
      break;
  }
  return CASE_MAPPING_RFC1459;
}

void StateIdentity(const Config& config, const Config& usual, ServerConfig& out) {
  if (config.server_name != usual.server_name) out.set_server_name(config.server_name);
  if (config.server_info != usual.server_info) out.set_server_info(config.server_info);
  if (config.network_name != usual.network_name) out.set_network_name(config.network_name);
  if (config.version != usual.version) out.set_version(config.version);
  for (const std::string& line : config.motd) out.add_motd(line);
  if (config.case_mapping != usual.case_mapping) {
    out.set_case_mapping(StatementOf(config.case_mapping));
  }
}

void StateAdmission(const Config& config, const Config& usual, ServerConfig& out) {
  if (config.password != usual.password) out.set_password(config.password);
  if (config.anonymous_allowed != usual.anonymous_allowed) {
    out.set_anonymous_allowed(config.anonymous_allowed);
  }
  if (config.scram_enabled != usual.scram_enabled) out.set_scram_enabled(config.scram_enabled);
}

// A number of the configuration, its counterpart in a statement.
struct Number {
  int64_t (*of)(const Config& config);
  void (ServerConfig::*state)(int64_t);
};

constexpr Number kNumbers[] = {
    {[](const Config& c) { return c.links_max; }, &ServerConfig::set_links_max},
    {[](const Config& c) { return int64_t{c.registration_deadline.count()}; },
     &ServerConfig::set_registration_deadline_ns},
    {[](const Config& c) { return int64_t{c.probe_after.count()}; },
     &ServerConfig::set_probe_after_ns},
    {[](const Config& c) { return int64_t{c.probe_wait.count()}; },
     &ServerConfig::set_probe_wait_ns},
    {[](const Config& c) { return c.auth_exchanges_max; }, &ServerConfig::set_auth_exchanges_max},
    {[](const Config& c) { return c.auth_failures_max; }, &ServerConfig::set_auth_failures_max},
    {[](const Config& c) { return c.nick_bytes_max; }, &ServerConfig::set_nick_bytes_max},
    {[](const Config& c) { return c.user_bytes_max; }, &ServerConfig::set_user_bytes_max},
    {[](const Config& c) { return c.realname_bytes_max; }, &ServerConfig::set_realname_bytes_max},
    {[](const Config& c) { return c.channel_bytes_max; }, &ServerConfig::set_channel_bytes_max},
    {[](const Config& c) { return c.topic_bytes_max; }, &ServerConfig::set_topic_bytes_max},
    {[](const Config& c) { return c.reason_bytes_max; }, &ServerConfig::set_reason_bytes_max},
    {[](const Config& c) { return c.channels_per_user_max; },
     &ServerConfig::set_channels_per_user_max},
    {[](const Config& c) { return c.channels_max; }, &ServerConfig::set_channels_max},
    {[](const Config& c) { return c.targets_max; }, &ServerConfig::set_targets_max},
    {[](const Config& c) { return c.send_queue_bytes_max; },
     &ServerConfig::set_send_queue_bytes_max},
    {[](const Config& c) { return c.input_burst_bytes_max; },
     &ServerConfig::set_input_burst_bytes_max},
    {[](const Config& c) { return c.input_bytes_per_second_max; },
     &ServerConfig::set_input_bytes_per_second_max},
};

}  // namespace

ServerConfig StatementOf(const Config& config) {
  const Config usual;
  ServerConfig out;
  StateIdentity(config, usual, out);
  StateAdmission(config, usual, out);
  for (const Number& number : kNumbers) {
    if (number.of(config) != number.of(usual)) (out.*number.state)(number.of(config));
  }
  return out;
}

}  // namespace confab::sim
