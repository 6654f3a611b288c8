// What a server keeps of a password and how it checks a proof: SCRAM-SHA-256 (RFC 5802, RFC 7677).
//
//   const ScramKeys keys = DeriveScramKeys("pencil", salt, kScramIterations);
//   absl::StatusOr<std::string> answer = ScramParametersText(salt, kScramIterations);
//   ...
//   answer = CheckScramProof(keys, proof.auth_message, proof.proof_base64);
//
// Invariants: no function keeps a password or a key; what is as good as a password is wiped. A
// refusal does not tell why: an unknown account looks like a wrong password.

#ifndef CONFAB_TOOLS_SCRAM_SCRAM_KEYS_H_
#define CONFAB_TOOLS_SCRAM_SCRAM_KEYS_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace confab {

inline constexpr int kScramIterations = 4096;  // the least that RFC 7677 and the core allow
inline constexpr size_t kScramSaltBytes = 16;

using Digest = std::array<unsigned char, 32>;  // of SHA-256

// RFC 5802 section 3.
struct ScramKeys {
  Digest stored_key;  // H(HMAC(SaltedPassword, "Client Key")): checks a proof, cannot make one
  Digest server_key;  // HMAC(SaltedPassword, "Server Key"): signs the exchange
};

// `iterations` rounds of PBKDF2; takes milliseconds. `salt` is the bytes, not their base64.
ScramKeys DeriveScramKeys(std::string_view password, std::string_view salt, int iterations);

// The server signature in base64 if the proof holds, else kPermissionDenied.
absl::StatusOr<std::string> CheckScramProof(const ScramKeys& keys, std::string_view auth_message,
                                            std::string_view proof_base64);

// The answer to ScramParameters (output.h), with a fresh nonce.
absl::StatusOr<std::string> ScramParametersText(std::string_view salt, int iterations);

// For accounts that do not exist: a salt and keys that stay the same as long as the secret does.
// No proof can be made for these keys: that would take a preimage of the stored key.
std::string SaltOfNobody(std::string_view secret, std::string_view account);
ScramKeys KeysOfNobody(std::string_view secret);

// Bytes that nobody can guess.
absl::StatusOr<std::string> RandomBytes(size_t count);

// Names that the core lets through, and passwords that SASLprep leaves as they are: printable
// ASCII.
bool IsScramAccountName(std::string_view name);
bool IsScramPassword(std::string_view password);

}  // namespace confab

#endif  // CONFAB_TOOLS_SCRAM_SCRAM_KEYS_H_
