#include "tools/examples/chat_peer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace confab {
namespace {

using Clock = std::chrono::steady_clock;

// False when the deadline passes first.
bool Ready(int socket, short events, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd polled{socket, events, 0};
    const int count = poll(&polled, 1, std::max(0, static_cast<int>(left.count())));
    if (count >= 0) return count > 0;
    if (errno != EINTR) return false;
  }
}

}  // namespace

ChatPeer::ChatPeer(uint16_t port, int receive_buffer_bytes)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (receive_buffer_bytes > 0) {
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof(int));
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ended_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0;
}

ChatPeer::~ChatPeer() { close(socket_); }

bool ChatPeer::Say(std::string_view bytes) {
  const Clock::time_point deadline = Clock::now() + kPatience;
  while (!bytes.empty()) {
    if (!Ready(socket_, POLLOUT, deadline)) return false;
    const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN) return false;
    bytes.remove_prefix(static_cast<size_t>(std::max<ssize_t>(count, 0)));
  }
  return true;
}

std::string ChatPeer::Line() {
  const Clock::time_point deadline = Clock::now() + kPatience;
  std::string line;
  while (!Take(&line) && Fill(deadline)) {
  }
  return line;
}

std::vector<std::string> ChatPeer::LinesThrough(std::string_view part) {
  std::vector<std::string> lines;
  do {
    lines.push_back(Line());
  } while (!lines.back().empty() && lines.back().find(part) == std::string::npos);
  return lines;
}

std::string ChatPeer::LineWith(std::string_view part) { return LinesThrough(part).back(); }

bool ChatPeer::SeesTheEnd() {
  const Clock::time_point deadline = Clock::now() + kPatience;
  while (Fill(deadline)) {
  }
  return ended_;
}

bool ChatPeer::LogOn(std::string_view nick) {
  const std::string name(nick);
  return Say("NICK " + name + "\r\nUSER " + name + " 0 * :A test\r\n") &&
         !LineWith(" 422 " + name + " ").empty();
}

void ChatPeer::Reset() {
  const linger now{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  close(std::exchange(socket_, -1));
  ended_ = true;
}

void ChatPeer::HalfClose() { shutdown(socket_, SHUT_WR); }

bool ChatPeer::Fill(Clock::time_point deadline) {
  if (ended_ || !Ready(socket_, POLLIN, deadline)) return false;
  char bytes[4096];
  const ssize_t count = recv(socket_, bytes, sizeof(bytes), 0);
  ended_ = count <= 0;
  was_reset_ = count < 0;
  unread_.append(bytes, static_cast<size_t>(std::max<ssize_t>(count, 0)));
  return !ended_;
}

bool ChatPeer::Take(std::string* line) {
  const size_t end = unread_.find("\r\n");
  if (end == std::string::npos) return false;
  *line = unread_.substr(0, end);
  unread_.erase(0, end + 2);
  return true;
}

}  // namespace confab
