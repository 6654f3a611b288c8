#include "server_core/api/ledger.h"

namespace confab {

std::string_view AccountName(Account account) {
  static constexpr std::array<std::string_view, kAccountCount> kNames = {
      "links",       "users",           "names", "channels",  "memberships",
      "send_queues", "receive_buffers", "auth",  "questions", "timers",
  };
  return kNames[static_cast<size_t>(account)];
}

}  // namespace confab
