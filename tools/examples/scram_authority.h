// Answers the core's two SCRAM-SHA-256 questions (RFC 5802, RFC 7677) with OpenSSL.
//
//   absl::StatusOr<ScramAuthority> authority = ScramAuthority::FromText("alice wonder land\n");
//   if (!authority.ok()) return Fail(authority.status());
//   ...
//   const absl::StatusOr<std::string> answer = authority->Answer(ask.question);
//   core.Advance(now, Answered{ask.id, answer});
//
// Invariants: passwords are not kept, only the two keys that check a proof. An unknown account is
// asked for a proof like any other, with a salt that stays the same, and does the same work, so
// that names cannot be probed. An answer takes microseconds: the slow derivation happens in
// FromText.

#ifndef CONFAB_TOOLS_EXAMPLES_SCRAM_AUTHORITY_H_
#define CONFAB_TOOLS_EXAMPLES_SCRAM_AUTHORITY_H_

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server_core/api/output.h"

namespace confab {

inline constexpr int kScramIterations = 4096;  // the least that RFC 7677 and the core allow

using Digest = std::array<unsigned char, 32>;  // of SHA-256

// What a server keeps of a password (RFC 5802 section 3).
struct ScramKeys {
  Digest stored_key;  // H(HMAC(SaltedPassword, "Client Key")): checks a proof, cannot make one
  Digest server_key;  // HMAC(SaltedPassword, "Server Key"): signs the exchange
};

// `iterations` rounds of PBKDF2; takes milliseconds. `salt` is the bytes, not their base64.
ScramKeys DeriveScramKeys(std::string_view password, std::string_view salt, int iterations);

// The server signature in base64 if the proof holds, else kPermissionDenied.
absl::StatusOr<std::string> CheckScramProof(const ScramKeys& keys, std::string_view auth_message,
                                            std::string_view proof_base64);

class ScramAuthority {
 public:
  // One account per line, `name password`; the password is the rest of the line after one space.
  // Names are those that the core lets through, and passwords are printable ASCII, which SASLprep
  // leaves as it is. The status names the first bad line.
  static absl::StatusOr<ScramAuthority> FromText(std::string_view accounts);

  // The text that output.h asks for, or an error: the core takes either as an answer.
  absl::StatusOr<std::string> Answer(const Question& question) const;

 private:
  explicit ScramAuthority(const Digest& secret) : secret_(secret) {}

  absl::StatusOr<std::string> AnswerTo(const ScramParameters& question) const;
  absl::StatusOr<std::string> AnswerTo(const ScramProof& question) const;
  std::string SaltOf(std::string_view account) const;

  Digest secret_;  // drawn once per process; salts and the keys of unknown accounts come from it
  std::map<std::string, ScramKeys, std::less<>> accounts_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_SCRAM_AUTHORITY_H_
