// Clauses 7.1, 7.2 and 7.8 to 7.11: questions that have answers, and the farewell.

#include "model/reference.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {

//= clauses#7.1
void Reference::Quit(Link& link, const Request& request) {
  const std::string reason = Cleaned(request.Param(0), config_.reason_bytes_max);
  const std::string quit = reason.empty() ? "Quit" : Cat({"Quit: ", reason});
  Close(link, CloseReason::kQuit, Cat({"(", quit, ")"}), quit);
}

//= clauses#7.2
void Reference::Ping(Link& link, const Request& request) {
  if (request.Param(0).empty()) return NumericFree(link, "409");
  const std::string& us = config_.server_name;
  const std::string line = Cat({":", us, " PONG ", us, " :", request.Param(0)});
  if (line.size() > kBodyBytesMax) return NumericFree(link, "417");
  Say(link, line);
}

//= clauses#7.1, clauses#7.2: ERROR and PONG from a client.
void Reference::Ignore(Link&, const Request&) {}

//= clauses#7.8
void Reference::Lusers(Link& link, const Request&) { SayLusers(link); }

void Reference::SayLusers(Link& link) {
  const int64_t unknown = static_cast<int64_t>(links_.size()) - users_;
  const std::string users = Cat({Number(users_), " ", Number(users_max_)});
  NumericFree(link, "251");
  NumericFree(link, "252", "0");
  NumericFree(link, "253", Number(unknown));
  NumericFree(link, "254", Number(static_cast<int64_t>(channels_.size())));
  NumericFree(link, "255");
  NumericFree(link, "265", users);
  NumericFree(link, "266", users);
}

//= clauses#7.9
void Reference::Motd(Link& link, const Request& request) {
  const std::string_view server = request.Param(0);
  if (!server.empty() && Lower(server) != Lower(config_.server_name)) {
    return NumericFree(link, "402", Echo(server));
  }
  SayMotd(link);
}

void Reference::SayMotd(Link& link) {
  if (config_.motd.empty()) return NumericFree(link, "422");
  NumericFree(link, "375");
  for (const std::string& line : config_.motd) Numeric(link, "372", Cat({":- ", line}));
  NumericFree(link, "376");
}

//= clauses#7.10
void Reference::Whois(Link& link, const Request& request) {
  const bool two = request.params.size() > 1;
  const std::string_view nick = request.Param(two ? 1 : 0);
  if (nick.empty()) return NumericFree(link, "431");
  if (two && Lower(request.Param(0)) != Lower(config_.server_name) &&
      FoldOf(request.Param(0)) != FoldOf(nick)) {
    return NumericFree(link, "402", Echo(request.Param(0)));
  }
  const Link* whom = LoggedOn(nick);
  if (whom == nullptr) {
    NumericFree(link, "401", Echo(nick));
  } else {
    WhoisOf(link, *whom);
  }
  NumericFree(link, "318", Echo(nick));
}

void Reference::WhoisOf(Link& link, const Link& whom) {
  const std::string& nick = whom.nick;
  Numeric(link, "311", Cat({nick, " ", whom.user, " ", whom.host, " * :", whom.realname}));
  std::vector<std::string> channels;
  for (const std::string& channel : whom.channels) channels.push_back(channels_[channel].name);
  NumericList(link, "319", nick, channels);
  NumericFree(link, "312", Cat({nick, " ", config_.server_name}));
  if (!whom.account.empty()) NumericFree(link, "330", Cat({nick, " ", whom.account}));
  const int64_t idle_s = (now_.mono - whom.last_spoke).count() / 1'000'000'000;
  NumericFree(link, "317", Cat({nick, " ", Number(idle_s), " ", Number(whom.signon_unix_s)}));
}

//= clauses#7.11
void Reference::Mode(Link& link, const Request& request) {
  const std::string_view target = request.Param(0);
  const Link* user = LoggedOn(target);
  if (user == &link) return ModeOwn(link, request);
  if (user != nullptr) return NumericFree(link, "502");
  const Channel* channel = FindChannel(target);
  if (channel == nullptr) {
    return NumericFree(link, IsChannelLike(target) ? "403" : "401", Echo(target));
  }
  const std::string_view modes = request.Param(1);
  const size_t letter = modes.find_first_not_of("+-");
  if (letter == std::string_view::npos) {
    return Numeric(link, "324", Cat({channel->name, " +"}));
  }
  NumericFree(link, "472", Echo(modes.substr(letter, 1)));
}

void Reference::ModeOwn(Link& link, const Request& request) {
  Numeric(link, "221", link.ircx ? "+x" : "+");
  if (request.params.size() > 1) NumericFree(link, "501");
}

}  // namespace confab::model
