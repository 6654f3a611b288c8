// The canonical text of the world. Orders come from sorting, never from slots or hashes.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server_core/world/append.h"
#include "server_core/world/world.h"

namespace confab {
namespace {

std::string_view OrStar(std::string_view text) { return text.empty() ? "*" : text; }

std::string_view AuthState(const Client& client, const AuthExchange* exchange) {
  if (exchange != nullptr) return exchange->asked() ? "asked" : "open";
  return client.authenticated() ? "done" : "none";
}

void AppendLink(const Client& client, const AuthExchange* exchange, std::string& text) {
  AppendParts(text, "link ", static_cast<uint64_t>(client.link),
              client.logged_on() ? " logged-on" : " connected", " nick=", client.name(),
              " user=", OrStar(client.user_name), " ircx=", client.ircx ? 1 : 0,
              " cap=", client.cap_negotiating ? 1 : 0);
  AppendParts(text, " auth=", AuthState(client, exchange), " failures=", client.auth_failures,
              " account=", OrStar(client.account), " probes=", client.probes,
              " queued=", client.queued_bytes, "\n");
}

void AppendChannel(const World& world, const Channel& channel, std::string& text) {
  AppendParts(text, "channel ", channel.name.view(), " topic=", channel.topic.text.empty() ? 0 : 1,
              " members=");
  std::string_view separator = "";
  for (const Membership& membership : channel.members) {
    const Client* member = world.Find(membership.client);
    AppendParts(text, separator, member == nullptr ? "?" : member->name());
    separator = ",";
  }
  text += '\n';
}

}  // namespace

std::string World::Census() const {
  std::vector<std::pair<LinkId, ClientId>> links;
  links.reserve(clients_.size());
  clients_.ForEach([&](ClientId id, const Client& client) { links.emplace_back(client.link, id); });
  std::sort(links.begin(), links.end());

  std::vector<std::pair<FoldedName, ChannelId>> channels;
  channels.reserve(channels_.size());
  channels_.ForEach([&](ChannelId id, const Channel& channel) {
    channels.emplace_back(Fold(case_mapping_, channel.name.view()), id);
  });
  std::sort(channels.begin(), channels.end());

  std::string text;
  text.reserve(128 * (links.size() + channels.size() + 1));
  for (const auto& [link, id] : links) AppendLink(At(id), FindExchange(id), text);
  for (const auto& [name, id] : channels) AppendChannel(*this, At(id), text);
  AppendParts(text, "counters links=", link_count(), " users=", user_count(),
              " users_max=", user_count_max(), " channels=", channel_count(), "\n");
  return text;
}

}  // namespace confab
