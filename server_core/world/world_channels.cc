#include <algorithm>
#include <utility>

#include "server_core/api/check.h"
#include "server_core/world/costs.h"
#include "server_core/world/world.h"

namespace confab {

ChannelId World::FindChannel(std::string_view name) const {
  if (name.size() > kFoldedBytesMax) return ChannelId();
  const auto found = by_channel_name_.find(Fold(case_mapping_, name));
  return found == by_channel_name_.end() ? ChannelId() : found->second;
}

ChannelId World::FindOrCreate(const ChannelName& name) {
  const ChannelId known = FindChannel(name.view());
  if (known.IsSome()) return known;
  const ChannelId id = channels_.Insert(Channel{name, {}, {}});
  by_channel_name_.emplace(Fold(case_mapping_, name.view()), id);
  ledger_.Open(Account::kChannels, kChannelBytes);
  return id;
}

// The user's side is the shorter one.
bool World::IsMember(ClientId id, ChannelId channel) const {
  const std::vector<ChannelId>& channels = UserOf(id).channels;
  return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

void World::Join(ClientId id, ChannelId channel) {
  CONFAB_CHECK(!IsMember(id, channel));
  channels_.At(channel).members.push_back(Membership{id});
  UserOf(id).channels.push_back(channel);
  ledger_.Open(Account::kMemberships, kMembershipBytes);
}

void World::Part(ClientId id, ChannelId channel) {
  std::vector<ChannelId>& channels = UserOf(id).channels;
  const auto index = std::find(channels.begin(), channels.end(), channel);
  CONFAB_CHECK(index != channels.end());
  channels.erase(index);
  std::vector<Membership>& members = channels_.At(channel).members;
  const auto is_self = [id](const Membership& membership) { return membership.client == id; };
  members.erase(std::find_if(members.begin(), members.end(), is_self));
  ledger_.Shut(Account::kMemberships, kMembershipBytes);
  if (members.empty()) EraseChannel(channel);
}

void World::EraseChannel(ChannelId id) {
  const Channel& channel = channels_.At(id);
  ledger_.Shut(Account::kChannels, kChannelBytes + TextBytes(channel.topic));
  by_channel_name_.erase(Fold(case_mapping_, channel.name.view()));
  channels_.Erase(id);
}

void World::SetTopic(ChannelId id, Topic topic) {
  Channel& channel = channels_.At(id);
  ledger_.Grow(Account::kChannels, TextBytes(topic) - TextBytes(channel.topic));
  channel.topic = std::move(topic);
}

}  // namespace confab
