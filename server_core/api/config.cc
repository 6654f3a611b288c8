// One table per kind of field; a check that needs two fields comes last, when each is sane.

#include "server_core/api/config.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "server_core/api/limits.h"

namespace confab {
namespace {

constexpr int64_t kNameBytesMax = 63;
constexpr size_t kInfoBytesMax = 100;
constexpr size_t kMotdLineBytesMax = 400;
constexpr size_t kPasswordBytesMax = kBodyBytesMax - std::string_view("PASS :").size();
constexpr int64_t kAny = INT64_MAX;

struct Range {
  const char* name;
  int64_t Config::*field;
  int64_t low;
  int64_t high;
};

// The allowance is counted in nanoseconds (clauses#1.4): 1e9 bytes of at most 1e9 ns each fit
// int64.
constexpr Range kRanges[] = {
    {"links_max", &Config::links_max, 1, kAny},
    {"auth_exchanges_max", &Config::auth_exchanges_max, 1, kAny},
    {"auth_failures_max", &Config::auth_failures_max, 1, kAny},
    {"nick_bytes_max", &Config::nick_bytes_max, 1, kNickBytesMax},
    {"user_bytes_max", &Config::user_bytes_max, 2, kUserBytesMax},
    {"realname_bytes_max", &Config::realname_bytes_max, 1, kRealNameBytesMax},
    {"channel_bytes_max", &Config::channel_bytes_max, 2, kChannelBytesMax},
    {"topic_bytes_max", &Config::topic_bytes_max, 1, kTopicBytesMax},
    {"reason_bytes_max", &Config::reason_bytes_max, 1, kReasonBytesMax},
    {"channels_per_user_max", &Config::channels_per_user_max, 1, kAny},
    {"channels_max", &Config::channels_max, 1, kAny},
    {"targets_max", &Config::targets_max, 1, kAny},
    {"send_queue_bytes_max", &Config::send_queue_bytes_max, kLineBytesMax, kAny},
    {"input_burst_bytes_max", &Config::input_burst_bytes_max, kLineBytesMax, 1'000'000'000},
    {"input_bytes_per_second_max", &Config::input_bytes_per_second_max, 1, 1'000'000'000},
};

struct Wait {
  const char* name;
  Duration Config::*field;
};

constexpr Wait kWaits[] = {
    {"registration_deadline", &Config::registration_deadline},
    {"probe_after", &Config::probe_after},
    {"probe_wait", &Config::probe_wait},
};

constexpr int64_t kBody = kBodyBytesMax;

constexpr int64_t Length(std::string_view text) { return static_cast<int64_t>(text.size()); }

constexpr int64_t NickUserHostBytes(int64_t nick, int64_t user) {
  return nick + Length("!") + user + Length("@") + int64_t{kHostBytesMax};
}

// `:nick!user@host TOPIC #channel :text`, the longest line about a topic.
constexpr int64_t TopicLineBytes(int64_t nick, int64_t user, int64_t channel, int64_t topic) {
  return Length(":") + NickUserHostBytes(nick, user) + Length(" TOPIC ") + channel + Length(" :") +
         topic;
}

// What other lines take fits whatever the limits: 311 and 333 by themselves, and 332 as it is no
// longer than TOPIC even with the longest server name and the shortest user name.
constexpr int64_t kNumeric = Length(":") + kNameBytesMax + Length(" 000 ") + 1;
constexpr int64_t kLongest = NickUserHostBytes(kNickBytesMax, kUserBytesMax);
static_assert(kNumeric + kNickBytesMax + kLongest + Length(" * :") + kRealNameBytesMax <= kBody);
static_assert(kNumeric + kNickBytesMax + kChannelBytesMax + 1 + kLongest + 1 +
                  Length("9223372036854775807") <=
              kBody);
static_assert(kNumeric + Length(" :") <= TopicLineBytes(0, 2, 0, 0));

absl::Status Wrong(const char* name, const std::string& value, const std::string& rule) {
  return absl::InvalidArgumentError(absl::StrCat(name, ": ", value, "; must be ", rule));
}

absl::Status WrongText(const char* name, const std::string& text, const std::string& rule) {
  const std::string shown = absl::CEscape(text.substr(0, kEchoBytesMax));
  return Wrong(name, absl::StrCat("\"", shown, "\" (", text.size(), " bytes)"), rule);
}

bool IsWord(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; }) &&
         !text.empty() && text[0] != ':';
}

// Nothing in it that ends a line or that a receiver may refuse.
bool IsOneLine(const std::string& text) {
  return text.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos;
}

// How long a network name is in RPL_ISUPPORT, where `\` and `=` take four bytes each.
int64_t ShownBytes(const std::string& name) {
  const int64_t escaped =
      std::count_if(name.begin(), name.end(), [](char c) { return c == '\\' || c == '='; });
  return Length(name) + 3 * escaped;
}

absl::Status ValidateName(const char* name, const std::string& text) {
  if (IsWord(text) && Length(text) <= kNameBytesMax) return absl::OkStatus();
  return WrongText(name, text, "1 to 63 printable bytes without space or leading colon");
}

absl::Status ValidateNames(const Config& config) {
  if (absl::Status status = ValidateName("server_name", config.server_name); !status.ok()) {
    return status;
  }
  if (config.server_name.find('.') == std::string::npos) {
    return WrongText("server_name", config.server_name, "a name with a dot");
  }
  if (absl::Status status = ValidateName("network_name", config.network_name); !status.ok()) {
    return status;
  }
  if (ShownBytes(config.network_name) > kNameBytesMax) {
    return WrongText("network_name", config.network_name,
                     "at most 63 bytes when `\\` and `=` count as four");
  }
  return ValidateName("version", config.version);
}

absl::Status ValidateTexts(const Config& config) {
  const std::string& info = config.server_info;
  if (info.empty() || info.size() > kInfoBytesMax || !IsOneLine(info)) {
    return WrongText("server_info", info, "1 to 100 bytes without NUL, CR and LF");
  }
  for (const std::string& line : config.motd) {
    if (line.size() <= kMotdLineBytesMax && IsOneLine(line)) continue;
    return WrongText("motd", line, "lines of at most 400 bytes without NUL, CR and LF");
  }
  if (config.password.size() > kPasswordBytesMax || !IsOneLine(config.password)) {
    return absl::InvalidArgumentError(absl::StrCat("password: (not shown, ", config.password.size(),
                                                   " bytes); must be at most ", kPasswordBytesMax,
                                                   " bytes without NUL, CR and LF"));
  }
  return absl::OkStatus();
}

absl::Status ValidateMapping(const Config& config) {
  const int mapping = static_cast<int>(config.case_mapping);
  if (mapping <= static_cast<int>(CaseMapping::kRfc1459Strict)) return absl::OkStatus();
  return Wrong("case_mapping", absl::StrCat(mapping), "ascii, rfc1459 or rfc1459-strict");
}

absl::Status ValidateWaits(const Config& config) {
  for (const Wait& wait : kWaits) {
    const Duration value = config.*wait.field;
    if (value.count() <= 0) return Wrong(wait.name, absl::StrCat(value.count(), " ns"), "above 0");
  }
  return absl::OkStatus();
}

absl::Status ValidateRanges(const Config& config) {
  for (const Range& range : kRanges) {
    const int64_t value = config.*range.field;
    if (value >= range.low && value <= range.high) continue;
    return Wrong(range.name, absl::StrCat(value),
                 range.high == kAny ? absl::StrCat("at least ", range.low)
                                    : absl::StrCat(range.low, " to ", range.high));
  }
  return absl::OkStatus();
}

// A topic reaches every member whole.
absl::Status ValidateLines(const Config& config) {
  const int64_t longest = TopicLineBytes(config.nick_bytes_max, config.user_bytes_max,
                                         config.channel_bytes_max, config.topic_bytes_max);
  if (longest <= kBody) return absl::OkStatus();
  return Wrong("topic_bytes_max",
               absl::StrCat(config.topic_bytes_max, " (a TOPIC line of up to ", longest, " bytes)"),
               absl::StrCat("such that it fits ", kBody, "; or allow shorter names"));
}

}  // namespace

absl::Status Validate(const Config& config) {
  using Check = absl::Status (*)(const Config&);
  constexpr Check kChecks[] = {ValidateNames, ValidateTexts,  ValidateMapping,
                               ValidateWaits, ValidateRanges, ValidateLines};
  for (const Check check : kChecks) {
    if (absl::Status status = check(config); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace confab
