// Tells systemd how the service is doing (sd_notify(3)), if systemd wants to know.
//
//   const ServiceManager manager = ServiceManager::OfEnvironment();
//   manager.Tell("READY=1");
//   if (manager.watchdog_interval() > 0s) ...   // Tell("WATCHDOG=1") at least so often
//
// Invariants: without NOTIFY_SOCKET nothing is told. Telling never blocks and never fails the
// service.

#ifndef CONFAB_TOOLS_CONFABD_SERVICE_MANAGER_H_
#define CONFAB_TOOLS_CONFABD_SERVICE_MANAGER_H_

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace confab {

class ServiceManager {
 public:
  // Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
  static ServiceManager OfEnvironment();

  void Tell(std::string_view state) const;
  // RELOADING=1 with the time that systemd wants beside it.
  void TellReloading() const;

  // Half of what systemd allows; 0: there is no watchdog.
  std::chrono::microseconds watchdog_interval() const { return watchdog_interval_; }

 private:
  ServiceManager(std::string socket, std::chrono::microseconds watchdog_interval)
      : socket_(std::move(socket)), watchdog_interval_(watchdog_interval) {}

  std::string socket_;
  std::chrono::microseconds watchdog_interval_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_SERVICE_MANAGER_H_
