// PASS, NICK, USER, QUIT: who a peer says it is. The nick is the contested part (Q178627): a
// refused one leaves nothing behind, and AUTH is not concerned.

#include <optional>
#include <string>
#include <utility>

#include "server_core/commands/closing.h"
#include "server_core/commands/handlers.h"
#include "server_core/rules/naming.h"
#include "server_core/text/clip.h"
#include "server_core/text/identity.h"

namespace confab {
namespace {

//= clauses#4.4
void Rename(Context& cx, const Nick& nick) {
  if (!cx.client().logged_on()) return cx.world.TakeNick(cx.self, nick);
  LineWriter line = LineFrom(cx.client());
  line.Add("NICK ").Add(nick.view());
  const std::string_view told = cx.out.Keep(line);
  cx.world.TakeNick(cx.self, nick);
  cx.out.Send(cx.self, told);
  cx.out.ToPeers(cx.self, told);
}

void RefuseNick(Context& cx, const Nick& nick, std::string_view holder) {
  cx.out.Reply<Numeric::kNicknameInUse>(cx.self, nick);
  cx.out.Note(Event::kNickRefused, cx.client().link, {{"nick", nick.view()}, {"holder", holder}});
}

}  // namespace

//= clauses#4.1
void OnPass(Context& cx, const Request& rq) {
  cx.client().password_matches = rq.Param(0) == cx.config.password;
}

//= clauses#4.2
void OnNick(Context& cx, const Request& rq) {
  const std::string_view word = rq.Param(0);
  if (word.empty()) return cx.out.Refuse(cx.self, Numeric::kNoNicknameGiven);
  const std::optional<Nick> nick = Nick::Parse(word, cx.config.nick_bytes_max);
  if (!nick) return cx.out.Reply<Numeric::kErroneousNickname>(cx.self, Echo(word));
  switch (JudgeNick(cx.world, cx.self, *nick)) {
    case NickVerdict::kUnchanged:
      return;
    case NickVerdict::kHeldByUser:
      return RefuseNick(cx, *nick, "logged-on");
    case NickVerdict::kHeldByConnected:
      return RefuseNick(cx, *nick, "connected");
    case NickVerdict::kOverrideReservation:
      CloseLink(cx, cx.world.HolderOf(nick->view()), CloseReason::kNickOverridden);
      return Rename(cx, *nick);
    case NickVerdict::kTake:
      return Rename(cx, *nick);
  }
}

//= clauses#4.5
void OnUser(Context& cx, const Request& rq) {
  std::string user_name = CleanUserName(rq.Param(0));
  if (user_name.empty()) return cx.out.Reply<Numeric::kNeedMoreParams>(cx.self, Text(rq.verb));
  const RealName realname = RealNameOf(rq.Param(3), cx.config.realname_bytes_max);
  cx.world.Introduce(cx.self, std::move(user_name), std::string(realname.view()));
}

//= clauses#7.1
void OnQuit(Context& cx, const Request& rq) {
  const std::string reason = Cleaned(rq.Param(0), static_cast<size_t>(cx.config.reason_bytes_max));
  if (reason.empty()) return CloseLink(cx, cx.self, CloseReason::kQuit);
  CloseLink(cx, cx.self, CloseReason::kQuit, "Quit: " + reason);
}

void OnError(Context&, const Request&) {}

}  // namespace confab
