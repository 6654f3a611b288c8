#include "server_core/commands/queries.h"

#include <chrono>

#include "server_core/commands/handlers.h"
#include "server_core/commands/list_items.h"
#include "server_core/text/casemap.h"

namespace confab {
namespace {

void TellChannelsOf(Context& cx, ClientId whom) {
  ListReply channels(cx.out, cx.self, Numeric::kWhoisChannels, *cx.world.At(whom).nick);
  for (const ChannelId channel : cx.world.UserOf(whom).channels) {
    channels.Add(cx.world.At(channel).name.view());
  }
  channels.Finish();
}

void TellIdle(Context& cx, ClientId whom) {
  const User& user = cx.world.UserOf(whom);
  const auto idle = std::chrono::duration_cast<std::chrono::seconds>(cx.now.mono - user.spoke_at);
  cx.out.Reply<Numeric::kWhoisIdle>(cx.self, *cx.world.At(whom).nick, int64_t{idle.count()},
                                    user.signon_unix_s);
}

void TellWhois(Context& cx, ClientId whom) {
  const Client& client = cx.world.At(whom);
  const Nick& nick = *client.nick;
  cx.out.Reply<Numeric::kWhoisUser>(cx.self, nick, Text(client.user_name), Text(client.host.view()),
                                    Text(client.realname));
  TellChannelsOf(cx, whom);
  cx.out.Reply<Numeric::kWhoisServer>(cx.self, nick, Text(cx.config.server_name),
                                      Text(cx.config.server_info));
  if (client.authenticated()) {
    cx.out.Reply<Numeric::kWhoisAccount>(cx.self, nick, Text(client.account));
  }
  TellIdle(cx, whom);
}

bool IsHere(Context& cx, std::string_view server, std::string_view nick) {
  return EqualAscii(server, cx.config.server_name) ||
         EqualNames(cx.world.case_mapping(), server, nick);
}

}  // namespace

// A line of NAMES with one channel many times would else walk all of its members each time.
void TellNames(Context& cx, ChannelId id) {
  if (cx.out.IsDeaf(cx.self)) return;
  const Channel& channel = cx.world.At(id);
  ListReply names(cx.out, cx.self, Numeric::kNamReply, channel.name);
  for (const Membership& membership : channel.members) {
    names.Add(cx.world.At(membership.client).name());
  }
  names.Finish();
  cx.out.Reply<Numeric::kEndOfNames>(cx.self, channel.name);
}

void TellTopic(Context& cx, ChannelId id) {
  const Channel& channel = cx.world.At(id);
  const Topic& topic = channel.topic;
  cx.out.Reply<Numeric::kTopic>(cx.self, channel.name, Text(topic.text));
  cx.out.Reply<Numeric::kTopicWhoTime>(cx.self, channel.name, Text(topic.setter),
                                       topic.set_at_unix_s);
}

void OnNames(Context& cx, const Request& rq) {
  ListItems items(rq.Param(0));
  bool any = false;
  while (const auto item = items.Next()) {
    any = true;
    const ChannelId channel = cx.world.FindChannel(*item);
    if (channel.IsSome()) {
      TellNames(cx, channel);
    } else {
      cx.out.Reply<Numeric::kEndOfNames>(cx.self, Echo(*item));
    }
  }
  if (!any) cx.out.Reply<Numeric::kEndOfNames>(cx.self, Text("*"));
}

//= clauses#7.10
void OnWhois(Context& cx, const Request& rq) {
  const bool names_server = rq.params.size() > 1;
  const std::string_view word = rq.Param(names_server ? 1 : 0);
  if (word.empty()) return cx.out.Refuse(cx.self, Numeric::kNoNicknameGiven);
  if (names_server && !IsHere(cx, rq.Param(0), word)) {
    return cx.out.Reply<Numeric::kNoSuchServer>(cx.self, Echo(rq.Param(0)));
  }
  const ClientId whom = cx.world.FindUser(word);
  if (whom.IsSome()) {
    TellWhois(cx, whom);
  } else {
    cx.out.Reply<Numeric::kNoSuchNick>(cx.self, Echo(word));
  }
  cx.out.Reply<Numeric::kEndOfWhois>(cx.self, Echo(word));
}

}  // namespace confab
