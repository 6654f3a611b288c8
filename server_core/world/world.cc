#include "server_core/world/world.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/time/time.h"
#include "server_core/api/check.h"
#include "server_core/text/identity.h"
#include "server_core/world/costs.h"

namespace confab {

ClientId World::Connect(LinkId link, std::string_view peer, Instant now) {
  Client client;
  client.link = link;
  client.last_rx = now;
  client.allowance_tat = now;
  client.host = HostOf(peer);
  const ClientId id = clients_.Insert(std::move(client));
  const bool is_new = by_link_.emplace(link, id).second;
  CONFAB_CHECK(is_new);
  ledger_.Open(Account::kLinks, kLinkBytes);
  return id;
}

void World::Disconnect(ClientId id) {
  Client& client = At(id);
  CONFAB_CHECK(client.timer == TimerHandle());
  CloseExchange(id);
  if (client.logged_on()) LogOff(id);
  ReleaseNick(client);
  Drain(client, client.queued_bytes);
  TakeInput(client);
  ledger_.Shut(Account::kLinks, kLinkBytes + TextBytes(client));
  by_link_.erase(client.link);
  clients_.Erase(id);
}

ClientId World::FindLink(LinkId link) const {
  const auto found = by_link_.find(link);
  return found == by_link_.end() ? ClientId() : found->second;
}

void World::Introduce(ClientId id, std::string user_name, std::string realname) {
  Client& client = At(id);
  const int64_t before = TextBytes(client);
  client.user_name = std::move(user_name);
  client.realname = std::move(realname);
  client.user_seen = true;
  ledger_.Grow(Account::kLinks, TextBytes(client) - before);
}

ClientId World::HolderOf(std::string_view nick) const {
  if (nick.size() > kNickBytesMax) return ClientId();
  const auto found = by_nick_.find(FoldedNick(Fold(case_mapping_, nick).view()));
  return found == by_nick_.end() ? ClientId() : found->second;
}

void World::TakeNick(ClientId id, const Nick& nick) {
  Client& client = At(id);
  ReleaseNick(client);
  const bool is_free = by_nick_.emplace(FoldNick(nick), id).second;
  CONFAB_CHECK(is_free);
  client.nick = nick;
  ledger_.Open(Account::kNames, kNameBytes);
}

World::FoldedNick World::FoldNick(const Nick& nick) const {
  return FoldedNick(Fold(case_mapping_, nick.view()).view());
}

void World::ReleaseNick(Client& client) {
  if (!client.nick) return;
  by_nick_.erase(FoldNick(*client.nick));
  client.nick.reset();
  ledger_.Shut(Account::kNames, kNameBytes);
}

void World::LogOn(ClientId id, std::string_view user_name, const Moment& now) {
  Client& client = At(id);
  CONFAB_CHECK(!client.logged_on());
  User user;
  user.client = id;
  user.spoke_at = now.mono;
  user.signon_unix_s = absl::ToUnixSeconds(now.wall);
  client.user = users_.Insert(std::move(user));
  ledger_.Open(Account::kUsers, kUserBytes);
  user_count_max_ = std::max(user_count_max_, user_count());
  ledger_.Grow(Account::kLinks, std::ssize(user_name) - std::ssize(client.user_name));
  client.user_name = user_name;
}

void World::LogOff(ClientId id) {
  while (!UserOf(id).channels.empty()) Part(id, UserOf(id).channels.back());
  Client& client = At(id);
  users_.Erase(std::exchange(client.user, UserId()));
  ledger_.Shut(Account::kUsers, kUserBytes);
}

ClientId World::FindUser(std::string_view nick) const {
  const ClientId holder = HolderOf(nick);
  const Client* client = Find(holder);
  return client != nullptr && client->logged_on() ? holder : ClientId();
}

void World::Enqueue(Client& client, int64_t bytes) {
  if (client.queued_bytes == 0) ledger_.Open(Account::kSendQueues, 0);
  ledger_.Grow(Account::kSendQueues, bytes);
  client.queued_bytes += bytes;
}

void World::Drain(Client& client, int64_t bytes) {
  CONFAB_CHECK(bytes <= client.queued_bytes);
  if (bytes == 0) return;
  client.queued_bytes -= bytes;
  ledger_.Grow(Account::kSendQueues, -bytes);
  if (client.queued_bytes == 0) ledger_.Shut(Account::kSendQueues, 0);
}

LineAssembler World::TakeInput(Client& client) {
  const auto held = static_cast<int64_t>(client.input.held_bytes());
  if (held > 0) ledger_.Shut(Account::kReceiveBuffers, held);
  return std::exchange(client.input, LineAssembler());
}

void World::KeepInput(Client& client, LineAssembler input) {
  const auto held = static_cast<int64_t>(input.held_bytes());
  if (held > 0) ledger_.Open(Account::kReceiveBuffers, held);
  client.input = std::move(input);
}

}  // namespace confab
