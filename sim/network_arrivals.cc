// What happens when bytes, ends and openings arrive, and how clients read.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "server_core/api/random.h"
#include "sim/network.h"
#include "sim/rate.h"

namespace confab::sim {
namespace {

constexpr uint64_t kCutPurpose = 0xc7;
constexpr uint32_t kChunkBytesMax = 512;  // a slow client reads in such pieces
constexpr int64_t kAtOnce = -1;

std::string InWords(const std::optional<Flight>& flight) {
  if (!flight) return "nothing any more";
  switch (flight->cargo) {
    case Cargo::kOpen:
      return "the connection";
    case Cargo::kData:
      return absl::StrCat(flight->bytes, " bytes");
    case Cargo::kEnd:
      return "the end";
    case Cargo::kReset:
      return "a reset";
  }
  return "";
}

}  // namespace

void Network::Handle(Matter matter) {
  Link& link = links_[matter.index];
  if (link.age != matter.age) return;  // about a former connection
  switch (matter.kind) {
    case kMatterToServer:
      return ArriveAtServer(link);
    case kMatterToClient:
      return ArriveAtClient(link);
    case kMatterDrained:
      return Drain(link);
    case kMatterReadDone:
      return FinishChunk(link);
    default:
      return;
  }
}

std::string Network::Describe(Matter matter) const {
  const Link& link = links_[matter.index];
  if (link.age != matter.age) return {};
  const std::string of = absl::StrCat("link ", static_cast<uint64_t>(link.id), " of client ",
                                      script_->clients[link.client].id, ": ");
  switch (matter.kind) {
    case kMatterToServer:
      return of + InWords(link.to_server.NextFlight()) + " at the server";
    case kMatterToClient:
      return of + InWords(link.to_client.NextFlight()) + " at the client";
    case kMatterDrained:
      return absl::StrCat(of, "Drained ", link.undrained_bytes, " bytes");
    default:
      return absl::StrCat(of, "the client has read ", link.chunk_bytes, " bytes");
  }
}

void Network::ArriveAtServer(Link& link) {
  link.to_server_due = false;
  const Instant now = clock_->mono();
  if (link.server_done || link.to_server.NextArrival() > now) return AwaitToServer(link);
  if (weather_->Over(link.client).stall_to_server) {
    weather_->Credit(FaultKind::kStallToServer, link.client);
    link.to_server_held = true;
    return;
  }
  const uint32_t bytes_max = CutSize(link);
  if (link.to_server.Next().bytes > bytes_max) weather_->Credit(FaultKind::kCut, link.client);
  const Flight flight =
      link.join ? link.to_server.LandJoined(now, bytes_max) : link.to_server.Land(bytes_max);
  link.join = link.join && link.to_server.NextArrival() <= now;
  cause_ = flight.cause;
  const uint32_t age = link.age;
  Deliver(link, flight);
  if (link.age != age) return;
  if (link.to_server.Waiting() != 0) LaunchToServer(link);
  AwaitToServer(link);
}

// How many bytes arrive at most at once; what is left follows at the same instant.
uint32_t Network::CutSize(const Link& link) {
  const uint32_t finest = weather_->Over(link.client).cut_bytes_max;
  if (finest == 0) return UINT32_MAX;
  if (script_->salt == 0) return finest;
  const uint64_t draw = Mix64(script_->salt ^ kCutPurpose, link.to_server.Next().cause,
                              static_cast<uint64_t>(link.id) + (link.received_bytes << 32));
  return static_cast<uint32_t>(1 + draw % finest);
}

void Network::Deliver(Link& link, const Flight& flight) {
  switch (flight.cargo) {
    case Cargo::kOpen:
      link.server_has = true;
      return ends_->OnOpened(link.id, link.client, link.secure);
    case Cargo::kData:
      link.received_bytes += flight.bytes;
      ends_->OnReceived(link.id, link.to_server.Unread());
      link.to_server.Consume(flight.bytes);
      return;
    case Cargo::kEnd:
      return LoseAtServer(link.id, "Connection closed");
    case Cargo::kReset:
      return LoseAtServer(link.id, "Connection reset");
  }
}

void Network::Drain(Link& link) {
  link.drain_due = false;
  const uint32_t bytes = link.undrained_bytes;
  link.undrained_bytes = 0;
  if (link.server_has && bytes != 0) ends_->OnDrained(link.id, bytes);
}

void Network::ArriveAtClient(Link& link) {
  link.to_client_due = false;
  if (link.client_end == ClientEnd::kSilent) return;
  if (weather_->Over(link.client).stall_to_client) {
    weather_->Credit(FaultKind::kStallToClient, link.client);
    link.to_client_held = true;
    return;
  }
  while (link.to_client.NextArrival() <= clock_->mono()) {
    const Flight flight = link.to_client.Land(UINT32_MAX);
    link.cause = flight.cause;
    link.ended = link.ended || flight.cargo == Cargo::kEnd;
  }
  cause_ = link.cause;
  ReadOn(link);
  AwaitToClient(link);
}

// Reads what may be read now, or begins a chunk that takes its time.
void Network::ReadOn(Link& link) {
  const size_t unread = link.to_client.Unread().size();
  if (unread != 0 && !link.reading) {
    const int64_t rate = ReadingRate(link);
    if (rate == kAtOnce) {
      ReadNow(link, unread);
    } else if (rate > 0) {
      link.chunk_bytes = static_cast<uint32_t>(std::min<size_t>(unread, kChunkBytesMax));
      link.read_due = clock_->mono() + TimeFor(link.chunk_bytes, rate);
      link.reading = true;
      Push(link, link.read_due, kMatterReadDone);
    }
  }
  if (link.ended && link.client_end == ClientEnd::kHolds && link.to_client.Idle()) {
    LetGo(link);
    RetireIfDone(link);
  }
}

void Network::ReadNow(Link& link, size_t bytes) {
  if (link.client_end == ClientEnd::kHolds) {
    ends_->OnRead(link.client, link.to_client.Unread().substr(0, bytes));
  }
  link.to_client.Consume(bytes);
  if (link.to_client.Waiting() != 0) LaunchToClient(link);
}

void Network::FinishChunk(Link& link) {
  if (!link.reading || link.read_due != clock_->mono()) return;  // begun anew since
  link.reading = false;
  cause_ = link.cause;
  ReadNow(link, link.chunk_bytes);
  ReadOn(link);
}

// Bytes per second; 0: not at all; kAtOnce.
int64_t Network::ReadingRate(const Link& link) {
  if (link.client_end == ClientEnd::kSilent || link.paused) return 0;
  if (link.client_end != ClientEnd::kHolds) return kAtOnce;
  const int64_t own = script_->clients[link.client].shape.read_bytes_per_second;
  const int64_t weather = weather_->Over(link.client).read_bytes_per_second;
  if (weather < 0 || (own != 0 && own <= weather)) return own == 0 ? kAtOnce : own;
  weather_->Credit(FaultKind::kSlowReading, link.client);
  return weather;
}

void Network::WeatherChanged() {
  for (Link& link : links_) {
    if (!link.in_use) continue;
    const Conditions& conditions = weather_->Over(link.client);
    if (link.to_server_held && !conditions.stall_to_server) {
      link.to_server_held = false;
      link.join = true;
      AwaitToServer(link);
    }
    if (link.to_client_held && !conditions.stall_to_client) {
      link.to_client_held = false;
      AwaitToClient(link);
    }
    link.reading = false;
    ReadOn(link);
  }
}

}  // namespace confab::sim
