#include "server_core/rules/log_on.h"

#include "server_core/commands/closing.h"
#include "server_core/commands/deadlines.h"
#include "server_core/commands/log_on.h"
#include "server_core/commands/server_info.h"
#include "server_core/text/identity.h"

namespace confab {
namespace {

//= clauses#4.9
void Welcome(Context& cx) {
  const std::string identity = NickUserHost(cx.client());
  const Text server(cx.config.server_name);
  const Text version(cx.config.version);
  cx.out.Reply<Numeric::kWelcome>(cx.self, Text(cx.config.network_name), Text(identity));
  cx.out.Reply<Numeric::kYourHost>(cx.self, server, version);
  cx.out.Reply<Numeric::kCreated>(cx.self, Text(cx.greeting.started));
  cx.out.Reply<Numeric::kMyInfo>(cx.self, server, version, Text(cx.greeting.user_modes),
                                 Text(cx.greeting.channel_modes));
  for (const std::string& tokens : cx.greeting.isupport_lines) {
    cx.out.Reply<Numeric::kIsupport>(cx.self, Text(tokens));
  }
  TellLusers(cx);
  TellMotd(cx);
  if (cx.client().ircx) cx.out.Reply<Numeric::kUserModeIs>(cx.self, Text("+x"));
}

void LogOn(Context& cx) {
  const Client& client = cx.client();
  const UserName shown =
      UserNameOf(client.user_name, cx.config.user_bytes_max, client.authenticated());
  cx.world.LogOn(cx.self, shown.view(), cx.now);
  Disarm(cx, cx.self);
  ArmKeepalive(cx, cx.self, client.last_rx + cx.config.probe_after);
  const std::string_view account = client.authenticated() ? std::string_view(client.account) : "*";
  cx.out.Note(Event::kClientLoggedOn, client.link, {{"nick", client.name()}, {"account", account}});
  Welcome(cx);
}

}  // namespace

void TryLogOn(Context& cx) {
  const Client* client = cx.world.Find(cx.self);
  if (client == nullptr || client->logged_on()) return;
  switch (JudgeLogOn(cx.config, *client)) {
    case LogOnVerdict::kWait:
      return;
    case LogOnVerdict::kBadPassword:
      cx.out.Refuse(cx.self, Numeric::kPasswdMismatch);
      return CloseLink(cx, cx.self, CloseReason::kBadPassword);
    case LogOnVerdict::kNoAuthorization:
      return CloseLink(cx, cx.self, CloseReason::kNoAuthorization);
    case LogOnVerdict::kWelcome:
      return LogOn(cx);
  }
}

}  // namespace confab
