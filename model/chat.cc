// Clauses 7.3 to 7.7: channels and messages.

#include <algorithm>
#include <set>

#include "model/reference.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {

//= clauses#7.3
void Reference::Join(Link& link, const Request& request) {
  if (request.Param(0) == "0") {
    const std::vector<std::string> channels = link.channels;
    for (const std::string& channel : channels) PartOne(link, channel, "");
    return;
  }
  for (const std::string& item : Items(request.Param(0))) JoinOne(link, item);
}

void Reference::JoinOne(Link& link, const std::string& item) {
  if (!IsChannelLike(item)) return NumericFree(link, "403", Echo(item));
  if (!IsChannel(item, config_.channel_bytes_max)) return NumericFree(link, "479", Echo(item));
  const std::string folded = FoldOf(item);
  if (std::find(link.channels.begin(), link.channels.end(), folded) != link.channels.end()) return;
  if (static_cast<int64_t>(link.channels.size()) >= config_.channels_per_user_max) {
    return NumericFree(link, "405", item);
  }
  if (FindChannel(item) == nullptr) {
    if (static_cast<int64_t>(channels_.size()) >= config_.channels_max) {
      return NumericFree(link, "437", item);
    }
    channels_[folded].name = item;
  }
  Channel& channel = channels_[folded];
  channel.members.push_back(link.id);
  link.channels.push_back(folded);
  SayToChannel(channel, Cat({":", Mask(link), " JOIN ", channel.name}));
  if (!channel.topic.empty()) TopicShow(link, channel);
  NamesOf(link, channel);
}

//= clauses#7.5
void Reference::Part(Link& link, const Request& request) {
  const std::string reason = Cleaned(request.Param(1), config_.reason_bytes_max);
  for (const std::string& item : Items(request.Param(0))) PartOne(link, item, reason);
}

void Reference::PartOne(Link& link, const std::string& item, std::string_view reason) {
  const Channel* channel = FindChannel(item);
  if (channel == nullptr) return NumericFree(link, "403", Echo(item));
  const std::vector<LinkId>& members = channel->members;
  if (std::find(members.begin(), members.end(), link.id) == members.end()) {
    return NumericFree(link, "442", channel->name);
  }
  const std::string_view colon = reason.empty() ? "" : " :";
  SayToChannel(*channel, Cat({":", Mask(link), " PART ", channel->name, colon, reason}));
  Leave(link, FoldOf(item));
}

// Both sides of a membership; an empty channel is gone.
void Reference::Leave(Link& link, const std::string& folded) {
  std::vector<LinkId>& members = channels_[folded].members;
  members.erase(std::find(members.begin(), members.end(), link.id));
  link.channels.erase(std::find(link.channels.begin(), link.channels.end(), folded));
  if (members.empty()) channels_.erase(folded);
}

//= clauses#7.6
void Reference::Topic(Link& link, const Request& request) {
  Channel* channel = FindChannel(request.Param(0));
  if (channel == nullptr) return NumericFree(link, "403", Echo(request.Param(0)));
  if (request.params.size() > 1) return TopicSet(link, *channel, request.Param(1));
  if (channel->topic.empty()) return NumericFree(link, "331", channel->name);
  TopicShow(link, *channel);
}

void Reference::TopicShow(Link& link, const Channel& channel) {
  Numeric(link, "332", Cat({channel.name, " :", channel.topic}));
  Numeric(link, "333",
          Cat({channel.name, " ", channel.topic_setter, " ", Number(channel.topic_unix_s)}));
}

void Reference::TopicSet(Link& link, Channel& channel, std::string_view text) {
  const std::vector<LinkId>& members = channel.members;
  if (std::find(members.begin(), members.end(), link.id) == members.end()) {
    return NumericFree(link, "442", channel.name);
  }
  const std::string topic = Cut(text, config_.topic_bytes_max);
  if (topic == channel.topic) return;
  channel.topic = topic;
  channel.topic_setter = Mask(link);
  channel.topic_unix_s = absl::ToUnixSeconds(now_.wall);
  SayToChannel(channel, Cat({":", Mask(link), " TOPIC ", channel.name, " :", topic}));
}

//= clauses#7.4
void Reference::Names(Link& link, const Request& request) {
  const std::vector<std::string> items = Items(request.Param(0));
  if (items.empty()) return NumericFree(link, "366", "*");
  for (const std::string& item : items) {
    const Channel* channel = FindChannel(item);
    if (channel == nullptr) {
      NumericFree(link, "366", Echo(item));
    } else {
      NamesOf(link, *channel);
    }
  }
}

void Reference::NamesOf(Link& link, const Channel& channel) {
  std::vector<std::string> nicks;
  for (LinkId member : channel.members) nicks.push_back(Find(member)->nick);
  NumericList(link, "353", Cat({"= ", channel.name}), nicks);
  NumericFree(link, "366", channel.name);
}

//= clauses#7.7
void Reference::Privmsg(Link& link, const Request& request) { Message(link, request, true); }
void Reference::Notice(Link& link, const Request& request) { Message(link, request, false); }

void Reference::Message(Link& link, const Request& request, bool replies) {
  const auto refuse = [&](std::string_view code, const std::string& what) {
    if (replies) NumericFree(link, code, what);
  };
  if (request.Param(0).empty()) return refuse("411", "");
  if (request.Param(1).empty()) return refuse("412", "");
  link.last_spoke = now_.mono;
  std::set<std::string> seen;
  for (const std::string& target : Items(request.Param(0))) {
    if (seen.count(FoldOf(target)) > 0) continue;
    if (static_cast<int64_t>(seen.size()) == config_.targets_max) {
      return refuse("407", Echo(target));
    }
    seen.insert(FoldOf(target));
    MessageOne(link, request, target, replies);
  }
}

void Reference::MessageOne(Link& link, const Request& request, const std::string& target,
                           bool replies) {
  const auto refuse = [&](std::string_view code, const std::string& what) {
    if (replies) NumericFree(link, code, what);
  };
  const auto relayed = [&](const std::string& to) {
    return Cat({":", Mask(link), " ", request.verb, " ", to, " :", request.Param(1)});
  };
  if (IsChannelLike(target)) {
    const Channel* channel = FindChannel(target);
    if (channel == nullptr) return refuse("403", Echo(target));
    const std::vector<LinkId>& members = channel->members;
    if (std::find(members.begin(), members.end(), link.id) == members.end()) {
      return refuse("404", channel->name);
    }
    const std::string line = relayed(channel->name);
    if (line.size() > kBodyBytesMax) return NumericFree(link, "417");
    return SayToChannel(*channel, line, &link);
  }
  Link* user = LoggedOn(target);
  if (user == nullptr) return refuse("401", Echo(target));
  const std::string line = relayed(user->nick);
  if (line.size() > kBodyBytesMax) return NumericFree(link, "417");
  Say(*user, line);
}

}  // namespace confab::model
