#include "props/gen/phrases.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace confab::props {
namespace {

std::string DrawTarget(Random& random, const Alphabet& alphabet) {
  return random.Chance(1, 2) ? DrawNick(random, alphabet) : DrawChannel(random, alphabet);
}

std::string DrawTargets(Random& random, const Alphabet& alphabet) {
  std::string targets = DrawTarget(random, alphabet);
  while (random.Chance(1, 4)) absl::StrAppend(&targets, ",", DrawTarget(random, alphabet));
  return targets;
}

std::string DrawChannels(Random& random, const Alphabet& alphabet) {
  std::string channels = DrawChannel(random, alphabet);
  while (random.Chance(1, 5)) absl::StrAppend(&channels, ",", DrawChannel(random, alphabet));
  return channels;
}

// " :text" or nothing.
std::string DrawTrailing(Random& random) {
  if (random.Chance(1, 3)) return "";
  return absl::StrCat(" :", DrawText(random));
}

std::string DrawJoin(Random& random, const Alphabet& alphabet) {
  if (random.Chance(1, 12)) return "JOIN 0";
  return absl::StrCat("JOIN ", DrawChannels(random, alphabet));
}

std::string DrawPart(Random& random, const Alphabet& alphabet) {
  const std::string channels = DrawChannels(random, alphabet);
  return absl::StrCat("PART ", channels, DrawTrailing(random));
}

std::string DrawTopic(Random& random, const Alphabet& alphabet) {
  const std::string channel = DrawChannel(random, alphabet);
  return absl::StrCat("TOPIC ", channel, DrawTrailing(random));
}

std::string DrawMode(Random& random, const Alphabet& alphabet) {
  constexpr std::array<std::string_view, 5> kChanges = {"", " +i", " -x+x", " +b x", " +"};
  const std::string target = DrawTarget(random, alphabet);
  return absl::StrCat("MODE ", target, absl::string_view(Pick(random, kChanges).data()));
}

std::string DrawWhois(Random& random, const Alphabet& alphabet) {
  constexpr std::array<std::string_view, 5> kServers = {"", "", "", "IRC.confab.TEST ", "else "};
  const std::string_view server = Pick(random, kServers);
  return absl::StrCat("WHOIS ", absl::string_view(server.data()), DrawNick(random, alphabet));
}

// Lines that need no word of the alphabet.
std::string DrawFixed(Random& random) {
  constexpr std::array<std::string_view, 24> kLines = {
      "LUSERS",      "MOTD",       "MOTD else",    "PING",          "PING :token", "PONG :x",
      "PONG",        "USER u 0 *", "USER u 0 * :", "PASS late",     "NAMES",       "NAMES ,",
      "JOIN",        "WHOIS",      "PRIVMSG",      "NICK",          "NICK :",      "CAP END",
      "UNKNOWN a b", "CAP LIST",   "ISIRCX",       "ERROR :broken", "TOPIC",       "AUTH ANON I"};
  return std::string(Pick(random, kLines));
}

}  // namespace

std::string DrawMessage(Random& random, const Alphabet& alphabet) {
  const bool notice = random.Chance(1, 4);
  const std::string targets = DrawTargets(random, alphabet);
  // Around the longest that still fits when it is passed on (clauses#7.7).
  const bool longest = random.Chance(1, 16);
  const std::string text = longest ? std::string(440 + random.Below(60), 'w') : DrawText(random);
  return absl::StrCat(notice ? "NOTICE " : "PRIVMSG ", targets, " :", text);
}

std::string DrawChatter(Random& random, const Alphabet& alphabet) {
  switch (random.Below(16)) {
    case 0:
    case 1:
    case 2:
      return DrawJoin(random, alphabet);
    case 3:
    case 4:
      return DrawPart(random, alphabet);
    case 5:
    case 6:
    case 7:
      return DrawMessage(random, alphabet);
    case 8:
      return DrawTopic(random, alphabet);
    case 9:
      return absl::StrCat("NAMES ", DrawChannels(random, alphabet));
    case 10:
    case 11:
      return absl::StrCat("NICK ", DrawNick(random, alphabet));
    case 12:
      return DrawWhois(random, alphabet);
    case 13:
      return DrawMode(random, alphabet);
    default:
      return DrawFixed(random);
  }
}

std::string DrawAuthBeginning(Random& random, const Alphabet& alphabet) {
  constexpr std::array<std::string_view, 10> kForms = {
      "AUTH SCRAM-SHA-256 I :n,,n=$,r=abc",
      "AUTH scram-sha-256 i n\\c\\cn=$\\cr=a\\\\b",
      "AUTH SCRAM-SHA-256 I :y,a=$,n=$,r=x",
      "AUTH SCRAM-SHA-256 I :p=tls,,n=$,r=x",
      "AUTH SCRAM-SHA-256 I :n,,m=x,n=$,r=x",
      "AUTH SCRAM-SHA-256 I :n,,n=,r=x",
      "AUTH SCRAM-SHA-256 I :n,,n=$,r=\\x\\",
      "AUTH SCRAM-SHA-256 I",
      "AUTH SCRAM-SHA-256 I :n,,n=a=3Db,r=\\\\t\\\\",
      "AUTH SCRAM-SHA-256 I :n,,n=$,r=a,x=\\r\\n\\t\\0"};
  std::string line(Pick(random, kForms));
  const std::string account = Pick(random, alphabet.accounts);
  std::string escaped;
  for (const char c : account) {
    if (c == '\\') escaped += '\\';
    escaped += c == '=' ? std::string("=3D") : std::string(1, c);
  }
  size_t at = 0;
  while ((at = line.find('$', at)) != std::string::npos) {
    line.replace(at, 1, escaped);
    at += escaped.size();
  }
  return line;
}

std::string DrawNegotiation(Random& random, const Alphabet& alphabet) {
  constexpr std::array<std::string_view, 22> kLines = {"PASS sesame",
                                                       "PASS sesame",
                                                       "PASS",
                                                       "PASS :",
                                                       "PING",
                                                       "ping :",
                                                       "AUTH SCRAM-SHA-256 S :c=biws,r=x,p=!!",
                                                       "AUTH SCRAM-SHA-256 S :c=*,r=abc,p=AA==",
                                                       "PASS wrong",
                                                       "CAP LS 302",
                                                       "CAP LS",
                                                       "CAP END",
                                                       "CAP END",
                                                       "CAP REQ :sasl x",
                                                       "CAP REQ :",
                                                       "CAP WHAT",
                                                       "IRCX",
                                                       "ISIRCX",
                                                       "MODE ISIRCX",
                                                       "AUTH SCRAM-SHA-256 *",
                                                       "AUTH SCRAM-SHA-256 S :x",
                                                       "AUTH SCRAM-SHA-256 X"};
  if (random.Chance(1, 5)) return DrawAuthBeginning(random, alphabet);
  return std::string(Pick(random, kLines));
}

}  // namespace confab::props
