// Records what a subject is told, in the simulator or in the field, and tells it again.
//
//   std::string file;
//   RecordingSubject recorded(*server, head, [&](std::string_view bytes) { file.append(bytes); });
//   Simulation(script, recorded).Run({});  recorded.Finish();
//   const absl::StatusOr<RecordingHead> made_with = ReadHead(file);
//   absl::Status same = Replay(file, *another_server, trace);   // the same chain, or what differs
//
// Invariants: the decorator changes nothing that the subject is told or says, and cannot be cloned:
// two futures are no recording. A replay gives the
// chain of the recording, or the error names the steps between which it went apart.

#ifndef CONFAB_SIM_RECORDER_H_
#define CONFAB_SIM_RECORDER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "sim/trace.h"

namespace confab::sim {

inline constexpr uint32_t kRecordingFormat = 1;

// What a subject is made with.
struct RecordingHead {
  std::shared_ptr<const Config> config;
  uint64_t seed = 0;
  Moment start;
};

using RecordSink = std::function<void(std::string_view)>;

class RecordingSubject final : public Subject {
 public:
  // `inner` must outlive the recorder. Every `chain_every` steps the chain is written, too.
  RecordingSubject(Subject& inner, const RecordingHead& head, RecordSink sink,
                   uint64_t chain_every = 256);

  [[nodiscard]] Step Advance(const Moment& now, const Input& input) override;
  std::string Census() const override { return inner_.Census(); }
  absl::Status Audit() const override { return inner_.Audit(); }
  const Ledger& Accounts() const override { return inner_.Accounts(); }

  // Writes the last chain. Nothing may follow.
  void Finish();

 private:
  void WriteChain();

  Subject& inner_;
  RecordSink sink_;
  uint64_t chain_every_;
  Trace trace_;
};

absl::StatusOr<RecordingHead> ReadHead(std::string_view recording);

// Tells a subject made as the head says all that was recorded, adding each step to the trace.
absl::Status Replay(std::string_view recording, Subject& subject, Trace& trace);

}  // namespace confab::sim

#endif  // CONFAB_SIM_RECORDER_H_
