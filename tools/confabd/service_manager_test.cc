#include "tools/confabd/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::StartsWith;

// The end that systemd would hold.
class Service : public ::testing::Test {
 protected:
  Service() : path_(::testing::TempDir() + "/notify"), socket_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    unlink(path_.c_str());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof(address.sun_path) - 1);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    setenv("NOTIFY_SOCKET", path_.c_str(), 1);
    unsetenv("WATCHDOG_PID");
    unsetenv("WATCHDOG_USEC");
  }
  ~Service() override { close(socket_); }

  std::string Heard() const {
    char bytes[256];
    const ssize_t count = recv(socket_, bytes, sizeof(bytes), MSG_DONTWAIT);
    return count > 0 ? std::string(bytes, static_cast<size_t>(count)) : "";
  }

  std::string path_;
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
