#include "tools/examples/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>

#include "absl/status/status.h"

namespace confab {
namespace {

constexpr size_t kDiscardBytesMax = 1 << 20;

sockaddr* Generic(sockaddr_in* address) { return reinterpret_cast<sockaddr*>(address); }

void SetOption(int socket, int level, int option) {
  const int on = 1;
  setsockopt(socket, level, option, &on, sizeof(on));  // a refusal costs speed, nothing else
}

}  // namespace

absl::StatusOr<int> ListenOnLoopback(uint16_t port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) return absl::ErrnoToStatus(errno, "socket");
  SetOption(listener, SOL_SOCKET, SO_REUSEADDR);  // restart without waiting for old connections
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, Generic(&address), sizeof(address)) == 0 && listen(listener, SOMAXCONN) == 0) {
    return listener;
  }
  const absl::Status status = absl::ErrnoToStatus(errno, "listen on 127.0.0.1");
  close(listener);
  return status;
}

uint16_t PortOf(int listener) {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  getsockname(listener, Generic(&address), &size);
  return ntohs(address.sin_port);
}

int AcceptFrom(int listener, std::string* peer) {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  const int accepted = accept4(listener, Generic(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (accepted < 0) return -1;
  SetOption(accepted, IPPROTO_TCP, TCP_NODELAY);  // the loop writes whole turns, not single lines
  char text[INET_ADDRSTRLEN] = "";
  inet_ntop(AF_INET, &address.sin_addr, text, sizeof(text));
  *peer = text;
  return accepted;
}

void CloseGently(int socket, std::string_view last) {
  send(socket, last.data(), last.size(), MSG_NOSIGNAL);
  shutdown(socket, SHUT_WR);
  char bytes[4096];
  ssize_t count = 0;
  size_t discarded = 0;
  do {
    count = recv(socket, bytes, sizeof(bytes), 0);
    if (count > 0) discarded += static_cast<size_t>(count);
  } while (count > 0 && discarded < kDiscardBytesMax);
  close(socket);
}

absl::StatusOr<int> StopSignals() {
  if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return absl::ErrnoToStatus(errno, "signal");
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  if (sigprocmask(SIG_BLOCK, &signals, nullptr) != 0) {
    return absl::ErrnoToStatus(errno, "sigprocmask");
  }
  const int descriptor = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, "signalfd");
  return descriptor;
}

}  // namespace confab
