#include "props/gen/actor.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace confab::props {
namespace {

// Mostly short; one that has to be cleaned (clauses#4.5), and one that has to be cut.
std::string DrawUser(Random& random) {
  constexpr std::array<std::string_view, 6> kUsers = {"u",     "u",   "u",
                                                      "Bob.1", "u@h", "a-very_long_name"};
  return std::string(Pick(random, kUsers));
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// Verbs are compared without case (clauses#2.6).
std::string InLowerCase(std::string_view line) {
  const size_t verb = std::min(line.find(' '), line.size());
  std::string text(line);
  absl::AsciiStrToLower(&text);
  return absl::StrCat(text.substr(0, verb), View(line.substr(verb)));
}

}  // namespace

Actor::Actor(Draft& draft, sim::Role role) : draft_(draft), client_(draft.AddClient(role)) {
  // Some begin together with everybody, others join in later.
  if (random().Chance(1, 2)) Wait();
}

sim::Client& Actor::client() {
  return *draft_.scenario().mutable_client(static_cast<int>(client_ - 1));
}

sim::Action* Actor::Act() { return draft_.AddAction(client_, now_ns_); }

void Actor::WaitForDeadline() {
  const int64_t before_ns = now_ns_;
  now_ns_ += draft_.DrawSpan();
  if (now_ns_ < before_ns) now_ns_ = before_ns;
}

void Actor::Connect() {
  if (connected_) Leave();
  Act()->mutable_connect()->set_secure(random().Chance(1, 8));
  connected_ = true;
}

// What the server asks for at its door, mostly.
void Actor::ShowPapers() {
  const sim::ServerConfig& config = draft_.scenario().config();
  if (config.has_password() && random().Chance(7, 8)) Say("PASS sesame");
  if (!config.has_anonymous_allowed() || random().Chance(1, 4)) return;
  sim::Auth* auth = Act()->mutable_auth();
  auth->set_account(alphabet().accounts.front());
  auth->set_password("pw");
}

// Mostly a name that nobody else prefers: where two names are all there are, none is.
std::string Actor::DrawOwnNick() {
  const auto& nicks = alphabet().nicks;
  if (random().Chance(1, 4)) return DrawNick(random(), alphabet());
  const size_t own = 2 * (client_ - 1);
  if (own < nicks.size() || nicks.size() <= 4) return nicks[own % nicks.size()];
  return absl::StrCat("c", client_);
}

void Actor::LogOn() {
  ShowPapers();
  const std::string nick = DrawOwnNick();
  const uint64_t form = random().Below(4);
  if (form < 2) {
    sim::Login* login = Act()->mutable_login();
    login->set_nick(nick);
    login->set_user(DrawUser(random()));
  } else if (form == 2) {
    Send(absl::StrCat("USER u 0 * :r\r\nNICK ", nick, "\r\nLUSERS\r\n"));
  } else {
    Say(absl::StrCat("NICK ", nick));
    Wait();
    Say("USER u! 0 * :real name");
  }
}

void Actor::Send(std::string_view bytes) { Act()->set_raw(std::string(bytes)); }

void Actor::SendTorn(std::string_view bytes) {
  const size_t cut = 1 + random().Below(bytes.size() - 1);
  Send(bytes.substr(0, cut));
  Wait();
  Send(bytes.substr(cut));
}

void Actor::Say(std::string_view line) {
  const uint64_t form = random().Below(16);
  if (form == 12) return Act()->set_line(InLowerCase(line));
  if (form < 12) return Act()->set_line(std::string(line));
  constexpr std::array<std::string_view, 4> kTerminators = {"\r\n", "\n", "\r", "\r\n\r\n"};
  const std::string bytes = absl::StrCat(View(line), View(Pick(random(), kTerminators)));
  if (form == 13) return SendTorn(bytes);
  Send(bytes);
}

void Actor::Authenticate() {
  constexpr std::array<std::string_view, 5> kNobodies = {"mallory", "a,b", "x!y", "=", "\x7f"};
  sim::Auth* auth = Act()->mutable_auth();
  auth->set_account(Pick(random(), alphabet().accounts));
  if (random().Chance(1, 12)) auth->set_account(std::string(Pick(random(), kNobodies)));
  auth->set_password(random().Chance(1, 4) ? "no" : "pw");
  if (random().Chance(1, 5)) auth->set_silent_after(1 + static_cast<uint32_t>(random().Below(3)));
}

void Actor::Leave() {
  connected_ = false;
  if (random().Chance(1, 3)) return Act()->set_line("QUIT :bye");
  constexpr std::array<sim::Close::How, 4> kHow = {sim::Close::FIN, sim::Close::FIN,
                                                   sim::Close::RST, sim::Close::SILENT};
  Act()->mutable_close()->set_how(Pick(random(), kHow));
}

}  // namespace confab::props
