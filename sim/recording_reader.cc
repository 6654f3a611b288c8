#include "sim/recording_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/io/coded_stream.h"
#include "sim/script.h"
#include "sim/trace.pb.h"

namespace confab::sim {
namespace {

using ::google::protobuf::io::CodedInputStream;

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

absl::StatusOr<RecordingHead> HeadOf(const RecordedHead& head) {
  if (head.format() > kRecordingFormat) {
    return absl::InvalidArgumentError(absl::StrCat("recording format ", head.format(),
                                                   " is newer than this program understands (",
                                                   kRecordingFormat, ")"));
  }
  return RecordingHead{std::make_shared<const Config>(ConfigOf(head.config())), head.seed(),
                       MomentOf(head.mono_ns(), head.wall_unix_ns())};
}

// One record at the front of `bytes`, which is taken off; false at a file's end.
absl::StatusOr<bool> TakeRecord(std::string_view& bytes, Record& record) {
  if (bytes.empty() || bytes.front() == '\0') return false;
  CodedInputStream coded(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(std::min<size_t>(bytes.size(), INT32_MAX)));
  uint32_t size = 0;
  const bool has_size = coded.ReadVarint32(&size);
  const auto begin = static_cast<size_t>(coded.CurrentPosition());
  if (!has_size || size > bytes.size() - begin ||
      !record.ParseFromArray(bytes.data() + begin, static_cast<int>(size))) {
    return absl::DataLossError("is cut off or malformed");
  }
  bytes.remove_prefix(begin + size);
  return true;
}

}  // namespace

absl::StatusOr<RecordingHead> ReadHead(std::string_view recording) {
  for (Record record;;) {
    const absl::StatusOr<bool> read = TakeRecord(recording, record);
    if (!read.ok() || !*read || record.has_input()) {
      return absl::DataLossError("no recording: it has no head");
    }
    if (record.has_head()) return HeadOf(record.head());
  }
}

RecordingReader::RecordingReader(std::vector<std::string_view> segments)
    : segments_(std::move(segments)), record_(std::make_unique<Record>()) {}

RecordingReader::~RecordingReader() = default;

absl::StatusOr<std::optional<RecordedStep>> RecordingReader::Next() {
  chain_bits_.reset();
  chain_.reset();
  for (;;) {
    const absl::StatusOr<bool> more = NextRecord();
    if (!more.ok()) return more.status();
    if (!*more) return std::nullopt;
    is_finished_ = record_->has_chain();
    if (record_->has_chain()) {
      const RecordedChain& chain = record_->chain();
      chain_ = Checkpoint{chain.steps(), {}, Hash128{chain.high(), chain.low()}};
    }
    if (!record_->has_input()) continue;
    const RecordedInput& recorded = record_->input();
    absl::StatusOr<Input> input = InputOf(recorded);
    if (!input.ok()) return input.status();
    if (recorded.chain_before() != 0) chain_bits_ = recorded.chain_before();
    ++inputs_;
    return RecordedStep{MomentOf(recorded.mono_ns(), recorded.wall_unix_ns()), *std::move(input)};
  }
}

absl::Status RecordingReader::Compare(const Trace& trace) const {
  const Hash128 chain = trace.chain();
  const bool bits_hold = !chain_bits_ || *chain_bits_ == static_cast<uint32_t>(chain.low);
  const bool chain_holds = !chain_ || (chain_->steps == trace.steps() && chain_->chain == chain);
  if (bits_hold && chain_holds) return absl::OkStatus();
  std::string recorded = "another";
  if (chain_) recorded = absl::StrCat(chain_->chain.Hex(), " after step ", chain_->steps);
  return absl::FailedPreconditionError(absl::StrCat("after step ", trace.steps(), " the chain is ",
                                                    chain.Hex(), ", recorded is ", recorded));
}

absl::StatusOr<bool> RecordingReader::NextRecord() {
  while (segment_ < segments_.size()) {
    const absl::StatusOr<bool> more = NextOfSegment();
    if (!more.ok() || *more) return more;
    ++segment_;
    at_ = 0;
  }
  return false;
}

// Checks where it stands in its recording, too.
absl::StatusOr<bool> RecordingReader::NextOfSegment() {
  const bool is_first = at_ == 0;
  std::string_view rest = segments_[segment_].substr(at_);
  const size_t before = rest.size();
  const absl::StatusOr<bool> more = TakeRecord(rest, *record_);
  ++records_;
  if (!more.ok()) {
    return absl::DataLossError(
        absl::StrCat("record ", records_, " ", std::string(more.status().message())));
  }
  at_ += before - rest.size();
  if (!*more || !is_first) return more;
  if (absl::Status status = TakeSegment(); !status.ok()) return status;
  return true;
}

absl::Status RecordingReader::TakeSegment() {
  const bool is_alone = segments_.size() == 1 && !record_->has_segment();
  if (is_alone) return absl::OkStatus();
  const RecordedSegment& segment = record_->segment();
  if (segment_ == 0) recording_id_ = segment.recording();
  if (record_->has_segment() && segment.number() == segment_ + 1 &&
      segment.recording() == recording_id_) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "file ", segment_ + 1, " is not that of the recording (it has number ", segment.number(),
      record_->has_segment() && segment.recording() != recording_id_ ? " of another one" : "",
      "): give all files of one recording, in the order of their names"));
}

}  // namespace confab::sim
