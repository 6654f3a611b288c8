#include "server_core/commands/table.h"

#include <algorithm>
#include <array>

#include "server_core/commands/handlers.h"

namespace confab {
namespace {

//= clauses#3.2
constexpr std::array kRows = {
    Row{"AUTH", OnAuth, 2, Stage::kConnected, Targets::kNone,
        "AUTH <package> I|S|* [:<data>]: prove who you are before you log on"},
    Row{"CAP", OnCap, 1, Stage::kAny, Targets::kNone,
        "CAP LS|LIST|REQ|END [:<list>]: negotiate capabilities"},
    Row{"ERROR", OnError, 0, Stage::kAny, Targets::kNone, "ERROR :<text>: ignored"},
    Row{"IRCX", OnIrcx, 0, Stage::kAny, Targets::kNone, "IRCX: turn IRCX on"},
    Row{"ISIRCX", OnIsIrcx, 0, Stage::kAny, Targets::kNone, "ISIRCX: ask for IRCX"},
    Row{"JOIN", OnJoin, 1, Stage::kLoggedOn, Targets::kAny,
        "JOIN <channel>{,<channel>}|0: enter channels, or leave all"},
    Row{"LUSERS", OnLusers, 0, Stage::kLoggedOn, Targets::kNone, "LUSERS: how many are here"},
    Row{"MODE", OnMode, 1, Stage::kLoggedOn, Targets::kNone,
        "MODE <nick>|<channel>: ask for modes"},
    Row{"MOTD", OnMotd, 0, Stage::kLoggedOn, Targets::kNone, "MOTD: the message of the day"},
    Row{"NAMES", OnNames, 0, Stage::kLoggedOn, Targets::kAny,
        "NAMES [<channel>{,<channel>}]: who is in channels"},
    Row{"NICK", OnNick, 0, Stage::kAny, Targets::kNone, "NICK <nick>: what you are called"},
    Row{"NOTICE", OnNotice, 0, Stage::kLoggedOn, Targets::kConfigured,
        "NOTICE <target>{,<target>} :<text>: say what nobody answers"},
    Row{"PART", OnPart, 1, Stage::kLoggedOn, Targets::kAny,
        "PART <channel>{,<channel>} [:<reason>]: leave channels"},
    Row{"PASS", OnPass, 1, Stage::kConnected, Targets::kNone,
        "PASS <password>: the password of the server"},
    Row{"PING", OnPing, 0, Stage::kAny, Targets::kNone, "PING <token>: ask for a PONG"},
    Row{"PONG", OnPong, 0, Stage::kAny, Targets::kNone, "PONG <token>: answer a PING"},
    Row{"PRIVMSG", OnPrivmsg, 0, Stage::kLoggedOn, Targets::kConfigured,
        "PRIVMSG <target>{,<target>} :<text>: say something"},
    Row{"QUIT", OnQuit, 0, Stage::kAny, Targets::kNone, "QUIT [:<reason>]: leave"},
    Row{"TOPIC", OnTopic, 1, Stage::kLoggedOn, Targets::kNone,
        "TOPIC <channel> [:<text>]: ask for or set the topic"},
    Row{"USER", OnUser, 4, Stage::kConnected, Targets::kNone,
        "USER <name> 0 * :<real name>: who you are"},
    Row{"WHOIS", OnWhois, 0, Stage::kLoggedOn, Targets::kOne,
        "WHOIS [<server>] <nick>: who somebody is"},
};

constexpr size_t kVerbBytesMax = 7;

consteval bool IsVerb(std::string_view verb) {
  for (const char byte : verb) {
    if (byte < 'A' || byte > 'Z') return false;
  }
  return !verb.empty() && verb.size() <= kVerbBytesMax;
}

consteval bool IsSortedAndUnique() {
  for (size_t i = 0; i < kRows.size(); ++i) {
    if (!IsVerb(kRows[i].verb)) return false;
    if (i > 0 && kRows[i - 1].verb >= kRows[i].verb) return false;
  }
  return true;
}
static_assert(IsSortedAndUnique());

char Capital(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

}  // namespace

absl::Span<const Row> Rows() { return kRows; }

const Row* FindRow(std::string_view verb) {
  char capitals[kVerbBytesMax];
  if (verb.size() > kVerbBytesMax) return nullptr;
  std::transform(verb.begin(), verb.end(), capitals, Capital);
  const std::string_view wanted(capitals, verb.size());
  const auto* row = std::lower_bound(
      kRows.begin(), kRows.end(), wanted,
      [](const Row& candidate, std::string_view name) { return candidate.verb < name; });
  return row != kRows.end() && row->verb == wanted ? row : nullptr;
}

}  // namespace confab
