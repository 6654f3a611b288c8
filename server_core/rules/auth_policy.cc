#include "server_core/rules/auth_policy.h"

#include "server_core/text/casemap.h"

namespace confab {
namespace {

//= clauses#6.5
AuthVerdict JudgeBegin(const World& world, const Config& config, ClientId self) {
  const Client& client = world.At(self);
  if (client.auth_failures >= config.auth_failures_max) return AuthVerdict::kSuspended;
  const int64_t own = client.exchange.IsSome() ? 1 : 0;
  const int64_t of_others = world.exchange_count() - own;
  return of_others >= config.auth_exchanges_max ? AuthVerdict::kNoResource : AuthVerdict::kBegin;
}

//= clauses#6.6
AuthVerdict JudgeContinue(const World& world, ClientId self) {
  const AuthExchange* exchange = world.FindExchange(self);
  if (exchange == nullptr) return AuthVerdict::kNothingOpen;
  return exchange->asked() ? AuthVerdict::kOutOfTurn : AuthVerdict::kContinue;
}

}  // namespace

AuthVerdict JudgeAuth(const World& world, const Config& config, ClientId self,
                      std::string_view package, std::string_view letter) {
  const bool begins = EqualAscii(letter, "I");
  const bool continues = EqualAscii(letter, "S");
  const bool aborts = letter == "*";
  const bool is_under_way = (continues || aborts) && world.FindExchange(self) != nullptr;
  if (!EqualAscii(package, kScramPackage) || !(config.scram_enabled || is_under_way)) {
    return AuthVerdict::kUnknownPackage;
  }
  if (!begins && !continues && !aborts) return AuthVerdict::kBadLetter;
  if (world.At(self).authenticated()) return AuthVerdict::kAlreadyAuthenticated;
  if (begins) return JudgeBegin(world, config, self);
  return continues ? JudgeContinue(world, self) : AuthVerdict::kAbort;
}

}  // namespace confab
