#include "tools/confabd/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::StartsWith;

// The end that systemd would hold.
class Service : public ::testing::Test {
 protected:
  Service() : socket_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(socket_, generic, sizeof(sa_family_t)), 0);  // the kernel chooses a name
    socklen_t size = sizeof(address);
    EXPECT_EQ(getsockname(socket_, generic, &size), 0);
    const std::string name(address.sun_path + 1, size - offsetof(sockaddr_un, sun_path) - 1);
    setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
    unsetenv("WATCHDOG_PID");
    unsetenv("WATCHDOG_USEC");
  }
  ~Service() override { close(socket_); }

  std::string Heard() const {
    char bytes[256];
    const ssize_t count = recv(socket_, bytes, sizeof(bytes), MSG_DONTWAIT);
    return count > 0 ? std::string(bytes, static_cast<size_t>(count)) : "";
  }

  int socket_;
};

TEST_F(Service, HearsWhatItIsTold) {
  const ServiceManager manager = ServiceManager::OfEnvironment();
  manager.Tell("READY=1");
  EXPECT_EQ(Heard(), "READY=1");
  manager.TellReloading();
  EXPECT_THAT(Heard(), StartsWith("RELOADING=1\nMONOTONIC_USEC="));
}

TEST_F(Service, HearsNothingWhenItDoesNotAsk) {
  unsetenv("NOTIFY_SOCKET");
  ServiceManager::OfEnvironment().Tell("READY=1");
  EXPECT_EQ(Heard(), "");
}

TEST_F(Service, IsKickedTwiceInEachWatchdogTime) {
  EXPECT_EQ(ServiceManager::OfEnvironment().watchdog_interval().count(), 0);
  setenv("WATCHDOG_USEC", "3000001", 1);
  EXPECT_EQ(ServiceManager::OfEnvironment().watchdog_interval().count(), 1'500'001);
  setenv("WATCHDOG_PID", "1", 1);
  EXPECT_EQ(ServiceManager::OfEnvironment().watchdog_interval().count(), 0);
  setenv("WATCHDOG_PID", std::to_string(getpid()).c_str(), 1);
  EXPECT_EQ(ServiceManager::OfEnvironment().watchdog_interval().count(), 1'500'001);
}

}  // namespace
}  // namespace confab
