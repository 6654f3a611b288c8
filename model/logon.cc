// Clause 4: from connected to logged on.

#include <algorithm>
#include <vector>

#include "model/reference.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {
namespace {

std::string_view MappingName(CaseMapping mapping) {
  switch (mapping) {
    case CaseMapping::kAscii:
      return "ascii";
    case CaseMapping::kRfc1459:
      return "rfc1459";
    case CaseMapping::kRfc1459Strict:
      return "rfc1459-strict";
  }
  return "";
}

}  // namespace

//= clauses#4.1: the last one counts; only whether it is equal is kept.
void Reference::Pass(Link& link, const Request& request) {
  link.password_matches = request.Param(0) == config_.password;
}

//= clauses#4.2
void Reference::Nick(Link& link, const Request& request) {
  const std::string nick(request.Param(0));
  if (nick.empty()) return NumericFree(link, "431");
  if (!IsNick(nick, config_.nick_bytes_max)) return NumericFree(link, "432", Echo(nick));
  link.logged_on ? NickAfterLogOn(link, nick) : NickBeforeLogOn(link, nick);
}

//= clauses#4.3
void Reference::NickBeforeLogOn(Link& link, const std::string& nick) {
  const Link* holder = Holder(nick);
  if (holder != nullptr && holder != &link) return NumericFree(link, "433", nick);
  if (!link.nick.empty()) names_.erase(FoldOf(link.nick));
  link.nick = nick;
  names_[FoldOf(nick)] = link.id;
}

//= clauses#4.4
void Reference::NickAfterLogOn(Link& link, const std::string& nick) {
  if (nick == link.nick) return;
  Link* holder = Holder(nick);
  if (holder != nullptr && holder != &link) {
    if (holder->logged_on) return NumericFree(link, "433", nick);
    Close(*holder, CloseReason::kNickOverridden, "(Overridden)");
  }
  const std::string line = Cat({":", Mask(link), " NICK ", nick});
  names_.erase(FoldOf(link.nick));
  link.nick = nick;
  names_[FoldOf(nick)] = link.id;
  Say(link, line);
  for (LinkId peer : Peers(link)) Say(*Find(peer), line);
}

//= clauses#4.5
void Reference::User(Link& link, const Request& request) {
  const std::string user = CleanUser(request.Param(0));
  if (user.empty()) return NumericFree(link, "461", "USER");
  link.user_seen = true;
  link.user = user;
  link.realname = Cut(request.Param(3), config_.realname_bytes_max);
}

//= clauses#4.6
void Reference::Cap(Link& link, const Request& request) {
  const std::string sub = Upper(request.Param(0));
  const std::string head = Cat({":", config_.server_name, " CAP ", Name(link), " "});
  if (sub == "LS") {
    if (!link.logged_on) link.cap_negotiating = true;
    Say(link, head + "LS :");
  } else if (sub == "LIST") {
    Say(link, head + "LIST :");
  } else if (sub == "REQ") {
    if (!link.logged_on) link.cap_negotiating = true;
    CapReq(link, request.Param(1));
  } else if (sub == "END") {
    link.cap_negotiating = false;
  } else {
    NumericFree(link, "410", Echo(request.Param(0)));
  }
}

//= clauses#4.6: there are no capabilities yet, so any name is unknown.
void Reference::CapReq(Link& link, std::string_view list) {
  const bool names_one = list.find_first_not_of(' ') != std::string_view::npos;
  const std::string line =
      Cat({":", config_.server_name, " CAP ", Name(link), names_one ? " NAK :" : " ACK :", list});
  if (line.size() > kBodyBytesMax) return NumericFree(link, "417");
  Say(link, line);
}

//= clauses#4.7
void Reference::Ircx(Link& link, const Request& request) {
  link.ircx = true;
  IsIrcx(link, request);
}

//= clauses#4.7
void Reference::IsIrcx(Link& link, const Request&) {
  std::vector<std::string> packages;
  if (config_.scram_enabled) packages.push_back("SCRAM-SHA-256");
  if (config_.anonymous_allowed) packages.push_back("ANON");
  if (packages.empty()) packages.push_back("*");
  Numeric(link, "800", Cat({link.ircx ? "1" : "0", " 0 ", Joined(packages, ","), " 512 *"}));
}

//= clauses#4.8
void Reference::TryLogOn(Link& link) {
  if (link.logged_on || link.nick.empty() || !link.user_seen) return;
  if (link.cap_negotiating || link.exchange.has_value()) return;
  if (!config_.password.empty() && !link.password_matches) {
    NumericFree(link, "464");
    return Close(link, CloseReason::kBadPassword, "(Bad password)");
  }
  const bool authenticated = !link.account.empty();
  if (!config_.anonymous_allowed && !authenticated) {
    return Close(link, CloseReason::kNoAuthorization, "001 (No Authorization)");
  }
  link.logged_on = true;
  link.user = Cut(authenticated ? link.user : "~" + link.user, config_.user_bytes_max);
  link.last_spoke = now_.mono;
  link.signon_unix_s = absl::ToUnixSeconds(now_.wall);
  ++users_;
  users_max_ = std::max(users_max_, users_);
  Arm(link, TimerKind::kKeepalive, link.last_rx + config_.probe_after);
  Welcome(link);
}

//= clauses#4.9
void Reference::Welcome(Link& link) {
  NumericFree(link, "001", "", Mask(link));
  NumericFree(link, "002");
  NumericFree(link, "003");
  Numeric(link, "004", Cat({config_.server_name, " ", config_.version, " x -"}));
  Isupport(link);
  SayLusers(link);
  SayMotd(link);
  if (link.ircx) Numeric(link, "221", "+x");
}

//= clauses#4.10
void Reference::Isupport(Link& link) {
  const std::string targets = Number(config_.targets_max);
  const std::vector<std::string> tokens = {
      Cat({"CASEMAPPING=", MappingName(config_.case_mapping)}),
      Cat({"CHANLIMIT=#&:", Number(config_.channels_per_user_max)}),
      "CHANMODES=,,,",
      Cat({"CHANNELLEN=", Number(config_.channel_bytes_max)}),
      "CHANTYPES=#&",
      "HOSTLEN=63",
      "IRCX",
      Cat({"MAXTARGETS=", targets}),
      Cat({"NAMELEN=", Number(config_.realname_bytes_max)}),
      Cat({"NETWORK=", TokenValue(config_.network_name)}),
      Cat({"NICKLEN=", Number(config_.nick_bytes_max)}),
      "PREFIX=",
      Cat({"TARGMAX=JOIN:,NAMES:,NOTICE:", targets, ",PART:,PRIVMSG:", targets, ",WHOIS:1"}),
      Cat({"TOPICLEN=", Number(config_.topic_bytes_max)}),
      Cat({"USERLEN=", Number(config_.user_bytes_max)}),
  };
  constexpr size_t kTokensPerLine = 13;
  for (size_t from = 0; from < tokens.size(); from += kTokensPerLine) {
    std::vector<std::string> some;
    for (size_t i = from; i < std::min(tokens.size(), from + kTokensPerLine); ++i) {
      some.push_back(tokens[i]);
    }
    NumericFree(link, "005", Joined(some, " "));
  }
}

}  // namespace confab::model
