#include "sim/recorder.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "sim/script.h"
#include "sim/trace.pb.h"

namespace confab::sim {
namespace {

using ::google::protobuf::io::CodedInputStream;
using ::google::protobuf::io::CodedOutputStream;
using ::google::protobuf::io::StringOutputStream;

std::string Delimited(const Record& record) {
  std::string out;
  StringOutputStream stream(&out);
  CodedOutputStream coded(&stream);
  coded.WriteVarint64(record.ByteSizeLong());
  record.SerializeToCodedStream(&coded);
  coded.Trim();
  return out;
}

// Puts each alternative of Input into its field.
class InputWriter {
 public:
  explicit InputWriter(RecordedInput& out) : out_(out) {}

  void operator()(const Opened& in) {
    RecordedOpened* out = out_.mutable_opened();
    out->set_link(static_cast<uint64_t>(in.link));
    out->set_peer(std::string(in.peer));
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
    out.set_bytes(std::string(bytes));
  }

  RecordedInput& out_;
};

absl::StatusOr<std::string_view> AnswerOf(const RecordedAnswer& answer) {
  if (answer.error() == 0) return std::string_view(answer.text());
  return absl::Status(static_cast<absl::StatusCode>(answer.error()), answer.text());
}

// The input as it was; it refers to `in`.
absl::StatusOr<Input> InputOf(const RecordedInput& in) {
  switch (in.input_case()) {
    case RecordedInput::kOpened:
      return Opened{LinkId{in.opened().link()}, in.opened().peer(), in.opened().secure()};
    case RecordedInput::kReceived:
      return Received{LinkId{in.received().link()}, in.received().bytes()};
    case RecordedInput::kDrained:
      return Drained{LinkId{in.drained().link()}, in.drained().bytes()};
    case RecordedInput::kLost:
      return Lost{LinkId{in.lost().link()}, in.lost().bytes()};
    case RecordedInput::kWoke:
      return Woke{};
    case RecordedInput::kAnswered:
      return Answered{QuestionId{in.answered().question()}, AnswerOf(in.answered())};
    case RecordedInput::kReconfigured:
      return Reconfigured{std::make_shared<const Config>(ConfigOf(in.reconfigured()))};
    case RecordedInput::INPUT_NOT_SET:
      break;
  }
  return absl::DataLossError("an input of an unknown kind");
}

Moment MomentOf(int64_t mono_ns, int64_t wall_unix_ns) {
  return Moment{Instant::FromNanos(mono_ns), absl::FromUnixNanos(wall_unix_ns)};
}

// Reads record after record.
class RecordReader {
 public:
  explicit RecordReader(std::string_view recording)
      : coded_(reinterpret_cast<const uint8_t*>(recording.data()),
               static_cast<int>(recording.size())) {}

  // False at the end. A record that is cut off is an error.
  absl::StatusOr<bool> Next(Record& record) {
    if (coded_.ExpectAtEnd()) return false;
    ++records_;
    uint32_t size = 0;
    std::string bytes;
    if (coded_.ReadVarint32(&size) && size <= INT32_MAX &&
        coded_.ReadString(&bytes, static_cast<int>(size)) && record.ParseFromString(bytes)) {
      return true;
    }
    return absl::DataLossError(absl::StrCat("record ", records_, " is cut off or malformed"));
  }

 private:
  CodedInputStream coded_;
  uint64_t records_ = 0;
};

absl::Status CompareChain(const RecordedChain& recorded, const Trace& trace) {
  const Hash128 chain{recorded.high(), recorded.low()};
  if (recorded.steps() == trace.steps() && chain == trace.chain()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("after step ", trace.steps(), " the chain is ",
                                                    trace.chain().Hex(), ", recorded is ",
                                                    chain.Hex(), " after step ", recorded.steps()));
}

}  // namespace

RecordingSubject::RecordingSubject(Subject& inner, const RecordingHead& head, RecordSink sink,
                                   uint64_t chain_every)
    : inner_(inner), sink_(std::move(sink)), chain_every_(chain_every) {
  Record record;
  RecordedHead* out = record.mutable_head();
  out->set_format(kRecordingFormat);
  out->set_seed(head.seed);
  *out->mutable_config() = StatementOf(*head.config);
  out->set_mono_ns(head.start.mono.nanos());
  out->set_wall_unix_ns(absl::ToUnixNanos(head.start.wall));
  sink_(Delimited(record));
}

// The input is written before the subject is told: a crash leaves what caused it.
Step RecordingSubject::Advance(const Moment& now, const Input& input) {
  Record record;
  RecordedInput* out = record.mutable_input();
  out->set_mono_ns(now.mono.nanos());
  out->set_wall_unix_ns(absl::ToUnixNanos(now.wall));
  std::visit(InputWriter(*out), input);
  sink_(Delimited(record));
  const Step step = inner_.Advance(now, input);
  trace_.Add(now, input, step);
  if (trace_.steps() % chain_every_ == 0) WriteChain();
  return step;
}

void RecordingSubject::Finish() { WriteChain(); }

void RecordingSubject::WriteChain() {
  const Hash128 chain = trace_.chain();
  Record record;
  RecordedChain* out = record.mutable_chain();
  out->set_steps(trace_.steps());
  out->set_high(chain.high);
  out->set_low(chain.low);
  sink_(Delimited(record));
}

absl::StatusOr<RecordingHead> ReadHead(std::string_view recording) {
  Record record;
  const absl::StatusOr<bool> read = RecordReader(recording).Next(record);
  if (!read.ok()) return read.status();
  if (!*read || !record.has_head()) return absl::DataLossError("no recording: it has no head");
  const RecordedHead& head = record.head();
  if (head.format() > kRecordingFormat) {
    return absl::InvalidArgumentError(absl::StrCat("recording format ", head.format(),
                                                   " is newer than this program understands (",
                                                   kRecordingFormat, ")"));
  }
  return RecordingHead{std::make_shared<const Config>(ConfigOf(head.config())), head.seed(),
                       MomentOf(head.mono_ns(), head.wall_unix_ns())};
}

absl::Status Replay(std::string_view recording, Subject& subject, Trace& trace) {
  if (const auto head = ReadHead(recording); !head.ok()) return head.status();
  RecordReader reader(recording);
  Record record;
  for (;;) {
    const absl::StatusOr<bool> more = reader.Next(record);
    if (!more.ok()) return more.status();
    if (!*more) return absl::OkStatus();
    if (record.has_chain()) {
      if (absl::Status same = CompareChain(record.chain(), trace); !same.ok()) return same;
    } else if (record.has_input()) {
      const RecordedInput& recorded = record.input();
      const absl::StatusOr<Input> input = InputOf(recorded);
      if (!input.ok()) return input.status();
      const Moment now = MomentOf(recorded.mono_ns(), recorded.wall_unix_ns());
      trace.Add(now, *input, subject.Advance(now, *input));
    }
  }
}

}  // namespace confab::sim
