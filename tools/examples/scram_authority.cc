#include "tools/examples/scram_authority.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace confab {
namespace {

constexpr size_t kSecretBytes = 32;

}  // namespace

absl::StatusOr<ScramAuthority> ScramAuthority::FromText(std::string_view accounts) {
  absl::StatusOr<std::string> secret = RandomBytes(kSecretBytes);
  if (!secret.ok()) return secret.status();
  ScramAuthority authority(*std::move(secret));
  for (int number = 1; !accounts.empty(); ++number) {
    const std::string_view line = accounts.substr(0, accounts.find('\n'));
    accounts.remove_prefix(std::min(line.size() + 1, accounts.size()));
    if (line.empty()) continue;
    const std::string_view name = line.substr(0, line.find(' '));
    const std::string_view password = line.substr(std::min(name.size() + 1, line.size()));
    if (!IsScramAccountName(name) || !IsScramPassword(password)) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": not `name password`"));
    }
    // The same rule for the salts of known and unknown accounts: nothing tells them apart.
    const ScramKeys keys =
        DeriveScramKeys(password, SaltOfNobody(authority.secret_, name), kScramIterations);
    if (!authority.accounts_.emplace(name, keys).second) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": the account is repeated"));
    }
  }
  return authority;
}

absl::StatusOr<std::string> ScramAuthority::Answer(const Question& question) const {
  return std::visit([this](const auto& asked) { return AnswerTo(asked); }, question);
}

absl::StatusOr<std::string> ScramAuthority::AnswerTo(const ScramParameters& question) const {
  return ScramParametersText(SaltOfNobody(secret_, question.account), kScramIterations);
}

absl::StatusOr<std::string> ScramAuthority::AnswerTo(const ScramProof& question) const {
  const auto found = accounts_.find(question.account);
  const ScramKeys keys = found == accounts_.end() ? KeysOfNobody(secret_) : found->second;
  return CheckScramProof(keys, question.auth_message, question.proof_base64);
}

}  // namespace confab
