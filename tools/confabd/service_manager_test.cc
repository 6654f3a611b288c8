#include "tools/confabd/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
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
    const std::string name = "confabd-unit-" + std::to_string(getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(name.begin(), name.end(), address.sun_path + 1);  // an abstract name
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
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
