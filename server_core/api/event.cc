#include "server_core/api/event.h"

#include <array>
#include <cstddef>

namespace confab {

std::string_view CloseReasonName(CloseReason reason) {
  static constexpr std::array<std::string_view, kCloseReasonCount> kNames = {
      "quit",
      "registration-timeout",
      "ping-timeout",
      "send-queue-exceeded",
      "input-exceeded",
      "nick-overridden",
      "bad-password",
      "no-authorization",
      "no-more-connections",
  };
  return kNames[static_cast<size_t>(reason)];
}

std::string_view EventName(Event event) {
  static constexpr std::array<std::string_view, kEventCount> kNames = {
      "CLIENT_CLOSED",  "CLIENT_LOST",     "CLIENT_LOGGED_ON", "NICK_REFUSED",
      "AUTH_SUCCEEDED", "AUTH_FAILED",     "AUTH_SUSPENDED",   "RESOURCE_REFUSED",
      "INPUT_REFUSED",  "CONFIG_REPLACED", "CONFIG_REFUSED",
  };
  return kNames[static_cast<size_t>(event)];
}

}  // namespace confab
