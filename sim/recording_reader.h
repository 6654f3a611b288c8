// Reads a recording, step by step.
//
//   RecordingReader reader({first_file, second_file});
//   while (true) {
//     const absl::StatusOr<std::optional<RecordedStep>> step = reader.Next();
//     if (!step.ok() || !step->has_value()) break;
//     if (absl::Status same = reader.Compare(trace); !same.ok()) return same;
//     trace.Add((*step)->now, (*step)->input, subject.Advance((*step)->now, (*step)->input));
//   }
//
// Invariants: a file that is missing, doubled or out of order is an error, and so is a record that
// is cut off. A file whose writer died ends after the last whole record.

#ifndef CONFAB_SIM_RECORDING_READER_H_
#define CONFAB_SIM_RECORDING_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "sim/trace.h"

namespace confab::sim {

class Record;

inline constexpr uint32_t kRecordingFormat = 1;

// What a subject is made with.
struct RecordingHead {
  std::shared_ptr<const Config> config;
  uint64_t seed = 0;
  Moment start;
};

// Of the first file of a recording.
absl::StatusOr<RecordingHead> ReadHead(std::string_view recording);

struct RecordedStep {
  Moment now;
  Input input;  // valid until the next call of the reader
};

class RecordingReader {
 public:
  // The files of one recording, in their order; they must outlive the reader.
  explicit RecordingReader(std::vector<std::string_view> segments);
  ~RecordingReader();

  // Nothing at the end.
  absl::StatusOr<std::optional<RecordedStep>> Next();

  // OK, or how the chain of the steps before the one that came last differs from the recorded one.
  // After the end: of all steps.
  absl::Status Compare(const Trace& trace) const;

  // Whether the end of the recording came in order, with the last chain as its last word.
  bool is_finished() const { return is_finished_; }

 private:
  absl::StatusOr<bool> NextRecord();  // false at the end
  absl::StatusOr<bool> NextOfSegment();
  absl::Status TakeSegment();

  std::vector<std::string_view> segments_;
  size_t segment_ = 0;         // that is being read
  size_t at_ = 0;              // in it
  uint64_t records_ = 0;       // so far, for errors
  uint64_t recording_id_ = 0;  // of the first segment
  uint64_t inputs_ = 0;        // so far
  std::unique_ptr<Record> record_;
  std::optional<uint32_t> chain_bits_;  // recorded for the steps before the last input
  std::optional<Checkpoint> chain_;     // the whole chain, where it was recorded there
  bool is_finished_ = false;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_RECORDING_READER_H_
