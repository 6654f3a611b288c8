#include "tools/confabd/net/listeners.h"

#include <asio/error.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/socket_base.hpp>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace confab {
namespace {

using asio::ip::tcp;

constexpr std::chrono::seconds kRetryAfter{1};
constexpr int kAcceptsPerTurnMax = 64;  // then the links have their turn
constexpr std::string_view kFullLine = "ERROR :Closing Link: (All connections in use)\r\n";

bool IsWantOfDescriptors(asio::error_code error) {
  return error == asio::error::no_descriptors || error.value() == ENFILE;
}

// It has left again, or its network failed.
bool IsOfPeer(asio::error_code error) {
  return error == asio::error::connection_aborted || error == asio::error::interrupted ||
         error == asio::error::network_down || error == asio::error::host_unreachable ||
         error == asio::error::network_unreachable || error.value() == EPROTO;
}

}  // namespace

Listeners::Listeners(asio::io_context& io, const Log& log, Accepted accepted)
    : io_(io), log_(log), accepted_(std::move(accepted)), retry_(io) {}

absl::Status Listeners::Replace(const std::vector<ListenerSettings>& wanted) {
  std::vector<DoorPointer> before = doors_;
  std::vector<DoorPointer> after;
  std::vector<DoorPointer> fresh;
  for (const ListenerSettings& settings : wanted) {
    DoorPointer door = TakeDoor(settings, before);
    if (door == nullptr) {
      absl::StatusOr<DoorPointer> opened = OpenDoor(settings);
      if (!opened.ok()) return opened.status();
      door = *std::move(opened);
      fresh.push_back(door);
    }
    after.push_back(std::move(door));
  }
  for (const DoorPointer& door : before) {
    Tell(LogLevel::kInfo, "LISTENER_CLOSED", *door);
    asio::error_code ignored;
    door->acceptor.close(ignored);
  }
  for (size_t i = 0; i < after.size(); ++i) after[i]->settings.tls = wanted[i].tls;
  doors_ = std::move(after);
  for (const DoorPointer& door : fresh) {
    Tell(LogLevel::kInfo, "LISTENING", *door);
    Wait(door);
  }
  return absl::OkStatus();
}

void Listeners::Retry() {
  for (const DoorPointer& door : doors_) {
    if (std::exchange(door->is_paused, false)) Accept(door);
  }
}

// The door of the same place, out of `from`; null if there is none.
Listeners::DoorPointer Listeners::TakeDoor(const ListenerSettings& settings,
                                           std::vector<DoorPointer>& from) const {
  for (auto door = from.begin(); door != from.end(); ++door) {
    const ListenerSettings& has = (*door)->settings;
    if (has.address != settings.address || has.port != settings.port) continue;
    DoorPointer taken = std::move(*door);
    from.erase(door);
    return taken;
  }
  return nullptr;
}

absl::StatusOr<Listeners::DoorPointer> Listeners::OpenDoor(const ListenerSettings& settings) {
  asio::error_code error;
  const asio::ip::address address = asio::ip::make_address(settings.address, error);
  const tcp::endpoint place(address, static_cast<uint16_t>(settings.port));
  auto door = std::make_shared<Door>(Door{settings, tcp::acceptor(io_)});
  tcp::acceptor& acceptor = door->acceptor;
  if (!error) acceptor.open(place.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  // :: and 0.0.0.0 are two listeners, and no peer is a mapped IPv4 address.
  if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
  if (!error) acceptor.bind(place, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
  if (!error) return door;
  return absl::UnavailableError(absl::StrCat("cannot listen on ", settings.address, " port ",
                                             settings.port, ": ", error.message()));
}

void Listeners::Wait(const DoorPointer& door) {
  door->acceptor.async_wait(tcp::acceptor::wait_read, [this, door](asio::error_code error) {
    if (!error) Accept(door);
  });
}

// accept(2) wants a descriptor before it looks whether there is a peer: so it is called only when
// there is one.
void Listeners::Accept(const DoorPointer& door) {
  for (int i = 0; i < kAcceptsPerTurnMax && door->acceptor.is_open(); ++i) {
    asio::error_code error;
    tcp::endpoint peer;
    tcp::socket socket = door->acceptor.accept(peer, error);
    if (!error) {
      Take(*door, std::move(socket), peer);
      continue;
    }
    if (IsWantOfDescriptors(error)) error = Refuse(*door);
    if (error == asio::error::would_block) break;
    if (error && !IsOfPeer(error)) return Pause(*door, error);
  }
  if (door->acceptor.is_open()) Wait(door);
}

void Listeners::Take(Door& door, tcp::socket socket, const tcp::endpoint& peer) {
  if (std::exchange(door.has_complained, false)) {
    Tell(LogLevel::kInfo, "ACCEPT_RESUMED", door, absl::StrCat("refused ", door.refused));
    door.refused = 0;
  }
  accepted_(std::move(socket), peer.address().to_string(), door.settings.tls);
}

// The next peer, on the descriptor that was kept for this.
asio::error_code Listeners::Refuse(Door& door) {
  const std::string_view line = door.settings.tls ? std::string_view() : kFullLine;
  const asio::error_code error = spare_.RefuseOne(door.acceptor.native_handle(), line);
  if (error) return error;
  ++refused_;
  ++door.refused;
  if (!std::exchange(door.has_complained, true)) {
    Tell(LogLevel::kWarning, "ACCEPT_REFUSED", door, "no descriptors left");
  }
  return {};
}

void Listeners::Pause(Door& door, asio::error_code why) {
  door.is_paused = true;
  if (!std::exchange(door.has_complained, true)) {
    Tell(LogLevel::kWarning, "ACCEPT_PAUSED", door, why.message());
  }
  retry_.expires_after(kRetryAfter);
  retry_.async_wait([this](asio::error_code error) {
    if (!error) Retry();
  });
}

void Listeners::Tell(LogLevel level, std::string_view event, const Door& door,
                     std::string_view why) const {
  asio::error_code ignored;
  const std::string port = absl::StrCat(door.acceptor.local_endpoint(ignored).port());
  std::vector<NoteField> fields = {{"address", door.settings.address},
                                   {"port", port},
                                   {"tls", door.settings.tls ? "true" : "false"}};
  if (!why.empty()) fields.push_back({"why", why});
  log_.Write(level, event, absl::MakeConstSpan(fields));
}

}  // namespace confab
