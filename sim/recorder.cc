#include "sim/recorder.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/io/coded_stream.h"
#include "sim/script.h"
#include "sim/trace.pb.h"

namespace confab::sim {
namespace {

using ::google::protobuf::io::CodedOutputStream;

// Puts each alternative of Input into its field.
class InputWriter {
 public:
  explicit InputWriter(RecordedInput& out) : out_(out) {}

  void operator()(const Opened& in) {
    RecordedOpened* out = out_.mutable_opened();
    out->set_link(static_cast<uint64_t>(in.link));
    out->set_peer(in.peer.data(), in.peer.size());
    out->set_secure(in.secure);
  }
  void operator()(const Received& in) { Bytes(*out_.mutable_received(), in.link, in.bytes); }
  void operator()(const Drained& in) {
    out_.mutable_drained()->set_link(static_cast<uint64_t>(in.link));
    out_.mutable_drained()->set_bytes(in.bytes);
  }
  void operator()(const Lost& in) { Bytes(*out_.mutable_lost(), in.link, in.why); }
  void operator()(const Woke&) { out_.mutable_woke(); }
  void operator()(const Answered& in) {
    RecordedAnswer* out = out_.mutable_answered();
    out->set_question(static_cast<uint64_t>(in.question));
    out->set_error(static_cast<int>(in.answer.status().code()));
    out->set_text(in.answer.ok() ? std::string(*in.answer)
                                 : std::string(in.answer.status().message()));
  }
  void operator()(const Reconfigured& in) {
    *out_.mutable_reconfigured() = StatementOf(*in.config);
  }

 private:
  static void Bytes(RecordedBytes& out, LinkId link, std::string_view bytes) {
    out.set_link(static_cast<uint64_t>(link));
    out.set_bytes(bytes.data(), bytes.size());
  }

  RecordedInput& out_;
};

// The record behind its length.
void Serialize(const Record& record, std::string& text) {
  const size_t size = record.ByteSizeLong();
  const size_t prefix = CodedOutputStream::VarintSize64(size);
  text.resize(prefix + size);
  auto* bytes = reinterpret_cast<uint8_t*>(text.data());
  record.SerializeWithCachedSizesToArray(CodedOutputStream::WriteVarint64ToArray(size, bytes));
}

}  // namespace

std::string SegmentRecord(uint64_t recording, uint32_t number) {
  Record record;
  record.mutable_segment()->set_recording(recording);
  record.mutable_segment()->set_number(number);
  std::string text;
  Serialize(record, text);
  return text;
}

RecordingSubject::RecordingSubject(Subject& inner, const RecordingHead& head, RecordSink sink,
                                   uint64_t chain_every, Redaction* redaction)
    : inner_(inner),
      sink_(std::move(sink)),
      chain_every_(chain_every),
      redaction_(redaction),
      record_(std::make_unique<Record>()) {
  RecordedHead* out = record_->mutable_head();
  out->set_format(kRecordingFormat);
  out->set_seed(head.seed);
  *out->mutable_config() = StatementOf(*head.config);
  out->set_mono_ns(head.start.mono.nanos());
  out->set_wall_unix_ns(absl::ToUnixNanos(head.start.wall));
  Write();
}

RecordingSubject::~RecordingSubject() = default;

// The input is written before the subject is told: a crash leaves what caused it.
Step RecordingSubject::Advance(const Moment& now, const Input& input) {
  if (redaction_ == nullptr) {
    WriteInput(now, input);
    const Step step = inner_.Advance(now, input);
    trace_.Add(now, input, step);
    if (trace_.steps() % chain_every_ == 0) WriteChain();
    return step;
  }
  const Input written = redaction_->InputFor(input);
  WriteInput(now, written);
  const Step step = inner_.Advance(now, input);
  trace_.Add(now, written, Step{redaction_->OutputsFor(step.outputs), step.wake_at});
  if (trace_.steps() % chain_every_ == 0) WriteChain();
  return step;
}

void RecordingSubject::Finish() { WriteChain(); }

void RecordingSubject::WriteInput(const Moment& now, const Input& input) {
  RecordedInput* out = record_->mutable_input();
  out->Clear();
  out->set_mono_ns(now.mono.nanos());
  out->set_wall_unix_ns(absl::ToUnixNanos(now.wall));
  if (trace_.steps() > 0) out->set_chain_before(static_cast<uint32_t>(trace_.chain().low));
  std::visit(InputWriter(*out), input);
  Write();
}

void RecordingSubject::WriteChain() {
  const Hash128 chain = trace_.chain();
  RecordedChain* out = record_->mutable_chain();
  out->set_steps(trace_.steps());
  out->set_high(chain.high);
  out->set_low(chain.low);
  Write();
}

void RecordingSubject::Write() {
  Serialize(*record_, text_);
  sink_(text_);
}

absl::Status Replay(std::string_view recording, Subject& subject, Trace& trace) {
  if (const auto head = ReadHead(recording); !head.ok()) return head.status();
  RecordingReader reader({recording});
  for (;;) {
    const absl::StatusOr<std::optional<RecordedStep>> step = reader.Next();
    if (!step.ok()) return step.status();
    if (absl::Status status = reader.Compare(trace); !status.ok()) return status;
    if (!step->has_value()) return absl::OkStatus();
    const RecordedStep& told = **step;
    trace.Add(told.now, told.input, subject.Advance(told.now, told.input));
  }
}

}  // namespace confab::sim
