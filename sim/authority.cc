#include "sim/authority.h"

#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "sim/scram.h"

namespace confab::sim {

absl::StatusOr<std::string> Authority::Answer(const Ask& ask, uint64_t ordinal) const {
  if (const auto* parameters = std::get_if<ScramParameters>(&ask.question)) {
    return Parameters(*parameters, ask.link, ordinal);
  }
  return Signature(std::get<ScramProof>(ask.question));
}

absl::StatusOr<std::string> Authority::Parameters(const ScramParameters& question, LinkId link,
                                                  uint64_t ordinal) const {
  const ScriptAccount* account = Find(question.account);
  if (account == nullptr) return absl::NotFoundError("no such account");
  if (account->parameters.has_value()) return *account->parameters;
  const std::string nonce = NonceOf(script_->server_seed, static_cast<uint64_t>(link), ordinal);
  return absl::StrCat(nonce, " ", SaltOf(question.account), " 4096");
}

absl::StatusOr<std::string> Authority::Signature(const ScramProof& question) const {
  const ScriptAccount* account = Find(question.account);
  if (account == nullptr) return absl::NotFoundError("no such account");
  if (account->signature.has_value()) return *account->signature;
  if (ProofOf(account->password, question.auth_message) != question.proof_base64) {
    return absl::PermissionDeniedError("the proof does not hold");
  }
  return SignatureOf(account->password, question.auth_message);
}

const ScriptAccount* Authority::Find(std::string_view account) const {
  for (const ScriptAccount& known : script_->accounts) {
    if (known.name == account) return &known;
  }
  return nullptr;
}

}  // namespace confab::sim
