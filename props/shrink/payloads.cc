// Shorter texts: lines and raw bytes lose pieces; raw bytes that are one line become a line.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

// Where the text of an action is; null if it says nothing that could be shorter.
std::string* TextOf(Action& action) {
  if (action.has_line()) return action.mutable_line();
  if (action.has_raw()) return action.mutable_raw();
  return nullptr;
}

// A line is valid UTF-8 and printable; keep what is deleted on its letter boundaries.
bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

bool CutsALetter(std::string_view text, size_t begin, size_t end) {
  return (begin < text.size() && IsContinuation(text[begin])) ||
         (end < text.size() && IsContinuation(text[end]));
}

// Removes [begin, end) of the text of one action. False if it still must be there.
bool TryWithout(Session& session, int index, size_t begin, size_t end) {
  Scenario candidate = session.best();
  std::string* text = TextOf(*candidate.mutable_action(index));
  const bool is_line = candidate.action(index).has_line();
  if (is_line && CutsALetter(*text, begin, end)) return false;
  text->erase(begin, end - begin);
  return session.Try(candidate);
}

size_t TextSize(const Session& session, int index) {
  const Action& action = session.best().action(index);
  return action.has_line() ? action.line().size() : action.raw().size();
}

void ShortenText(Session& session, int index) {
  for (size_t piece = TextSize(session, index); piece >= 1; piece /= 2) {
    for (size_t end = TextSize(session, index); end > 0; end -= std::min(end, piece)) {
      TryWithout(session, index, end - std::min(end, piece), end);
    }
  }
}

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// A line by hand with an odd terminator, or with more behind it: try the usual form.
void TryAsLine(Session& session, int index) {
  const std::string raw = session.best().action(index).raw();
  const std::string line = raw.substr(0, raw.find_first_of("\r\n"));
  if (line.empty() || !IsPlain(line)) return;
  Scenario candidate = session.best();
  candidate.mutable_action(index)->set_line(line);
  session.Try(candidate);
}

// The word after NICK, or nothing.
std::string NickIn(std::string_view text) {
  const size_t at = text.find("NICK ");
  if (at == std::string_view::npos) return "";
  const std::string_view rest = text.substr(at + 5);
  return std::string(rest.substr(0, rest.find_first_of(" \r\n")));
}

Scenario WithLogin(const Scenario& from, int index, const std::string& nick) {
  Scenario out = from;
  sim::Login* login = out.mutable_action(index)->mutable_login();
  login->set_nick(nick);
  login->set_user("u");
  return out;
}

// The index of a USER line of that client, or -1.
int UserLineOf(const Scenario& scenario, uint32_t client) {
  for (int i = 0; i < scenario.action_size(); ++i) {
    const Action& action = scenario.action(i);
    if (action.client() == client && absl::StartsWith(action.line(), "USER ")) return i;
  }
  return -1;
}

// NICK and USER by hand become one Login. Where there is no USER to be saved, in another action or
// in the same bytes, a Login would say more than there was.
void TryAsLogin(Session& session, int index) {
  const Action& action = session.best().action(index);
  const std::string nick = NickIn(action.has_line() ? action.line() : action.raw());
  if (nick.empty() || !IsPlain(nick)) return;
  Scenario candidate = WithLogin(session.best(), index, nick);
  const int user_line = UserLineOf(candidate, action.client());
  if (user_line < 0 && !action.has_raw()) return;
  if (user_line >= 0) candidate.mutable_action()->erase(candidate.action().begin() + user_line);
  session.Try(candidate);
}

void TryPlainLogin(Session& session, int index) {
  Scenario candidate = session.best();
  candidate.mutable_action(index)->mutable_login()->set_user("u");
  session.Try(candidate);
}

void TryRightPassword(Session& session, int index) {
  Scenario candidate = session.best();
  sim::Auth* auth = candidate.mutable_action(index)->mutable_auth();
  for (const sim::UserAccount& account : session.best().account()) {
    const bool is_meant = account.name() == auth->account() && !auth->password().empty();
    if (is_meant) auth->set_password(account.password());
  }
  session.Try(candidate);
}

}  // namespace

void ShortenPayloads(Session& session) {
  for (int i = 0; i < session.best().action_size(); ++i) {
    if (session.best().action(i).has_raw()) TryAsLine(session, i);
    TryAsLogin(session, i);
    if (i >= session.best().action_size()) return;
    if (session.best().action(i).has_login()) TryPlainLogin(session, i);
    if (session.best().action(i).has_auth()) TryRightPassword(session, i);
    const bool has_text = session.best().action(i).has_line() || session.best().action(i).has_raw();
    if (has_text) ShortenText(session, i);
  }
}

}  // namespace confab::props
