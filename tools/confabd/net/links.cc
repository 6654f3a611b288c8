// Every call of `events_` may close or erase any link: what was found before it is found again.

#include "tools/confabd/net/links.h"

#include <asio/error_code.hpp>
#include <asio/post.hpp>
#include <optional>

namespace confab {
namespace {

using Outcome = Transfer::Outcome;

// So much unsent on one link is written before the turn ends: other links' input in the same turn
// must not make a quick reader look slow.
constexpr size_t kMuchBytes = 16'384;
// Written to one link before others have their turn.
constexpr size_t kFlushBytesMax = 1 << 20;
// Read from a link that is over, before it is given up.
constexpr size_t kDiscardBytesMax = 1 << 20;

}  // namespace

Links::Link::Link(asio::ip::tcp::socket adopted, std::string address, SSL_CTX* tls)
    : socket(std::move(adopted)), stream(socket.native_handle(), tls), peer(std::move(address)) {}

Links::Links(asio::io_context& io, const LinkLimits& limits, LinkEvents& events)
    : io_(io), limits_(limits), events_(events), timer_(io) {}

void Links::Adopt(asio::ip::tcp::socket socket, std::string peer, SSL_CTX* tls) {
  asio::error_code ignored;  // costs speed, nothing else
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  asio::error_code blocking;
  socket.non_blocking(true, blocking);
  if (blocking) return;
  if (tls != nullptr && handshaking_ >= limits_.handshakes_max) {
    return events_.OnTlsRefused(peer, "too many handshakes");
  }
  const LinkId id{++links_opened_};
  Link& link = *links_.emplace(id, std::make_unique<Link>(std::move(socket), std::move(peer), tls))
                    .first->second;
  if (tls == nullptr) {
    Open(id, link);
  } else {
    link.stage = Stage::kHandshake;
    ++handshaking_;
    SetDeadline(id, link, limits_.handshake_deadline);
    Shake(id, link);
  }
  Settle();
}

void Links::Shake(LinkId id, Link& link) {
  const Transfer shaken = link.stream.Handshake();
  if (shaken.is_over()) {
    const std::string peer = link.peer;
    Erase(id);
    return events_.OnTlsRefused(peer, shaken.why);
  }
  if (!shaken.is_done()) return Await(id, link, shaken);
  --handshaking_;
  ClearDeadline(id, link);
  Open(id, link);
}

void Links::Open(LinkId id, Link& link) {
  link.stage = Stage::kOpen;
  events_.OnOpened(id, link.peer, link.stream.is_tls());
  Read(id);  // TLS may have read ahead; else it tells how to wait
}

void Links::Send(LinkId id, std::string_view line) {
  Link* link = Find(id);
  if (link == nullptr) return;
  link->unsent += line;
  if (link->awaits_write) return;
  if (!link->is_dirty) dirty_.push_back(id);
  link->is_dirty = true;
  is_much_unsent_ |= link->Rest().size() >= kMuchBytes;
  if (is_flush_posted_) return;
  is_flush_posted_ = true;
  // Runs after what is ready now has been handled.
  asio::post(io_, [this] {
    is_flush_posted_ = false;
    FlushDirty();
    Settle();
  });
}

void Links::Settle() {
  while (is_much_unsent_) FlushDirty();
}

void Links::FlushDirty() {
  is_much_unsent_ = false;
  const std::vector<LinkId> dirty = std::exchange(dirty_, {});
  for (const LinkId id : dirty) Flush(id);
}

void Links::Close(LinkId id) {
  Link* link = Find(id);
  if (link == nullptr) return;
  link->stage = Stage::kLingering;
  ++lingering_;
  if (lingering_ > limits_.lingering_max) {
    WriteLast(*link);
    return Erase(id);
  }
  SetDeadline(id, *link, limits_.linger);
  Flush(id);
  link = Find(id);
  if (link != nullptr) AwaitRead(id, *link);
}

void Links::CloseAll(std::string_view last_line) {
  for (auto& [id, link] : links_) {
    if (link->stage == Stage::kOpen) link->unsent += last_line;
    if (link->stage != Stage::kHandshake) WriteLast(*link);
  }
  deadlines_.clear();
  links_.clear();
}

std::string_view Links::PeerOf(LinkId id) const {
  const Link* link = Find(id);
  return link == nullptr ? std::string_view() : link->peer;
}

Links::Link* Links::Find(LinkId id) const {
  const auto found = links_.find(id);
  return found == links_.end() ? nullptr : found->second.get();
}

void Links::Erase(LinkId id) {
  Link* link = Find(id);
  ClearDeadline(id, *link);
  handshaking_ -= link->stage == Stage::kHandshake;
  lingering_ -= link->stage == Stage::kLingering;
  links_.erase(id);
  events_.OnFreed();
}

void Links::AwaitRead(LinkId id, Link& link) {
  if (std::exchange(link.awaits_read, true)) return;
  link.socket.async_wait(asio::socket_base::wait_read, [this, id](asio::error_code error) {
    Link* ready = Find(id);
    if (error || ready == nullptr) return;
    ready->awaits_read = false;
    OnReady(id, /*is_writable=*/false);
  });
}

void Links::AwaitWrite(LinkId id, Link& link) {
  if (std::exchange(link.awaits_write, true)) return;
  link.socket.async_wait(asio::socket_base::wait_write, [this, id](asio::error_code error) {
    Link* ready = Find(id);
    if (error || ready == nullptr) return;
    ready->awaits_write = false;
    OnReady(id, /*is_writable=*/true);
  });
}

void Links::Await(LinkId id, Link& link, const Transfer& transfer) {
  transfer.outcome == Outcome::kWantsWrite ? AwaitWrite(id, link) : AwaitRead(id, link);
}

// TLS may want to write before it can read, and the other way round.
void Links::OnReady(LinkId id, bool is_writable) {
  Link* link = Find(id);
  if (link->stage == Stage::kHandshake) {
    Shake(id, *link);
  } else {
    if (is_writable || link->write_wants_read) Flush(id);
    link = Find(id);
    if (link != nullptr && link->stage == Stage::kLingering) {
      if (!link->awaits_read) Discard(id, *link);
    } else if (link != nullptr && !link->awaits_read) {
      Read(id);
    }
  }
  Settle();
}

void Links::Read(LinkId id) {
  Link* link = Find(id);
  Transfer read;
  do {
    if (link == nullptr || link->stage != Stage::kOpen) return;  // the core closed it
    read = link->stream.Read(buffer_, sizeof(buffer_));
    if (read.is_over()) return Lose(id, read.why);
    if (!read.is_done()) return Await(id, *link, read);
    events_.OnReceived(id, {buffer_, read.bytes});
    link = Find(id);
  } while (link == nullptr || link->stream.HasPending());
  if (link->stage == Stage::kOpen) AwaitRead(id, *link);
}

void Links::Discard(LinkId id, Link& link) {
  Transfer read;
  do {
    read = link.stream.Read(buffer_, sizeof(buffer_));
    link.discarded += read.bytes;
    if (read.is_over() || link.discarded > kDiscardBytesMax) return Erase(id);
  } while (read.is_done());
  Await(id, link, read);
}

void Links::Flush(LinkId id) {
  Link* link = Find(id);
  if (link == nullptr) return;
  link->is_dirty = false;
  Transfer written;
  size_t taken = 0;
  while (!link->Rest().empty() && written.is_done() && taken < kFlushBytesMax) {
    written = link->stream.Write(link->Rest());
    link->sent += written.bytes;
    taken += written.bytes;
  }
  const bool is_open = link->stage == Stage::kOpen;
  if (written.is_over()) return is_open ? Lose(id, written.why) : Erase(id);
  if (link->Rest().empty()) {
    std::string().swap(link->unsent);  // an idle link holds nothing
    link->sent = 0;
  } else if (link->sent > link->unsent.size() / 2) {
    link->unsent.erase(0, link->sent);
    link->sent = 0;
  }
  link->write_wants_read = written.outcome == Outcome::kWantsRead;
  if (!link->Rest().empty() && !link->write_wants_read) AwaitWrite(id, *link);
  if (!is_open && link->Rest().empty() && !std::exchange(link->is_finished, true)) {
    link->stream.Finish();
  }
  if (is_open && taken > 0) events_.OnDrained(id, static_cast<uint32_t>(taken));
}

void Links::Lose(LinkId id, std::string_view why) {
  WriteLast(*Find(id));  // the peer may have ended only its own side
  events_.OnLost(id, why);
  Erase(id);
}

void Links::WriteLast(Link& link) {
  link.stream.Write(link.Rest());
  link.stream.Finish();
  // Unread bytes would make close(2) send a reset, which may overtake the last line.
  char bytes[4096];
  for (size_t i = 0; i < kDiscardBytesMax / sizeof(bytes); ++i) {
    if (!link.stream.Read(bytes, sizeof(bytes)).is_done()) return;
  }
}

void Links::SetDeadline(LinkId id, Link& link, std::chrono::nanoseconds span) {
  ClearDeadline(id, link);
  link.deadline = std::chrono::steady_clock::now() + span;
  deadlines_.emplace(link.deadline, id);
  ArmTimer();
}

// The timer stays: it will find nothing due.
void Links::ClearDeadline(LinkId id, Link& link) {
  deadlines_.erase({link.deadline, id});
  link.deadline = Time::max();
}

void Links::ArmTimer() {
  if (deadlines_.empty() || deadlines_.begin()->first >= timer_at_) return;
  timer_at_ = deadlines_.begin()->first;
  timer_.expires_at(timer_at_);
  timer_.async_wait([this](asio::error_code error) {
    if (error) return;
    timer_at_ = Time::max();
    EndWhatIsDue();
    ArmTimer();
  });
}

void Links::EndWhatIsDue() {
  const Time now = std::chrono::steady_clock::now();
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const LinkId id = deadlines_.begin()->second;
    const Link* link = Find(id);
    const std::optional<std::string> refused =
        link->stage == Stage::kHandshake ? std::optional(link->peer) : std::nullopt;
    Erase(id);
    if (refused.has_value()) events_.OnTlsRefused(*refused, "handshake deadline");
  }
}

}  // namespace confab
