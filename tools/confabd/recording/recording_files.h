// The files of recordings in a folder: written in place, bounded, left whole by a crash.
//
//   RecordingFiles files("/var/lib/confabd/record", limits);
//   absl::Status status = files.Begin(now.wall);       // the oldest recordings go
//   files.Append(record);                              // false: it does not go on, see why()
//   files.End();
//
// Invariants: a file is reserved on the disk before it is written, and its pages are the kernel's:
// what was appended survives the death of the process, not that of the machine. No file has more
// than segment_bytes, no recording more than segments_max files, and the folder no more than
// recordings_max recordings, this one included; nothing else in it is touched.

#ifndef CONFAB_TOOLS_CONFABD_RECORDING_RECORDING_FILES_H_
#define CONFAB_TOOLS_CONFABD_RECORDING_RECORDING_FILES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace confab {

struct RecordingLimits {
  size_t segment_bytes;
  size_t segments_max;
  size_t recordings_max;
};

class RecordingFiles {
 public:
  RecordingFiles(std::string folder, const RecordingLimits& limits)
      : folder_(std::move(folder)), limits_(limits) {}
  ~RecordingFiles() { End(); }
  RecordingFiles(const RecordingFiles&) = delete;
  RecordingFiles& operator=(const RecordingFiles&) = delete;

  // Makes the folder if it is missing.
  absl::Status Begin(absl::Time wall);
  // One whole record. False: it is not written, and nothing more will be.
  bool Append(std::string_view record);
  void End();

  bool is_open() const { return map_ != nullptr; }
  size_t segments() const { return segments_; }
  // Of the recording at hand: its files are this, a dot, a number and ".rec".
  const std::string& name() const { return name_; }
  const std::string& why() const { return why_; }  // Append was false

 private:
  absl::Status OpenSegment();
  void CloseSegment();
  absl::Status RemoveOldest() const;
  bool Fail(std::string why);

  std::string folder_;
  RecordingLimits limits_;
  std::string name_;
  std::string why_;
  uint64_t recording_id_ = 0;
  size_t begun_ = 0;     // recordings of this process
  size_t segments_ = 0;  // of the recording
  int descriptor_ = -1;
  char* map_ = nullptr;
  size_t used_ = 0;  // bytes of the segment
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_RECORDING_RECORDING_FILES_H_
