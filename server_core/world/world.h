// Who is where: links, names, users, channels, exchanges, and what each of them costs.
//
//   World world(config.case_mapping);
//   const ClientId self = world.Connect(link, "192.0.2.7", now);
//   world.TakeNick(self, *nick);
//   world.LogOn(self, "~alice", moment);
//   world.Join(self, world.FindOrCreate(*name));
//
// Invariants: every edge has two sides and only a method of World touches them; every object bills
// one account of the ledger when it comes and credits the same when it goes. A folded name has one
// holder. References die with the next Connect, LogOn, FindOrCreate or OpenExchange.

#ifndef CONFAB_SERVER_CORE_WORLD_WORLD_H_
#define CONFAB_SERVER_CORE_WORLD_WORLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "server_core/api/config.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/text/bounded_text.h"
#include "server_core/text/casemap.h"
#include "server_core/text/channel_name.h"
#include "server_core/text/nick.h"
#include "server_core/timers/timer_queue.h"
#include "server_core/world/auth_exchange.h"
#include "server_core/world/channel.h"
#include "server_core/world/client.h"
#include "server_core/world/handles.h"
#include "server_core/world/slot_map.h"
#include "server_core/world/user.h"

namespace confab {

class World {
 public:
  explicit World(CaseMapping case_mapping) : case_mapping_(case_mapping) {}

  CaseMapping case_mapping() const { return case_mapping_; }

  // Links.
  ClientId Connect(LinkId link, std::string_view peer, Instant now);
  // Forgets the client and all it held; its timer must be gone.
  void Disconnect(ClientId id);
  ClientId FindLink(LinkId link) const;
  Client* Find(ClientId id) { return clients_.Find(id); }
  const Client* Find(ClientId id) const { return clients_.Find(id); }
  Client& At(ClientId id) { return clients_.At(id); }
  const Client& At(ClientId id) const { return clients_.At(id); }
  void Introduce(ClientId id, std::string user_name, std::string realname);  // USER

  // Names, reserved or held. A name is free, or its own holder's.
  ClientId HolderOf(std::string_view nick) const;
  void TakeNick(ClientId id, const Nick& nick);

  // Users: links that are logged on.
  void LogOn(ClientId id, std::string_view user_name, const Moment& now);
  ClientId FindUser(std::string_view nick) const;
  User& UserOf(ClientId id) { return users_.At(At(id).user); }
  const User& UserOf(ClientId id) const { return users_.At(At(id).user); }

  // Channels and memberships.
  ChannelId FindChannel(std::string_view name) const;
  ChannelId FindOrCreate(const ChannelName& name);
  const Channel& At(ChannelId id) const { return channels_.At(id); }
  bool IsMember(ClientId id, ChannelId channel) const;
  void Join(ClientId id, ChannelId channel);
  void Part(ClientId id, ChannelId channel);  // and the channel is gone with its last member
  void SetTopic(ChannelId id, Topic topic);

  // Bytes on their way, in both directions.
  void Enqueue(Client& client, int64_t bytes);
  void Drain(Client& client, int64_t bytes);
  LineAssembler TakeInput(Client& client);
  void KeepInput(Client& client, LineAssembler input);

  // AUTH.
  AuthExchange& OpenExchange(ClientId id);
  AuthExchange* FindExchange(ClientId id) { return exchanges_.Find(At(id).exchange); }
  const AuthExchange* FindExchange(ClientId id) const { return exchanges_.Find(At(id).exchange); }
  void RebillExchange(AuthExchange& exchange);  // after its texts have changed
  void CloseExchange(ClientId id);              // and drops its question; harmless without one
  void Authenticate(ClientId id, std::string account);
  QuestionId Ask(ClientId id);
  ClientId TakeAnswer(QuestionId question);  // nobody: not outstanding

  // Counters, as LUSERS and the census show them.
  int64_t link_count() const { return static_cast<int64_t>(clients_.size()); }
  int64_t user_count() const { return static_cast<int64_t>(users_.size()); }
  int64_t user_count_max() const { return user_count_max_; }
  int64_t channel_count() const { return static_cast<int64_t>(channels_.size()); }
  int64_t exchange_count() const { return static_cast<int64_t>(exchanges_.size()); }

  // The ledger; timers are billed by whoever arms them.
  Ledger& ledger() { return ledger_; }
  const Ledger& ledger() const { return ledger_; }

  //= clauses#8
  std::string Census() const;
  absl::Status Audit(const TimerQueue& timers) const;
  template <typename Visit>
  void ForEachClient(Visit visit) const {
    clients_.ForEach(visit);
  }

 private:
  using FoldedNick = BoundedText<kNickBytesMax>;

  FoldedNick FoldNick(const Nick& nick) const;
  void ReleaseNick(Client& client);
  void LogOff(ClientId id);
  void EraseChannel(ChannelId id);

  absl::Status AuditClients() const;
  absl::Status AuditClient(ClientId id, const Client& client) const;
  absl::Status AuditNames() const;
  absl::Status AuditUsers() const;
  absl::Status AuditChannels() const;
  absl::Status AuditChannel(ChannelId id, const Channel& channel) const;
  absl::Status AuditExchanges() const;
  absl::Status AuditLedger() const;
  absl::Status AuditTimers(const TimerQueue& timers) const;

  CaseMapping case_mapping_;
  SlotMap<Client, Client> clients_;
  SlotMap<User, User> users_;
  SlotMap<Channel, Channel> channels_;
  SlotMap<AuthExchange, AuthExchange> exchanges_;
  absl::flat_hash_map<LinkId, ClientId> by_link_;
  absl::flat_hash_map<FoldedNick, ClientId> by_nick_;
  absl::flat_hash_map<FoldedName, ChannelId> by_channel_name_;
  absl::flat_hash_map<QuestionId, ClientId> by_question_;
  uint64_t questions_asked_ = 0;
  int64_t user_count_max_ = 0;
  Ledger ledger_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_WORLD_H_
