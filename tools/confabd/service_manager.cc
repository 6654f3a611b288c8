#include "tools/confabd/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace confab {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::chrono::microseconds WatchdogInterval() {
  int64_t micros = 0;
  int64_t pid = 0;
  const bool is_asked = absl::SimpleAtoi(Variable("WATCHDOG_USEC"), &micros) && micros > 0;
  const bool is_other = absl::SimpleAtoi(Variable("WATCHDOG_PID"), &pid) && pid != getpid();
  return std::chrono::microseconds(is_asked && !is_other ? (micros + 1) / 2 : 0);
}

}  // namespace

ServiceManager ServiceManager::OfEnvironment() {
  return ServiceManager(Variable("NOTIFY_SOCKET"), WatchdogInterval());
}

void ServiceManager::Tell(std::string_view state) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof(address.sun_path)) return;
  address.sun_family = AF_UNIX;
  std::copy(socket_.begin(), socket_.end(), address.sun_path);
  if (socket_[0] == '@') address.sun_path[0] = '\0';  // the abstract namespace
  const int sender = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (sender < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  sendto(sender, state.data(), state.size(), MSG_NOSIGNAL,
         reinterpret_cast<const sockaddr*>(&address), size);
  close(sender);
}

void ServiceManager::TellReloading() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  Tell(absl::StrCat("RELOADING=1\nMONOTONIC_USEC=", micros));
}

}  // namespace confab
