// Takes the secrets out of what the door is told and says, so that a recording holds none.
//
//   Redactor redactor(config.password);
//   sim::RecordingSubject recorded(core, {redactor.Redacted(config), seed, now}, sink, 256,
//                                  &redactor);
//
// Invariants: a core that is told the redacted inputs says the redacted outputs (ADR 0010), so a
// recording replays to its own chain. Memory: a few dozen bytes for each link that is open.

#ifndef CONFAB_TOOLS_CONFABD_RECORDING_REDACTOR_H_
#define CONFAB_TOOLS_CONFABD_RECORDING_REDACTOR_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"
#include "sim/recorder.h"
#include "tools/confabd/recording/line_mask.h"

namespace confab {

class Redactor final : public sim::Redaction {
 public:
  explicit Redactor(std::string password) : password_(std::move(password)) {}

  static std::shared_ptr<const Config> Redacted(const Config& config);

  Input InputFor(const Input& input) override;
  absl::Span<const Output> OutputsFor(absl::Span<const Output> outputs) override;

 private:
  Input Replacement(const Received& received);
  Input Replacement(const Answered& answered);
  Input Replacement(const Reconfigured& reconfigured);
  Input Replacement(const Lost& lost);
  template <typename Harmless>
  Input Replacement(const Harmless& input) {
    return input;
  }

  void Look(const Output& output);
  Output Replacement(const Output& output);
  std::string_view Keep(std::string text);

  std::string password_;
  absl::flat_hash_map<LinkId, LineMask> masks_;
  absl::flat_hash_set<QuestionId> proofs_;  // that are open: their answers are secret
  std::string input_text_;
  std::vector<std::unique_ptr<const std::string>> texts_;  // of `outputs_`
  std::vector<Output> outputs_;
  bool has_secret_ = false;    // the outputs at hand
  bool is_signature_ = false;  // the input was one
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_RECORDING_REDACTOR_H_
