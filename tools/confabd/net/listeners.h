// The sockets that wait for connections, as many as the settings say.
//
//   Listeners listeners(io, log, [&](tcp::socket socket, std::string peer, bool tls) { ... });
//   absl::Status status = listeners.Replace(settings.listeners);   // all of them, or none
//   listeners.Retry();                                             // a descriptor is free again
//
// Invariants: a failed Replace changes nothing; one that succeeds keeps the sockets of places that
// stay. When there is no descriptor left, new peers are told so and closed, one by one on a
// descriptor kept for that, and the log tells once for each time. Nobody spins: without a new peer
// there is nothing to do. Where the machine has no memory, peers wait in the backlog, and accepting
// is tried again when a link ends, or every second.

#ifndef CONFAB_TOOLS_CONFABD_NET_LISTENERS_H_
#define CONFAB_TOOLS_CONFABD_NET_LISTENERS_H_

#include <asio/error_code.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/confabd/config/settings.h"
#include "tools/confabd/log.h"
#include "tools/confabd/net/spare_descriptor.h"

namespace confab {

class Listeners {
 public:
  using Accepted = std::function<void(asio::ip::tcp::socket socket, std::string peer, bool tls)>;

  Listeners(asio::io_context& io, const Log& log, Accepted accepted);

  absl::Status Replace(const std::vector<ListenerSettings>& wanted);
  void Retry();

  uint64_t refused() const { return refused_; }  // for want of descriptors, ever

 private:
  struct Door {
    ListenerSettings settings;
    asio::ip::tcp::acceptor acceptor;
    bool is_paused = false;
    bool has_complained = false;  // since it last accepted
    uint64_t refused = 0;         // in that time
  };
  using DoorPointer = std::shared_ptr<Door>;  // shared with the accept that is under way

  absl::StatusOr<DoorPointer> OpenDoor(const ListenerSettings& settings);
  DoorPointer TakeDoor(const ListenerSettings& settings, std::vector<DoorPointer>& from) const;
  void Wait(const DoorPointer& door);
  void Accept(const DoorPointer& door);
  void Take(Door& door, asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& peer);
  asio::error_code Refuse(Door& door);
  void Pause(Door& door, asio::error_code why);
  void Tell(LogLevel level, std::string_view event, const Door& door,
            std::string_view why = {}) const;

  asio::io_context& io_;
  const Log& log_;
  const Accepted accepted_;
  std::vector<DoorPointer> doors_;
  SpareDescriptor spare_;
  asio::steady_timer retry_;
  uint64_t refused_ = 0;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_NET_LISTENERS_H_
