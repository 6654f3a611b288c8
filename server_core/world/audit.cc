// Each structure is derived again from another one: indexes from objects, one side of an edge from
// the other, the ledger from a recount. Equal sizes and one inclusion make equal sets.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "server_core/world/append.h"
#include "server_core/world/costs.h"
#include "server_core/world/world.h"

namespace confab {
namespace {

template <typename... Parts>
absl::Status Broken(const Parts&... parts) {
  return absl::InternalError(Joined(parts...));
}

uint64_t Number(LinkId link) { return static_cast<uint64_t>(link); }

template <typename T>
int64_t Count(const std::vector<T>& values, const T& value) {
  return std::count(values.begin(), values.end(), value);
}

bool HasTwice(const std::vector<Membership>& members) {
  std::vector<ClientId> ids;
  ids.reserve(members.size());
  for (const Membership& membership : members) ids.push_back(membership.client);
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

// Keeps the first fault of a walk.
void Keep(absl::Status fault, absl::Status& first) {
  if (first.ok()) first = std::move(fault);
}

}  // namespace

absl::Status World::Audit(const TimerQueue& timers) const {
  for (const auto audit : {&World::AuditClients, &World::AuditNames, &World::AuditUsers,
                           &World::AuditChannels, &World::AuditExchanges, &World::AuditLedger}) {
    if (absl::Status fault = (this->*audit)(); !fault.ok()) return fault;
  }
  return AuditTimers(timers);
}

absl::Status World::AuditTimers(const TimerQueue& timers) const {
  if (timers.size() != clients_.size()) return Broken("timers: another number than links");
  absl::Status first;
  clients_.ForEach([&](ClientId, const Client& client) {
    const std::optional<Timer> timer = timers.Find(client.timer);
    const TimerKind due = client.logged_on() ? TimerKind::kKeepalive : TimerKind::kRegistration;
    if (timer && timer->owner == client.link && timer->kind == due) return;
    Keep(Broken("link ", Number(client.link), ": not the owner of the timer it needs"), first);
  });
  return first;
}

absl::Status World::AuditClients() const {
  if (by_link_.size() != clients_.size()) return Broken("links: index has another size");
  absl::Status first;
  clients_.ForEach([&](ClientId id, const Client& c) { Keep(AuditClient(id, c), first); });
  return first;
}

absl::Status World::AuditClient(ClientId id, const Client& client) const {
  const uint64_t link = Number(client.link);
  if (FindLink(client.link) != id) return Broken("link ", link, ": not in the index of links");
  if (client.queued_bytes < 0) return Broken("link ", link, ": send queue below 0");
  if (client.doomed) return Broken("link ", link, ": outlived the step it was doomed in");
  if (client.logged_on() && !client.nick) return Broken("link ", link, ": logged on, no nick");
  if (client.logged_on() && client.exchange.IsSome()) {
    return Broken("link ", link, ": logged on during an AUTH exchange");
  }
  if (client.exchange.IsSome() && FindExchange(id) == nullptr) {
    return Broken("link ", link, ": its AUTH exchange is gone");
  }
  return absl::OkStatus();
}

absl::Status World::AuditNames() const {
  absl::Status first;
  size_t named = 0;
  clients_.ForEach([&](ClientId id, const Client& client) {
    if (!client.nick) return;
    ++named;
    if (HolderOf(client.nick->view()) == id) return;
    Keep(Broken("link ", Number(client.link), ": not the holder of its nick"), first);
  });
  if (first.ok() && named != by_nick_.size()) return Broken("names: held by nobody");
  return first;
}

absl::Status World::AuditUsers() const {
  absl::Status first;
  int64_t logged_on = 0;
  clients_.ForEach([&](ClientId, const Client& client) { logged_on += client.logged_on(); });
  if (logged_on != user_count()) return Broken("users: another number than links logged on");
  if (user_count_max_ < user_count()) return Broken("users: more than ever");
  users_.ForEach([&](UserId id, const User& user) {
    const Client* client = Find(user.client);
    if (client == nullptr || client->user != id) Keep(Broken("users: one without a link"), first);
  });
  return first;
}

absl::Status World::AuditChannels() const {
  if (by_channel_name_.size() != channels_.size()) {
    return Broken("channels: index has another size");
  }
  absl::Status first;
  size_t of_channels = 0;
  channels_.ForEach([&](ChannelId id, const Channel& channel) {
    of_channels += channel.members.size();
    Keep(AuditChannel(id, channel), first);
  });
  size_t of_users = 0;
  users_.ForEach([&](UserId, const User& user) { of_users += user.channels.size(); });
  if (first.ok() && of_users != of_channels) return Broken("users: in a channel without its doing");
  return first;
}

absl::Status World::AuditChannel(ChannelId id, const Channel& channel) const {
  const std::string_view name = channel.name.view();
  if (FindChannel(name) != id) return Broken("channel ", name, ": not in the index");
  if (channel.members.empty()) return Broken("channel ", name, ": empty");
  if (HasTwice(channel.members)) return Broken("channel ", name, ": a member stands there twice");
  for (const Membership& membership : channel.members) {
    const Client* client = Find(membership.client);
    if (client == nullptr) return Broken("channel ", name, ": a member is gone");
    if (!client->logged_on()) return Broken("channel ", name, ": a member is not logged on");
    const User* user = users_.Find(client->user);
    if (user == nullptr || Count(user->channels, id) != 1) {
      return Broken("channel ", name, ": a member's side has no other");
    }
  }
  return absl::OkStatus();
}

absl::Status World::AuditExchanges() const {
  absl::Status first;
  size_t asked = 0;
  exchanges_.ForEach([&](AuthId id, const AuthExchange& exchange) {
    const Client* owner = Find(exchange.owner);
    if (owner == nullptr || owner->exchange != id) Keep(Broken("auth: without an owner"), first);
    if (exchange.billed_text_bytes != TextBytes(exchange)) Keep(Broken("auth: unbilled"), first);
    if (!exchange.asked()) return;
    ++asked;
    const auto question = by_question_.find(exchange.question);
    if (question == by_question_.end() || question->second != exchange.owner) {
      Keep(Broken("auth: waits for an answer to no question"), first);
    }
  });
  if (first.ok() && asked != by_question_.size()) return Broken("questions: nobody waits");
  return first;
}

absl::Status World::AuditLedger() const {
  Ledger recount;
  clients_.ForEach([&](ClientId, const Client& client) {
    recount.Open(Account::kLinks, kLinkBytes + TextBytes(client));
    if (client.nick) recount.Open(Account::kNames, kNameBytes);
    if (client.queued_bytes > 0) recount.Open(Account::kSendQueues, client.queued_bytes);
    const auto held = static_cast<int64_t>(client.input.held_bytes());
    if (held > 0) recount.Open(Account::kReceiveBuffers, held);
    if (client.timer != TimerHandle()) recount.Open(Account::kTimers, TimerQueue::kBytesPerTimer);
  });
  users_.ForEach([&](UserId, const User&) { recount.Open(Account::kUsers, kUserBytes); });
  channels_.ForEach([&](ChannelId, const Channel& channel) {
    recount.Open(Account::kChannels, kChannelBytes + TextBytes(channel.topic));
    for (size_t i = 0; i < channel.members.size(); ++i) {
      recount.Open(Account::kMemberships, kMembershipBytes);
    }
  });
  exchanges_.ForEach([&](AuthId, const AuthExchange& exchange) {
    recount.Open(Account::kAuth, kExchangeBytes + exchange.billed_text_bytes);
    if (exchange.asked()) recount.Open(Account::kQuestions, kQuestionBytes);
  });
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    if (recount[account] == ledger_[account]) continue;
    return Broken("ledger: ", AccountName(account), " has ", ledger_[account].objects,
                  " objects of ", ledger_[account].bytes, " bytes; there are ",
                  recount[account].objects, " of ", recount[account].bytes);
  }
  return absl::OkStatus();
}

}  // namespace confab
