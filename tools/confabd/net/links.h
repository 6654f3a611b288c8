// The daemon's connections: who is connected, what they have not read yet, and how they end.
//
//   Links links(io, limits, events);
//   links.Adopt(std::move(socket), "192.0.2.7", /*tls=*/nullptr);   // events.OnOpened(link, ...)
//   links.Send(link, "PING :irc.example.org\r\n");                  // written at the next turn
//   links.Close(link);                                              // after what was sent
//
// Invariants: link ids are never reused. What is sent during one turn of the loop goes out in one
// write per link, and at once when it is much. A link that closed lingers until its peer has read,
// so that no reset overtakes the last lines, but no longer than `linger`. Nothing is said of a link
// that was closed or lost. Bytes not yet sent are bounded by the core's send queue limit.

#ifndef CONFAB_TOOLS_CONFABD_NET_LINKS_H_
#define CONFAB_TOOLS_CONFABD_NET_LINKS_H_

#include <openssl/ssl.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "server_core/api/input.h"
#include "tools/confabd/net/stream.h"

namespace confab {

// What happens to links. Calls may come back into Links.
class LinkEvents {
 public:
  virtual ~LinkEvents() = default;
  virtual void OnOpened(LinkId link, std::string_view peer, bool secure) = 0;
  virtual void OnReceived(LinkId link, std::string_view bytes) = 0;
  virtual void OnDrained(LinkId link, uint32_t bytes) = 0;
  virtual void OnLost(LinkId link, std::string_view why) = 0;
  // TLS did not come up: the link was never opened.
  virtual void OnTlsRefused(std::string_view peer, std::string_view why) = 0;
  // A descriptor has become free.
  virtual void OnFreed() = 0;
};

struct LinkLimits {
  std::chrono::nanoseconds handshake_deadline;
  size_t handshakes_max;
  std::chrono::nanoseconds linger;
  size_t lingering_max;
};

class Links {
 public:
  Links(asio::io_context& io, const LinkLimits& limits, LinkEvents& events);

  // For connections from here on.
  void Set(const LinkLimits& limits) { limits_ = limits; }

  void Adopt(asio::ip::tcp::socket socket, std::string peer, SSL_CTX* tls);
  void Send(LinkId link, std::string_view line);
  void Close(LinkId link);

  // Writes to where much has gathered. To be called after each step of the core, not during one.
  void Settle();

  // The last words to everybody, as far as they are taken without delay; then the end.
  void CloseAll(std::string_view last_line);

  // Empty if there is no such link. Valid until the next call.
  std::string_view PeerOf(LinkId link) const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  enum class Stage : uint8_t { kHandshake, kOpen, kLingering };
  struct Link {
    Link(asio::ip::tcp::socket adopted, std::string address, SSL_CTX* tls);
    std::string_view Rest() const { return std::string_view(unsent).substr(sent); }

    asio::ip::tcp::socket socket;
    Stream stream;  // after the socket, which it uses
    std::string peer;
    std::string unsent = {};
    size_t sent = 0;       // of `unsent`
    size_t discarded = 0;  // while lingering
    Time deadline = Time::max();
    Stage stage = Stage::kOpen;
    bool awaits_read = false;
    bool awaits_write = false;
    bool is_dirty = false;
    bool write_wants_read = false;
    bool is_finished = false;
  };

  Link* Find(LinkId id) const;
  void Erase(LinkId id);
  void AwaitRead(LinkId id, Link& link);
  void AwaitWrite(LinkId id, Link& link);
  void Await(LinkId id, Link& link, const Transfer& transfer);
  void OnReady(LinkId id, bool is_writable);
  void Shake(LinkId id, Link& link);
  void Open(LinkId id, Link& link);
  void Read(LinkId id);
  void Discard(LinkId id, Link& link);
  void Flush(LinkId id);
  void FlushDirty();
  void Lose(LinkId id, std::string_view why);
  void SetDeadline(LinkId id, Link& link, std::chrono::nanoseconds span);
  void ClearDeadline(LinkId id, Link& link);
  void ArmTimer();
  void EndWhatIsDue();
  static void WriteLast(Link& link);

  asio::io_context& io_;
  LinkLimits limits_;
  LinkEvents& events_;
  absl::btree_map<LinkId, std::unique_ptr<Link>> links_;
  uint64_t links_opened_ = 0;
  size_t handshaking_ = 0;
  size_t lingering_ = 0;
  std::vector<LinkId> dirty_;  // have unsent bytes that nobody waits to write
  bool is_flush_posted_ = false;
  bool is_much_unsent_ = false;
  std::set<std::pair<Time, LinkId>> deadlines_;
  asio::steady_timer timer_;
  Time timer_at_ = Time::max();
  char buffer_[4096];  // one step's input: small, as its answers gather before they are written
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_NET_LINKS_H_
