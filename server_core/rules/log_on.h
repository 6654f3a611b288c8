// When a connection becomes a user, and when it may not.
//
//   switch (JudgeLogOn(config, client)) {
//     case LogOnVerdict::kWait: return;                  // something is still missing
//     case LogOnVerdict::kWelcome: return Welcome(cx);
//   }
//
// Invariants: pure; nobody is welcome without a nick of his own, a USER, the password and the end
// of every negotiation (Q178627: AUTH alone logs nobody on).

#ifndef CONFAB_SERVER_CORE_RULES_LOG_ON_H_
#define CONFAB_SERVER_CORE_RULES_LOG_ON_H_

#include <cstdint>

#include "server_core/api/config.h"
#include "server_core/world/client.h"

namespace confab {

enum class LogOnVerdict : uint8_t { kWait, kBadPassword, kNoAuthorization, kWelcome };

//= clauses#4.8
LogOnVerdict JudgeLogOn(const Config& config, const Client& client);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_LOG_ON_H_
