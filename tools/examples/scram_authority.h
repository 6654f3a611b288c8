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

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "server_core/api/output.h"
#include "tools/scram/scram_keys.h"

namespace confab {

class ScramAuthority {
 public:
  // One account per line, `name password`; the password is the rest of the line after one space.
  // Names are those that the core lets through, and passwords are printable ASCII, which SASLprep
  // leaves as it is. The status names the first bad line.
  static absl::StatusOr<ScramAuthority> FromText(std::string_view accounts);

  // The text that output.h asks for, or an error: the core takes either as an answer.
  absl::StatusOr<std::string> Answer(const Question& question) const;

 private:
  explicit ScramAuthority(std::string secret) : secret_(std::move(secret)) {}

  absl::StatusOr<std::string> AnswerTo(const ScramParameters& question) const;
  absl::StatusOr<std::string> AnswerTo(const ScramProof& question) const;

  // Drawn once per process; salts and the keys of unknown accounts come from it.
  std::string secret_;
  std::map<std::string, ScramKeys, std::less<>> accounts_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_SCRAM_AUTHORITY_H_
