#include <string>

#include "server_core/commands/handlers.h"
#include "server_core/commands/list_items.h"
#include "server_core/commands/queries.h"
#include "server_core/rules/admission.h"
#include "server_core/rules/speech.h"
#include "server_core/text/channel_name.h"
#include "server_core/text/clip.h"

namespace confab {
namespace {

void Enter(Context& cx, const ChannelName& name) {
  const ChannelId channel = cx.world.FindOrCreate(name);
  cx.world.Join(cx.self, channel);
  LineWriter line = LineFrom(cx.client());
  line.Add("JOIN ").Add(cx.world.At(channel).name.view());
  cx.out.ToChannel(channel, cx.out.Keep(line));
  if (!cx.world.At(channel).topic.text.empty()) TellTopic(cx, channel);
  TellNames(cx, channel);
}

void RefuseNewChannel(Context& cx, const ChannelName& name) {
  cx.out.Refuse(cx.self, Numeric::kUnavailResource, name);
  cx.out.Note(Event::kResourceRefused, cx.client().link,
              {{"account", AccountName(Account::kChannels)},
               {"limit", cx.out.Digits(cx.config.channels_max)}});
}

void JoinOne(Context& cx, std::string_view item) {
  if (!HasChannelPrefix(item)) return cx.out.Reply<Numeric::kNoSuchChannel>(cx.self, Echo(item));
  const auto name = ChannelName::Parse(item, cx.config.channel_bytes_max);
  if (!name) return cx.out.Reply<Numeric::kBadChanName>(cx.self, Echo(item));
  switch (JudgeJoin(cx.world, cx.config, cx.self, *name)) {
    case Admission::kAdmit:
      return Enter(cx, *name);
    case Admission::kAlreadyIn:
      return;
    case Admission::kInTooManyChannels:
      return cx.out.Refuse(cx.self, Numeric::kTooManyChannels, *name);
    case Admission::kTooManyChannelsExist:
      return RefuseNewChannel(cx, *name);
  }
}

void Leave(Context& cx, ChannelId channel, std::string_view reason) {
  LineWriter line = LineFrom(cx.client());
  line.Add("PART ").Add(cx.world.At(channel).name.view());
  if (!reason.empty()) line.Add(" :").Add(reason);
  cx.out.ToChannel(channel, cx.out.Keep(line));
  cx.world.Part(cx.self, channel);
}

void LeaveAll(Context& cx) {
  while (!cx.world.UserOf(cx.self).channels.empty()) {
    Leave(cx, cx.world.UserOf(cx.self).channels.front(), "");
  }
}

void PartOne(Context& cx, std::string_view item, std::string_view reason) {
  const ChannelId channel = cx.world.FindChannel(item);
  switch (JudgePresence(cx.world, cx.self, channel)) {
    case Presence::kNoSuchChannel:
      return cx.out.Reply<Numeric::kNoSuchChannel>(cx.self, Echo(item));
    case Presence::kOutside:
      return cx.out.Refuse(cx.self, Numeric::kNotOnChannel, cx.world.At(channel).name);
    case Presence::kInside:
      return Leave(cx, channel, reason);
  }
}

}  // namespace

//= clauses#7.3
void OnJoin(Context& cx, const Request& rq) {
  if (rq.Param(0) == "0") return LeaveAll(cx);
  ListItems items(rq.Param(0));
  while (const auto item = items.Next()) JoinOne(cx, *item);
}

//= clauses#7.5
void OnPart(Context& cx, const Request& rq) {
  const std::string reason = Cleaned(rq.Param(1), static_cast<size_t>(cx.config.reason_bytes_max));
  ListItems items(rq.Param(0));
  while (const auto item = items.Next()) PartOne(cx, *item, reason);
}

}  // namespace confab
