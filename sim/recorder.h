// Records what a subject is told, in the simulator or in the field, and tells it again.
//
//   std::string file;
//   RecordingSubject recorded(*server, head, [&](std::string_view bytes) { file.append(bytes); });
//   Simulation(script, recorded).Run({});  recorded.Finish();
//   const absl::StatusOr<RecordingHead> made_with = ReadHead(file);
//   absl::Status same = Replay(file, *another_server, trace);   // the same chain, or what differs
//
// Invariants: the decorator changes nothing that the subject is told or says, and cannot be cloned:
// two futures are no recording. A replay gives the chain of the recording, or the error names the
// first step after which it did not. With a redaction the recording, its chain included, is of the
// run that the redaction tells of.

#ifndef CONFAB_SIM_RECORDER_H_
#define CONFAB_SIM_RECORDER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"
#include "sim/recording_reader.h"
#include "sim/trace.h"

namespace confab::sim {

class Record;

// Each call gets the bytes of one record.
using RecordSink = std::function<void(std::string_view)>;

// What a recording says in place of what happened, so that it keeps no secret. A subject that is
// told these inputs must say these outputs. Views live until the next call of the same method.
class Redaction {
 public:
  virtual ~Redaction() = default;
  virtual Input InputFor(const Input& input) = 0;
  virtual absl::Span<const Output> OutputsFor(absl::Span<const Output> outputs) = 0;
};

class RecordingSubject final : public Subject {
 public:
  // `inner` and `redaction`, where there is one, must outlive the recorder; the head is written as
  // it is. Every `chain_every` steps the whole chain is written, too.
  RecordingSubject(Subject& inner, const RecordingHead& head, RecordSink sink,
                   uint64_t chain_every = 256, Redaction* redaction = nullptr);
  ~RecordingSubject() override;

  [[nodiscard]] Step Advance(const Moment& now, const Input& input) override;
  std::string Census() const override { return inner_.Census(); }
  absl::Status Audit() const override { return inner_.Audit(); }
  const Ledger& Accounts() const override { return inner_.Accounts(); }

  // Writes the last chain. Nothing may follow.
  void Finish();

 private:
  void WriteInput(const Moment& now, const Input& input);
  void WriteChain();
  void Write();

  Subject& inner_;
  RecordSink sink_;
  uint64_t chain_every_;
  Redaction* redaction_;
  Trace trace_;
  std::unique_ptr<Record> record_;  // kept for its memory, as the text is
  std::string text_;
};

// The record that each file of a recording of several files begins with; numbers count from 1.
std::string SegmentRecord(uint64_t recording, uint32_t number);

// Tells a subject made as the head says all that was recorded, adding each step to the trace.
absl::Status Replay(std::string_view recording, Subject& subject, Trace& trace);

}  // namespace confab::sim

#endif  // CONFAB_SIM_RECORDER_H_
