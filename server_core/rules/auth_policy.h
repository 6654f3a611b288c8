// What an AUTH line asks for, and whether it may.
//
//   switch (JudgeAuth(world, config, self, package, letter)) {
//     case AuthVerdict::kBegin: ...
//     case AuthVerdict::kSuspended: return out.Refuse(self, Numeric::kAuthenticationSuspended,
//     ...);
//   }
//
// Invariants: pure; nothing in it looks at a nick (Q178627). Checks come in the order of clauses#6.

#ifndef CONFAB_SERVER_CORE_RULES_AUTH_POLICY_H_
#define CONFAB_SERVER_CORE_RULES_AUTH_POLICY_H_

#include <cstdint>
#include <string_view>

#include "server_core/api/config.h"
#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

inline constexpr std::string_view kScramPackage = "SCRAM-SHA-256";

enum class AuthVerdict : uint8_t {
  kUnknownPackage,
  kBadLetter,
  kAlreadyAuthenticated,
  kAbort,
  kSuspended,   // too many failures on this link
  kNoResource,  // too many exchanges of others are open
  kBegin,
  kNothingOpen,  // an answer to no challenge
  kOutOfTurn,    // an answer while the question about the last one is out
  kContinue,
};

AuthVerdict JudgeAuth(const World& world, const Config& config, ClientId self,
                      std::string_view package, std::string_view letter);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_AUTH_POLICY_H_
