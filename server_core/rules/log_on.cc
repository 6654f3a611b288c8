#include "server_core/rules/log_on.h"

namespace confab {

LogOnVerdict JudgeLogOn(const Config& config, const Client& client) {
  if (!client.nick || !client.user_seen) return LogOnVerdict::kWait;
  if (client.cap_negotiating || client.exchange.IsSome()) return LogOnVerdict::kWait;
  if (!config.password.empty() && !client.password_matches) return LogOnVerdict::kBadPassword;
  if (!config.anonymous_allowed && !client.authenticated()) return LogOnVerdict::kNoAuthorization;
  return LogOnVerdict::kWelcome;
}

}  // namespace confab
