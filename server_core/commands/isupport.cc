// RPL_ISUPPORT and RPL_MYINFO say what the rest of the core does, so they ask it.

#include "absl/time/time.h"
#include "server_core/commands/greeting.h"
#include "server_core/commands/table.h"
#include "server_core/text/casemap.h"
#include "server_core/text/identity.h"
#include "server_core/world/append.h"

namespace confab {
namespace {

constexpr size_t kTokensPerLine = 13;
constexpr std::string_view kUserModes = "x";  // IRCX on
constexpr std::string_view kChannelModes = "";
constexpr std::string_view kMemberPrefixes = "";
constexpr std::string_view kChannelTypes = "#&";

// Values end at a space, and `=` and backslash have a meaning of their own.
std::string EscapedValue(std::string_view value) {
  std::string escaped;
  for (const char byte : value) {
    switch (byte) {
      case ' ':
        escaped += "\\x20";
        break;
      case '\\':
        escaped += "\\x5C";
        break;
      case '=':
        escaped += "\\x3D";
        break;
      default:
        escaped += byte;
    }
  }
  return escaped;
}

std::string TargetsOf(const Row& row, const Config& config) {
  switch (row.targets) {
    case Targets::kNone:
      return "";
    case Targets::kOne:
      return Joined(",", row.verb, ":1");
    case Targets::kConfigured:
      return Joined(",", row.verb, ":", config.targets_max);
    case Targets::kAny:
      return Joined(",", row.verb, ":");
  }
  return "";
}

// The table is sorted, and so is the token.
std::string TargetMax(const Config& config) {
  std::string token;
  for (const Row& row : Rows()) token += TargetsOf(row, config);
  return token.substr(1);
}

//= clauses#4.10
std::vector<std::string> Tokens(const Config& config) {
  return {
      Joined("CASEMAPPING=", CaseMappingName(config.case_mapping)),
      Joined("CHANLIMIT=", kChannelTypes, ":", config.channels_per_user_max),
      Joined("CHANMODES=", kChannelModes, ",,,"),
      Joined("CHANNELLEN=", config.channel_bytes_max),
      Joined("CHANTYPES=", kChannelTypes),
      Joined("HOSTLEN=", kHostBytesMax),
      "IRCX",
      Joined("MAXTARGETS=", config.targets_max),
      Joined("NAMELEN=", config.realname_bytes_max),
      Joined("NETWORK=", EscapedValue(config.network_name)),
      Joined("NICKLEN=", config.nick_bytes_max),
      Joined("PREFIX=", kMemberPrefixes),
      Joined("TARGMAX=", TargetMax(config)),
      Joined("TOPICLEN=", config.topic_bytes_max),
      Joined("USERLEN=", config.user_bytes_max),
  };
}

std::vector<std::string> InLines(const std::vector<std::string>& tokens) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (i % kTokensPerLine == 0) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += tokens[i];
  }
  return lines;
}

std::string_view OrNone(std::string_view letters) { return letters.empty() ? "-" : letters; }

}  // namespace

Greeting GreetingOf(const Config& config, absl::Time started) {
  return {absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", started, absl::UTCTimeZone()),
          OrNone(kUserModes), OrNone(kChannelModes), InLines(Tokens(config))};
}

}  // namespace confab
