// The server under a service manager: what systemd hears of it.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/confabd/testing/confabd_process.h"
#include "tools/examples/chat_peer.h"

namespace confab {
namespace {

using ::testing::StartsWith;

// The socket that systemd would hold, and what came to it. The kernel chooses its name, an abstract
// one: the folder of a test may have too long a path, and another test the same process id.
class NotifySocket {
 public:
  NotifySocket() : socket_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(socket_, generic, sizeof(sa_family_t)), 0);
    socklen_t size = sizeof(address);
    EXPECT_EQ(getsockname(socket_, generic, &size), 0);
    name_.assign(address.sun_path + 1, size - offsetof(sockaddr_un, sun_path) - 1);
  }
  ~NotifySocket() { close(socket_); }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  std::string variable() const { return "NOTIFY_SOCKET=@" + name_; }

  // The next message; empty if none comes.
  std::string Next() const {
    pollfd polled{socket_, POLLIN, 0};
    const std::chrono::milliseconds patience = kPatience;
    if (poll(&polled, 1, static_cast<int>(patience.count())) != 1) return "";
    char bytes[256];
    const ssize_t count = recv(socket_, bytes, sizeof(bytes), 0);
    return count > 0 ? std::string(bytes, static_cast<size_t>(count)) : "";
  }

 private:
  int socket_;
  std::string name_;
};

TEST(ConfabdService, TellsThatItIsReadyReloadsAndStops) {
  const NotifySocket systemd;
  ConfabdProcess server("[[listen]]\nport = 0\n", FreshFolder(), {}, {systemd.variable()});
  ASSERT_EQ(systemd.Next(), "READY=1");
  server.Signal(SIGHUP);
  EXPECT_THAT(systemd.Next(), StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_EQ(systemd.Next(), "READY=1");
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_EQ(systemd.Next(), "STOPPING=1");
}

TEST(ConfabdService, KicksTheWatchdogAsLongAsItServes) {
  const NotifySocket systemd;
  const ConfabdProcess server("[[listen]]\nport = 0\n", FreshFolder(), {},
                              {systemd.variable(), "WATCHDOG_USEC=40000"});
  EXPECT_EQ(systemd.Next(), "READY=1");
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 4; ++i) ASSERT_EQ(systemd.Next(), "WATCHDOG=1");
  EXPECT_LT(std::chrono::steady_clock::now() - start, kPatience);
}

}  // namespace
}  // namespace confab
