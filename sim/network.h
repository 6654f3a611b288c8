// All connections of a run: pipes between clients and the server, and what becomes of them.
//
//   Network network(script, clock, agenda, weather, ends);
//   network.Connect(client, LinkId{1}, /*secure=*/false);
//   network.Write(client, "NICK a\r\n");
//   network.Handle(agenda.Pop().matter);   // ends.OnOpened(...), then ends.OnReceived(...)
//   network.ServerSend(LinkId{1}, ":srv 001 a :hi\r\n"); network.Flush();
//
// Invariants: nothing is lost or reordered within a stream, except behind a reset. The server hears
// of a link first through OnOpened and last through OnLost or its own ServerClose; OnDrained counts
// only bytes that the transport took. What the server says in one step goes out in one write per
// link. A slot of the table is reused; its age tells events of its old life.

#ifndef CONFAB_SIM_NETWORK_H_
#define CONFAB_SIM_NETWORK_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "sim/agenda.h"
#include "sim/clock.h"
#include "sim/pipe.h"
#include "sim/script.h"
#include "sim/weather.h"

namespace confab::sim {

// What happens to the two ends of connections.
class NetworkEnds {
 public:
  virtual ~NetworkEnds() = default;
  virtual void OnOpened(LinkId link, uint32_t client, bool secure) = 0;
  virtual void OnReceived(LinkId link, std::string_view bytes) = 0;
  virtual void OnDrained(LinkId link, uint32_t bytes) = 0;
  virtual void OnLost(LinkId link, std::string_view why) = 0;
  virtual void OnRead(uint32_t client, std::string_view bytes) = 0;
};

// The kinds of events in the agenda; the first four are the network's.
enum MatterKind : uint32_t {
  kMatterToServer,
  kMatterToClient,
  kMatterDrained,
  kMatterReadDone,
  kMatterNetworkCount,
  kMatterFaultBegin = kMatterNetworkCount,
  kMatterFaultEnd,
  kMatterHeal,
  kMatterHealAsk,
  kMatterHealCheck,
  kMatterAnswer,
  kMatterLateNews,
  kMatterEnd,
};

class Network {
 public:
  enum class Connecting { kBegun, kRefused, kHasLink };

  Network(const Script& script, const Clock& clock, Agenda& agenda, Weather& weather,
          NetworkEnds& ends);

  // Goes on among others: of the same clients and, at the end of the list, maybe more.
  void MoveTo(const Script& script, const Clock& clock, Agenda& agenda, Weather& weather,
              NetworkEnds& ends);

  // What the bytes of the present event come from: see Flight::cause.
  void set_cause(uint64_t cause) { cause_ = cause; }

  // Clients, by index. False: the client has no link to do that with.
  Connecting Connect(uint32_t client, LinkId link, bool secure);
  bool Write(uint32_t client, std::string_view bytes);
  bool Close(uint32_t client, Act how);
  bool SetReading(uint32_t client, bool reading);
  // Both ends are told at once that the link is broken.
  bool Break(uint32_t client);

  std::optional<LinkId> LinkOf(uint32_t client) const;
  // Whether the client reads what arrives, at once, and would go on doing so.
  bool Reads(uint32_t client) const;
  // Whether nothing is under way on the client's link.
  bool Quiet(uint32_t client) const;

  // The server's end.
  void ServerSend(LinkId link, std::string_view line);
  void ServerClose(LinkId link);
  void Flush();
  uint64_t CountQuestion(LinkId link);
  bool ServerHas(LinkId link) const { return FindAtServer(link) != nullptr; }
  std::vector<LinkId> ServerLinks() const;  // ascending
  void LoseAtServer(LinkId link, std::string_view why);

  void Handle(Matter matter);
  // The same in words; empty if it is about a former connection.
  std::string Describe(Matter matter) const;

  // Stalls or reading rates have changed.
  void WeatherChanged();

 private:
  enum class ClientEnd : uint8_t { kHolds, kClosed, kSilent, kGone };
  enum class Direction : uint8_t { kToServer, kToClient };

  struct Link {
    LinkId id{};
    uint32_t client = 0;
    uint32_t age = 0;
    uint32_t slot = 0;
    bool secure = false;
    bool in_use = false;
    bool server_has = false;   // opened there, not closed or lost
    bool server_done = false;  // closed or lost there
    ClientEnd client_end = ClientEnd::kGone;
    bool to_server_due = false;  // an event for the next arrival is in the agenda
    bool to_client_due = false;
    bool to_server_held = false;  // an arrival waits for the end of a stall
    bool to_client_held = false;
    bool join = false;      // what the stall held back arrives at the server as one
    bool flushing = false;  // in touched_
    bool drain_due = false;
    bool paused = false;
    bool reading = false;  // a chunk is being read until read_due
    bool ended = false;    // the server's end has arrived
    uint32_t chunk_bytes = 0;
    uint32_t undrained_bytes = 0;
    uint64_t received_bytes = 0;
    uint64_t questions = 0;
    uint64_t cause = 0;
    Instant read_due;
    Pipe to_server;
    Pipe to_client;
  };

  Link& Allocate();
  void RetireIfDone(Link& link);
  const Link* Held(uint32_t client) const;
  Link* Held(uint32_t client) {
    return const_cast<Link*>(static_cast<const Network*>(this)->Held(client));
  }
  const Link* FindAtServer(LinkId link) const;
  Link* FindAtServer(LinkId link) {
    return const_cast<Link*>(static_cast<const Network*>(this)->FindAtServer(link));
  }
  void Remember(LinkId link, uint32_t slot);

  Duration Extra(const Link& link, Direction direction);
  void Push(const Link& link, Instant at, MatterKind kind);
  void LaunchToServer(Link& link);
  void LaunchToClient(Link& link);
  void AwaitToServer(Link& link);
  void AwaitToClient(Link& link);

  void ArriveAtServer(Link& link);
  uint32_t CutSize(const Link& link);
  void Deliver(Link& link, const Flight& flight);
  void ArriveAtClient(Link& link);
  void ReadOn(Link& link);
  void ReadNow(Link& link, size_t bytes);
  void FinishChunk(Link& link);
  int64_t ReadingRate(const Link& link);
  void Drain(Link& link);
  void LetGo(Link& link);

  const Script* script_;
  const Clock* clock_;
  Agenda* agenda_;
  Weather* weather_;
  NetworkEnds* ends_;
  uint32_t dense_ids_max_;
  uint64_t cause_ = 0;
  std::deque<Link> links_;  // by slot; a deque: references stay good
  std::vector<uint32_t> free_slots_;
  std::vector<uint32_t> slot_of_client_;
  // The slot of a link: a plain table if ids are dense enough, else a hash map. Never iterated.
  std::vector<uint32_t> slot_of_link_;
  absl::flat_hash_map<uint32_t, uint32_t> slot_of_sparse_link_;
  std::vector<uint32_t> touched_;  // slots of links that were sent something since the last Flush
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_NETWORK_H_
