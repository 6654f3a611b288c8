// MODE and TOPIC. There are no modes yet but the user's `x`, which shows that IRCX is on.

#include <string>

#include "absl/time/time.h"
#include "server_core/commands/handlers.h"
#include "server_core/commands/queries.h"
#include "server_core/rules/speech.h"
#include "server_core/text/channel_name.h"
#include "server_core/text/clip.h"

namespace confab {
namespace {

void OwnMode(Context& cx, const Request& rq) {
  cx.out.Reply<Numeric::kUserModeIs>(cx.self, Text(cx.client().ircx ? "+x" : "+"));
  if (rq.params.size() > 1) cx.out.Refuse(cx.self, Numeric::kUModeUnknownFlag);
}

void ChannelMode(Context& cx, ChannelId channel, std::string_view change) {
  const size_t letter = change.find_first_not_of("+-");
  if (letter != std::string_view::npos) {
    return cx.out.Reply<Numeric::kUnknownMode>(cx.self, Echo(change.substr(letter, 1)));
  }
  cx.out.Reply<Numeric::kChannelModeIs>(cx.self, cx.world.At(channel).name);
}

void NoSuchTarget(Context& cx, std::string_view word) {
  if (HasChannelPrefix(word)) return cx.out.Reply<Numeric::kNoSuchChannel>(cx.self, Echo(word));
  cx.out.Reply<Numeric::kNoSuchNick>(cx.self, Echo(word));
}

void ShowTopic(Context& cx, ChannelId channel, std::string_view word) {
  if (!channel.IsSome()) return cx.out.Reply<Numeric::kNoSuchChannel>(cx.self, Echo(word));
  if (!cx.world.At(channel).topic.text.empty()) return TellTopic(cx, channel);
  cx.out.Reply<Numeric::kNoTopic>(cx.self, cx.world.At(channel).name);
}

void ChangeTopic(Context& cx, ChannelId channel, std::string_view text) {
  text = CutUtf8(text, static_cast<size_t>(cx.config.topic_bytes_max));
  if (text == cx.world.At(channel).topic.text) return;
  LineWriter line = LineFrom(cx.client());
  line.Add("TOPIC ").Add(cx.world.At(channel).name.view()).Add(" :").Add(text);
  cx.out.ToChannel(channel, cx.out.Keep(line));
  if (text.empty()) return cx.world.SetTopic(channel, Topic());
  cx.world.SetTopic(channel, Topic{std::string(text), NickUserHost(cx.client()),
                                   absl::ToUnixSeconds(cx.now.wall)});
}

}  // namespace

//= clauses#7.11
void OnMode(Context& cx, const Request& rq) {
  const std::string_view word = rq.Param(0);
  const ClientId user = cx.world.FindUser(word);
  if (user == cx.self) return OwnMode(cx, rq);
  if (user.IsSome()) return cx.out.Refuse(cx.self, Numeric::kUsersDontMatch);
  const ChannelId channel = cx.world.FindChannel(word);
  if (channel.IsSome()) return ChannelMode(cx, channel, rq.Param(1));
  NoSuchTarget(cx, word);
}

//= clauses#7.6
void OnTopic(Context& cx, const Request& rq) {
  const ChannelId channel = cx.world.FindChannel(rq.Param(0));
  if (rq.params.size() == 1) return ShowTopic(cx, channel, rq.Param(0));
  switch (JudgePresence(cx.world, cx.self, channel)) {
    case Presence::kNoSuchChannel:
      return cx.out.Reply<Numeric::kNoSuchChannel>(cx.self, Echo(rq.Param(0)));
    case Presence::kOutside:
      return cx.out.Refuse(cx.self, Numeric::kNotOnChannel, cx.world.At(channel).name);
    case Presence::kInside:
      return ChangeTopic(cx, channel, rq.Param(1));
  }
}

}  // namespace confab
