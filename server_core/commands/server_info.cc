#include "server_core/commands/server_info.h"

#include <string>

#include "server_core/commands/handlers.h"
#include "server_core/text/casemap.h"

namespace confab {

//= clauses#7.8
void TellLusers(Context& cx) {
  const int64_t users = cx.world.user_count();
  const int64_t users_max = cx.world.user_count_max();
  const int64_t links = cx.world.link_count();
  cx.out.Reply<Numeric::kLuserClient>(cx.self, users);
  cx.out.Reply<Numeric::kLuserOp>(cx.self);
  cx.out.Reply<Numeric::kLuserUnknown>(cx.self, links - users);
  cx.out.Reply<Numeric::kLuserChannels>(cx.self, cx.world.channel_count());
  cx.out.Reply<Numeric::kLuserMe>(cx.self, links);
  cx.out.Reply<Numeric::kLocalUsers>(cx.self, users, users_max, users, users_max);
  cx.out.Reply<Numeric::kGlobalUsers>(cx.self, users, users_max, users, users_max);
}

//= clauses#7.9
void TellMotd(Context& cx) {
  if (cx.config.motd.empty()) return cx.out.Refuse(cx.self, Numeric::kNoMotd);
  cx.out.Reply<Numeric::kMotdStart>(cx.self, Text(cx.config.server_name));
  for (const std::string& line : cx.config.motd) {
    cx.out.Reply<Numeric::kMotd>(cx.self, Text(line));
  }
  cx.out.Reply<Numeric::kEndOfMotd>(cx.self);
}

void OnLusers(Context& cx, const Request&) { TellLusers(cx); }

void OnMotd(Context& cx, const Request& rq) {
  const std::string_view server = rq.Param(0);
  if (!server.empty() && !EqualAscii(server, cx.config.server_name)) {
    return cx.out.Reply<Numeric::kNoSuchServer>(cx.self, Echo(server));
  }
  TellMotd(cx);
}

}  // namespace confab
