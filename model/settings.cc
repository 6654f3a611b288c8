#include "model/settings.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace confab::model {
namespace {

bool IsWithin(int64_t value, int64_t low, int64_t high) { return low <= value && value <= high; }

// One byte that prints, up to 63 of them, the first no colon.
bool IsName(std::string_view text) {
  if (!IsWithin(static_cast<int64_t>(text.size()), 1, 63) || text[0] == ':') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

bool IsText(std::string_view text, size_t low, size_t high) {
  if (text.size() < low || text.size() > high) return false;
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

bool AreNamesValid(const Config& config) {
  size_t shown_bytes = 0;
  for (const char c : config.network_name) shown_bytes += c == '\\' || c == '=' ? 4 : 1;
  return IsName(config.server_name) && config.server_name.find('.') != std::string::npos &&
         IsName(config.network_name) && shown_bytes <= 63 && IsName(config.version);
}

bool AreTextsValid(const Config& config) {
  return IsText(config.server_info, 1, 100) && IsText(config.password, 0, 504) &&
         std::all_of(config.motd.begin(), config.motd.end(),
                     [](const std::string& line) { return IsText(line, 0, 400); });
}

bool AreWaitsValid(const Config& config) {
  return config.registration_deadline > Duration::zero() && config.probe_after > Duration::zero() &&
         config.probe_wait > Duration::zero();
}

// The longest line with a topic, ":nick!user@host TOPIC #channel :topic", must fit 510 bytes.
bool AreSizesValid(const Config& config) {
  const int64_t topic_line_bytes = config.nick_bytes_max + config.user_bytes_max + 63 +
                                   config.channel_bytes_max + config.topic_bytes_max +
                                   static_cast<int64_t>(std::string_view(":!@ TOPIC  :").size());
  return IsWithin(config.nick_bytes_max, 1, 63) && IsWithin(config.user_bytes_max, 2, 32) &&
         IsWithin(config.realname_bytes_max, 1, 200) &&
         IsWithin(config.channel_bytes_max, 2, 100) && IsWithin(config.topic_bytes_max, 1, 300) &&
         IsWithin(config.reason_bytes_max, 1, 300) && topic_line_bytes <= 510;
}

bool AreHoldingsValid(const Config& config) {
  constexpr int64_t kBillion = 1'000'000'000;
  return config.links_max >= 1 && config.auth_exchanges_max >= 1 && config.auth_failures_max >= 1 &&
         config.channels_per_user_max >= 1 && config.channels_max >= 1 && config.targets_max >= 1 &&
         config.send_queue_bytes_max >= 512 &&
         IsWithin(config.input_burst_bytes_max, 512, kBillion) &&
         IsWithin(config.input_bytes_per_second_max, 1, kBillion);
}

}  // namespace

bool AreValid(const Config& config) {
  const bool is_mapping = config.case_mapping == CaseMapping::kAscii ||
                          config.case_mapping == CaseMapping::kRfc1459 ||
                          config.case_mapping == CaseMapping::kRfc1459Strict;
  return is_mapping && AreNamesValid(config) && AreTextsValid(config) && AreWaitsValid(config) &&
         AreSizesValid(config) && AreHoldingsValid(config);
}

bool MayReplace(const Config& present, const Config& next) {
  return AreValid(next) && next.case_mapping == present.case_mapping;
}

}  // namespace confab::model
