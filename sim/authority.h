// Answers the core's questions about accounts; what a shell would ask a directory.
//
//   Authority authority(script);
//   const absl::StatusOr<std::string> answer = authority.Answer(ask, /*ordinal=*/0);
//
// Invariants: an answer depends on the question, its link and the script alone. Who does not know
// the password cannot make a proof that holds.

#ifndef CONFAB_SIM_AUTHORITY_H_
#define CONFAB_SIM_AUTHORITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"
#include "sim/script.h"

namespace confab::sim {

class Authority {
 public:
  explicit Authority(const Script& script) : script_(&script) {}

  absl::StatusOr<std::string> Answer(const Ask& ask, uint64_t ordinal) const;

 private:
  const ScriptAccount* Find(std::string_view account) const;
  absl::StatusOr<std::string> Parameters(const ScramParameters& question, LinkId link,
                                         uint64_t ordinal) const;
  absl::StatusOr<std::string> Signature(const ScramProof& question) const;

  const Script* script_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_AUTHORITY_H_
