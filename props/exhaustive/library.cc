// The worlds by name. Each is small enough to be run whole, and about one thing that went wrong
// somewhere: see the articles' numbers in props/LAWS.md.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "props/exhaustive/worlds.h"

namespace confab::props {
namespace {

constexpr char kUser[] = "USER u 0 * :r";

// Nobody moves from healing on.
constexpr char kCalm[] = R"(
    heal { at_ns: 40000000000 patience_ns: 10000000000 }
    limits { end_ns: 60000000000 })";

constexpr char kAccount[] = R"(account { name: "kim" password: "secret" })";

std::string Client(int id, const std::string& more = "") {
  return absl::StrCat("client { id: ", id, " ", more, " } ");
}

// An action before every move: `act` as in a scenario.
std::string First(int id, int client, const std::string& act) {
  return absl::StrCat("action { id: ", id, " client: ", client, " ", act, " } ");
}

// The client has connected before every move.
std::string Connected(int client) { return First(client, client, "connect {}"); }

// ... and has logged on, and then joined a channel.
std::string LoggedOn(int client, const std::string& nick) {
  const std::string login = absl::StrCat("login { nick: \"", nick, "\" user: \"u\" }");
  return Connected(client) + First(10 + client, client, login);
}
std::string Joined(int client, const std::string& nick) {
  return LoggedOn(client, nick) + First(20 + client, client, R"(line: "JOIN #t")");
}

std::string Format(const std::string& config) {
  return absl::StrCat("format: 1 config { ", config, " } ");
}

std::string ShortDeadline() { return Format("registration_deadline_ns: 10000000000"); }

WorldText OneNick() {
  const std::vector<std::string> program = {"+connect", "NICK a", kUser, "QUIT"};
  return {"one-nick",
          "three log on as the same nick, and quit",
          ShortDeadline() + Client(1) + Client(2) + Client(3) + kCalm,
          {{1, program}, {2, program}, {3, program}}};
}

WorldText OneNickAmidAuth() {
  const std::string collider = R"(role: NICK_COLLIDER alternate_nick: "k)";
  return {"one-nick-amid-auth",
          "three want one nick, two of them amid an AUTH exchange, one with the wrong password",
          ShortDeadline() + Client(1, collider + "1\"") + Client(2, collider + "2\"") + Client(3) +
              Connected(1) + Connected(2) + Connected(3) + kAccount + kCalm,
          {{1, {"+auth kim secret", "NICK kim", kUser}},
           {2, {"+auth kim wrong", "NICK kim", kUser}},
           {3, {"NICK kim", kUser}},
           {0, {"+pass", "+pass"}}}};
}

WorldText NickCrossing() {
  return {"nick-crossing",
          "three change nicks across each other, as one quits",
          Format("") + Client(1) + Client(2) + Client(3) + LoggedOn(1, "a") + LoggedOn(2, "b") +
              LoggedOn(3, "c") + kCalm,
          {{1, {"NICK b", "NICK c", "NICK a"}},
           {2, {"NICK a", "NICK c", "QUIT"}},
           {3, {"NICK A", "NICK b"}}}};
}

WorldText OneChannel() {
  return {"one-channel",
          "three join, part, set the topic, speak and leave on one channel",
          Format("") + Client(1) + Client(2) + Client(3) + LoggedOn(1, "a") + LoggedOn(2, "b") +
              LoggedOn(3, "c") + kCalm,
          {{1, {"JOIN #t", "TOPIC #t :x", "PART #t", "QUIT"}},
           {2, {"JOIN #T", "PRIVMSG #t :hi", "QUIT :bye"}},
           {3, {"JOIN #t", "NAMES #t", "+reset"}}}};
}

WorldText TwoChannels() {
  return {"two-channels",
          "friends on two channels of one spelling leave in every way",
          Format("") + Client(1) + Client(2) + Client(3) + LoggedOn(1, "a") + LoggedOn(2, "b") +
              LoggedOn(3, "c") + kCalm,
          {{1, {"JOIN #[", "JOIN #t", "QUIT"}},
           {2, {"JOIN #{", "JOIN #t", "PRIVMSG #t,#[,#{ :hi", "+fin"}},
           {3, {"JOIN #t", "TOPIC #t :x", "PART #t"}}}};
}

// A nanosecond of latency: what is sent at the brink arrives at the very deadline.
WorldText Keepalive() {
  const std::string silent = "role: DEAD_PEER link { latency_ns: 1 }";
  return {"keepalive",
          "two that answer by hand, before, at and after the deadlines",
          Format("probe_after_ns: 4000000000 probe_wait_ns: 3000000000") + Client(1, silent) +
              Client(2, silent) + LoggedOn(1, "a") + LoggedOn(2, "b") + kCalm,
          {{1, {"PONG x", "PRIVMSG b :hi", "+raw PON"}},
           {2, {"PONG y", "+pause"}},
           {0, {"+pass", "+brink", "+pass", "+pass"}}}};
}

WorldText RegistrationDeadline() {
  const std::string slow = "link { latency_ns: 1 }";
  return {"registration-deadline",
          "two log on before, at and after the deadline",
          ShortDeadline() + Client(1, slow) + Client(2, slow) + Connected(1) + kCalm,
          {{1, {"NICK a", kUser, "+fin"}},
           {2, {"+connect", kUser, "NICK a"}},
           {0, {"+brink", "+pass", "+pass"}}}};
}

WorldText TwoReaders() {
  const std::string reader = "link { window_bytes: 512 }";
  const std::string much = absl::StrCat("PRIVMSG #t :", std::string(400, 'x'));
  return {"two-readers",
          "two stop reading while a third speaks, until their queues are full",
          Format("send_queue_bytes_max: 2048") + Client(1, reader) + Client(2, reader) + Client(3) +
              Joined(1, "a") + Joined(2, "b") + Joined(3, "c") + kCalm,
          {{1, {"+pause", "PING x", "+resume"}},
           {2, {"+pause", "+resume"}},
           {3, {much, much, much, much, much, much}}}};
}

WorldText LeavingAmidAuth() {
  return {"leaving-amid-auth",
          "links end and come again while AUTH is being answered",
          ShortDeadline() + Client(1) + Client(2) + Connected(1) + Connected(2) + kAccount + kCalm,
          {{1, {"+auth kim secret", "+reset", "+connect", "+auth kim secret"}},
           {2, {"NICK kim", "+auth kim wrong", "AUTH SCRAM-SHA-256 *", kUser}},
           {0, {"+pass", "+pass"}}}};
}

// The first begins an exchange by hand and never goes on with it; `\c` is a comma.
WorldText RefusedAmidAuth() {
  return {"refused-amid-auth",
          "two are refused a nick while their AUTH exchanges are open",
          ShortDeadline() + Client(1) + Client(2) + Connected(1) + Connected(2) + kAccount + kCalm,
          {{1, {"AUTH SCRAM-SHA-256 I n\\c\\cn=kim\\cr=x", "NICK a", kUser, "+reset"}},
           {2, {"+auth kim secret", "NICK a", kUser}},
           {0, {"+pass", "+pass"}}}};
}

WorldText Dialects() {
  return {"dialects",
          "IRCX is asked for around the log-on, and CAP holds it up",
          ShortDeadline() + Client(1) + Client(2) + Connected(1) + Connected(2) + kCalm,
          {{1, {"NICK a", "IRCX", kUser, "IRCX"}},
           {2, {"CAP LS", "NICK A", kUser, "ISIRCX", "CAP END"}}}};
}

WorldText HalfLines() {
  return {"half-lines",
          "lines come in halves, and the second half never or too late",
          ShortDeadline() + Client(1) + Client(2) + Connected(1) + Connected(2) + kCalm,
          {{1, {"+raw NICK a\r", "+raw \nUSER u 0 * :r\r\nPI", "+raw NG x\r\n", "+fin"}},
           {2, {"+raw NI", "+raw CK a\r\n", kUser, "+reset"}}}};
}

}  // namespace

absl::Span<const WorldText> Library() {
  static const std::vector<WorldText>& library = *new std::vector<WorldText>{OneNick(),
                                                                             OneNickAmidAuth(),
                                                                             NickCrossing(),
                                                                             OneChannel(),
                                                                             TwoChannels(),
                                                                             Keepalive(),
                                                                             RegistrationDeadline(),
                                                                             TwoReaders(),
                                                                             LeavingAmidAuth(),
                                                                             RefusedAmidAuth(),
                                                                             Dialects(),
                                                                             HalfLines()};
  return library;
}

}  // namespace confab::props
