#include "sim/network.h"

#include <algorithm>

#include "server_core/api/check.h"
#include "server_core/api/random.h"

namespace confab::sim {
namespace {

constexpr uint32_t kNoSlot = UINT32_MAX;
constexpr uint64_t kJitterPurpose = 0x71;
constexpr int64_t kJitterShare = 4;  // a jitter is up to a quarter of the latency

uint32_t DenseIdsMax(const Script& script) {
  return static_cast<uint32_t>(16 * script.actions.size() + 4096);
}

}  // namespace

Network::Network(const Script& script, const Clock& clock, Agenda& agenda, Weather& weather,
                 NetworkEnds& ends)
    : dense_ids_max_(DenseIdsMax(script)), slot_of_client_(script.clients.size(), kNoSlot) {
  MoveTo(script, clock, agenda, weather, ends);
}

void Network::MoveTo(const Script& script, const Clock& clock, Agenda& agenda, Weather& weather,
                     NetworkEnds& ends) {
  script_ = &script;
  clock_ = &clock;
  agenda_ = &agenda;
  weather_ = &weather;
  ends_ = &ends;
  slot_of_client_.resize(script.clients.size(), kNoSlot);
}

Network::Connecting Network::Connect(uint32_t client, LinkId id, bool secure) {
  if (Held(client) != nullptr) return Connecting::kHasLink;
  if (weather_->Over(client).refuse_connect) {
    weather_->Credit(FaultKind::kRefuseConnect, client);
    return Connecting::kRefused;
  }
  Link& link = Allocate();
  link.id = id;
  link.client = client;
  link.secure = secure;
  link.client_end = ClientEnd::kHolds;
  link.to_server.Reset(script_->clients[client].shape);
  link.to_client.Reset(script_->clients[client].shape);
  slot_of_client_[client] = link.slot;
  Remember(id, link.slot);
  link.to_server.Open(clock_->mono(), Extra(link, Direction::kToServer), cause_);
  AwaitToServer(link);
  return Connecting::kBegun;
}

bool Network::Write(uint32_t client, std::string_view bytes) {
  Link* link = Held(client);
  if (link == nullptr) return false;
  if (link->server_done) return true;  // lost on the way to a closed socket
  link->to_server.Write(bytes);
  LaunchToServer(*link);
  return true;
}

bool Network::Close(uint32_t client, Act how) {
  Link* link = Held(client);
  if (link == nullptr) return false;
  slot_of_client_[client] = kNoSlot;
  link->reading = false;
  link->client_end = how == Act::kCloseSilent ? ClientEnd::kSilent : ClientEnd::kClosed;
  const Duration extra = Extra(*link, Direction::kToServer);
  if (how == Act::kCloseFin && !link->server_done) {
    link->to_server.Finish(clock_->mono(), extra, cause_);
  } else if (how == Act::kCloseRst) {
    link->to_client.Break();
    link->to_server_held = link->to_server_due = false;
    // A connection that never reached the server is not told to it at all.
    if (link->server_has) link->to_server.BreakWithReset(clock_->mono(), extra, cause_);
    link->server_done = !link->server_has;
  }
  AwaitToServer(*link);
  if (how == Act::kCloseFin) ReadOn(*link);
  RetireIfDone(*link);
  return true;
}

bool Network::SetReading(uint32_t client, bool reading) {
  Link* link = Held(client);
  if (link == nullptr || link->paused != reading) return false;
  link->paused = !reading;
  link->reading = false;
  ReadOn(*link);
  return true;
}

bool Network::Break(uint32_t client) {
  Link* link = Held(client);
  if (link == nullptr) return false;
  LetGo(*link);
  const LinkId id = link->id;
  const bool told = link->server_has;
  link->server_has = false;
  link->server_done = true;
  RetireIfDone(*link);
  if (told) ends_->OnLost(id, "Connection reset");
  return true;
}

std::optional<LinkId> Network::LinkOf(uint32_t client) const {
  const Link* link = Held(client);
  return link == nullptr ? std::nullopt : std::optional(link->id);
}

bool Network::Reads(uint32_t client) const {
  const Link* link = Held(client);
  return link != nullptr && !link->paused &&
         script_->clients[client].shape.read_bytes_per_second == 0;
}

bool Network::Quiet(uint32_t client) const {
  const Link* link = Held(client);
  return link == nullptr || (link->to_server.Idle() && link->to_client.Idle());
}

void Network::ServerSend(LinkId id, std::string_view line) {
  Link* link = FindAtServer(id);
  if (link == nullptr) return;  // the laws judge a line to nobody
  link->to_client.Write(line);
  if (link->flushing) return;
  link->flushing = true;
  touched_.push_back(link->slot);
}

void Network::ServerClose(LinkId id) {
  Link* link = FindAtServer(id);
  if (link == nullptr) return;
  link->server_has = false;
  link->server_done = true;
  if (link->client_end == ClientEnd::kHolds) {
    link->to_client.FinishNow(clock_->mono(), Extra(*link, Direction::kToClient), cause_);
    AwaitToClient(*link);
  }
  RetireIfDone(*link);
}

void Network::Flush() {
  for (const uint32_t slot : touched_) {
    Link& link = links_[slot];
    link.flushing = false;
    if (link.server_has) LaunchToClient(link);
  }
  touched_.clear();
}

uint64_t Network::CountQuestion(LinkId id) {
  Link* link = FindAtServer(id);
  return link == nullptr ? 0 : link->questions++;
}

std::vector<LinkId> Network::ServerLinks() const {
  std::vector<LinkId> ids;
  for (const Link& link : links_) {
    if (link.in_use && link.server_has) ids.push_back(link.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

void Network::LoseAtServer(LinkId id, std::string_view why) {
  Link* link = FindAtServer(id);
  if (link == nullptr) return;
  link->server_has = false;
  link->server_done = true;
  LetGo(*link);
  RetireIfDone(*link);
  ends_->OnLost(id, why);
}

Network::Link& Network::Allocate() {
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<uint32_t>(links_.size()));
    links_.emplace_back();
  }
  const uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  Link& link = links_[slot];
  Link fresh;
  fresh.slot = slot;
  fresh.age = link.age;
  fresh.in_use = true;
  std::swap(fresh.to_server, link.to_server);  // for their memory
  std::swap(fresh.to_client, link.to_client);
  link = std::move(fresh);
  return link;
}

void Network::RetireIfDone(Link& link) {
  const bool client_done = link.client_end != ClientEnd::kHolds;
  if (!link.in_use || !link.server_done || !client_done) return;
  link.in_use = false;
  link.age = (link.age + 1) & 0xfffffff;
  free_slots_.push_back(link.slot);
}

// The client has no link any more, whatever the server knows.
void Network::LetGo(Link& link) {
  if (link.client_end == ClientEnd::kHolds) slot_of_client_[link.client] = kNoSlot;
  link.client_end = ClientEnd::kGone;
}

const Network::Link* Network::Held(uint32_t client) const {
  const uint32_t slot = slot_of_client_[client];
  return slot == kNoSlot ? nullptr : &links_[slot];
}

const Network::Link* Network::FindAtServer(LinkId id) const {
  const auto key = static_cast<uint64_t>(id);
  uint32_t slot = kNoSlot;
  if (key < slot_of_link_.size()) {
    slot = slot_of_link_[key];
  } else if (key <= UINT32_MAX) {
    const auto found = slot_of_sparse_link_.find(static_cast<uint32_t>(key));
    if (found != slot_of_sparse_link_.end()) slot = found->second;
  }
  if (slot == kNoSlot) return nullptr;
  const Link& link = links_[slot];
  return link.id == id && link.server_has ? &link : nullptr;
}

void Network::Remember(LinkId id, uint32_t slot) {
  const auto key = static_cast<uint32_t>(id);
  if (key > dense_ids_max_) {
    slot_of_sparse_link_[key] = slot;
    return;
  }
  // Never beyond the dense ids: what lies there is in the other table.
  if (key >= slot_of_link_.size()) {
    slot_of_link_.resize(std::min(size_t{key} * 2 + 16, size_t{dense_ids_max_} + 1), kNoSlot);
  }
  slot_of_link_[key] = slot;
}

// What is added to the latency: lag, and jitter unless the salt is 0.
Duration Network::Extra(const Link& link, Direction direction) {
  Duration extra = weather_->Over(link.client).lag;
  if (extra.count() != 0) weather_->Credit(FaultKind::kLag, link.client);
  const int64_t latency_ns = script_->clients[link.client].shape.latency_ns;
  if (script_->salt == 0 || latency_ns == 0) return extra;
  const uint64_t key = static_cast<uint64_t>(link.id) * 2 + static_cast<uint64_t>(direction);
  const uint64_t draw = Mix64(script_->salt ^ kJitterPurpose, cause_, key);
  return extra + Duration(static_cast<int64_t>(
                     draw % static_cast<uint64_t>(latency_ns / kJitterShare + 1)));
}

void Network::Push(const Link& link, Instant at, MatterKind kind) {
  agenda_->Push(at, Phase::kDelivery, static_cast<uint64_t>(link.id),
                Matter{kind, link.age, link.slot});
}

void Network::LaunchToServer(Link& link) {
  link.to_server.Launch(clock_->mono(), Extra(link, Direction::kToServer), cause_);
  AwaitToServer(link);
}

void Network::LaunchToClient(Link& link) {
  const uint32_t taken =
      link.to_client.Launch(clock_->mono(), Extra(link, Direction::kToClient), cause_);
  if (taken != 0 && link.server_has) {
    link.undrained_bytes += taken;
    if (!link.drain_due) Push(link, clock_->mono(), kMatterDrained);
    link.drain_due = true;
  }
  AwaitToClient(link);
}

void Network::AwaitToServer(Link& link) {
  if (link.to_server_due || link.to_server_held || link.server_done) return;
  const Instant at = link.to_server.NextArrival();
  if (at == Instant::Never()) return;
  link.to_server_due = true;
  Push(link, std::max(at, clock_->mono()), kMatterToServer);
}

void Network::AwaitToClient(Link& link) {
  if (link.to_client_due || link.to_client_held || link.client_end == ClientEnd::kSilent) return;
  const Instant at = link.to_client.NextArrival();
  if (at == Instant::Never()) return;
  link.to_client_due = true;
  Push(link, std::max(at, clock_->mono()), kMatterToClient);
}

}  // namespace confab::sim
