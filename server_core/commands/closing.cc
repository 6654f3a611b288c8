#include "server_core/commands/closing.h"

#include <array>

#include "server_core/commands/deadlines.h"
#include "server_core/text/clip.h"
#include "server_core/text/identity.h"

namespace confab {
namespace {

struct Farewell {
  CloseReason reason;
  int code;  // of the IRCX heritage; 0: none
  std::string_view why;
};

constexpr std::array<Farewell, kCloseReasonCount> kFarewells = {{
    {CloseReason::kQuit, 0, "Quit"},
    {CloseReason::kRegistrationTimeout, 0, "Registration timed out"},
    {CloseReason::kPingTimeout, 11, "Ping timeout"},
    {CloseReason::kSendQueueExceeded, 9, "Output saturation"},
    {CloseReason::kInputExceeded, 8, "Input flooding"},
    {CloseReason::kNickOverridden, 0, "Overridden"},
    {CloseReason::kBadPassword, 0, "Bad password"},
    {CloseReason::kNoAuthorization, 1, "No Authorization"},
    {CloseReason::kNoMoreConnections, 3, "No more connections"},
}};

constexpr const Farewell& FarewellOf(CloseReason reason) {
  return kFarewells[static_cast<size_t>(reason)];
}

consteval bool EveryReasonInItsPlace() {
  for (size_t i = 0; i < kFarewells.size(); ++i) {
    if (static_cast<size_t>(kFarewells[i].reason) != i) return false;
  }
  return true;
}
static_assert(EveryReasonInItsPlace());

LineWriter LastLine(std::string_view name, std::string_view host, CloseReason reason,
                    std::string_view why) {
  return ErrorLine(name, host, FarewellOf(reason).code, why);
}

void TellPeers(Context& cx, ClientId id, std::string_view why) {
  const Client& client = cx.world.At(id);
  if (!client.logged_on()) return;
  LineWriter line = LineFrom(client);
  line.Add("QUIT :").Add(why);
  cx.out.ToPeers(id, cx.out.Keep(line));
}

void Forget(Context& cx, ClientId id) {
  Disarm(cx, id);
  cx.world.Disconnect(id);
}

}  // namespace

void CloseLink(Context& cx, ClientId id, CloseReason reason) {
  CloseLink(cx, id, reason, FarewellOf(reason).why);
}

void CloseLink(Context& cx, ClientId id, CloseReason reason, std::string_view why) {
  const Client& client = cx.world.At(id);
  const LinkId link = client.link;
  const std::string_view nick = cx.out.Keep(client.name());
  LineWriter last = LastLine(nick, client.host.view(), reason, why);
  cx.out.SendError(link, last);
  TellPeers(cx, id, why);
  Forget(cx, id);
  cx.out.Close(link, reason);
  cx.out.Note(Event::kClientClosed, link, {{"reason", CloseReasonName(reason)}, {"nick", nick}});
}

void LoseLink(Context& cx, ClientId id, std::string_view why) {
  const Client& client = cx.world.At(id);
  const LinkId link = client.link;
  const std::string_view nick = cx.out.Keep(client.name());
  const std::string cleaned = Cleaned(why, static_cast<size_t>(cx.config.reason_bytes_max));
  const std::string_view told = cleaned.empty() ? "Connection lost" : std::string_view(cleaned);
  TellPeers(cx, id, told);
  Forget(cx, id);
  cx.out.Note(Event::kClientLost, link, {{"why", told}, {"nick", nick}});
}

void TurnAway(Context& cx, const Opened& opened) {
  constexpr CloseReason kReason = CloseReason::kNoMoreConnections;
  LineWriter last = LastLine("*", HostOf(opened.peer).view(), kReason, FarewellOf(kReason).why);
  cx.out.SendError(opened.link, last);
  cx.out.Close(opened.link, kReason);
  cx.out.Note(
      Event::kResourceRefused, opened.link,
      {{"account", AccountName(Account::kLinks)}, {"limit", cx.out.Digits(cx.config.links_max)}});
  cx.out.Note(Event::kClientClosed, opened.link,
              {{"reason", CloseReasonName(kReason)}, {"nick", "*"}});
}

// The QUIT of one can fill the queue of the next, so the heap is asked anew each time.
void SettleDoomed(Context& cx) {
  for (LinkId link; cx.out.TakeDoomed(link);) {
    const ClientId id = cx.world.FindLink(link);
    if (id.IsSome()) CloseLink(cx, id, CloseReason::kSendQueueExceeded);
  }
}

}  // namespace confab
