#include "tools/confabd/recording/recording_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <system_error>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "sim/recorder.h"

namespace confab {
namespace {

namespace fs = std::filesystem;

constexpr char kPrefix[] = "confabd-";
constexpr char kSuffix[] = ".rec";

absl::Status Fault(absl::string_view path, int error) {
  return absl::UnavailableError(absl::StrCat(path, ": ", std::strerror(error)));
}

// The recording that a file belongs to; empty: none of ours.
std::string RecordingOf(const std::string& file) {
  if (!absl::StartsWith(file, kPrefix) || !absl::EndsWith(file, kSuffix)) return "";
  const size_t dot = file.find('.');
  return dot + sizeof(".0001") - 1 + sizeof(kSuffix) - 1 <= file.size() ? file.substr(0, dot) : "";
}

}  // namespace

absl::Status RecordingFiles::Begin(absl::Time wall) {
  End();
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return absl::UnavailableError(absl::StrCat(folder_, ": ", error.message()));
  // Names sort by time; the number parts recordings of one second.
  name_ = absl::StrFormat("%s%s-%d-%d", kPrefix,
                          absl::FormatTime("%Y%m%dT%H%M%SZ", wall, absl::UTCTimeZone()), getpid(),
                          ++begun_);
  recording_id_ = static_cast<uint64_t>(absl::ToUnixNanos(wall));
  segments_ = 0;
  if (absl::Status status = RemoveOldest(); !status.ok()) return status;
  return OpenSegment();
}

// Leaves room for one more recording.
absl::Status RecordingFiles::RemoveOldest() const {
  std::map<std::string, std::vector<fs::path>> recordings;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    const std::string recording = RecordingOf(entry.path().filename().string());
    if (!recording.empty()) recordings[recording].push_back(entry.path());
  }
  while (!error && recordings.size() >= limits_.recordings_max) {
    for (const fs::path& path : recordings.begin()->second) fs::remove(path, error);
    recordings.erase(recordings.begin());
  }
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(folder_, ": ", error.message()));
}

absl::Status RecordingFiles::OpenSegment() {
  const std::string path = absl::StrFormat("%s/%s.%04d%s", folder_, name_, segments_ + 1, kSuffix);
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return Fault(path, errno);
  const auto size = static_cast<off_t>(limits_.segment_bytes);
  int error = posix_fallocate(descriptor_, 0, size);
  void* map = MAP_FAILED;
  if (error == 0) {
    map = mmap(nullptr, limits_.segment_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
    error = map == MAP_FAILED ? errno : 0;
  }
  if (error != 0) {
    close(descriptor_);
    unlink(path.c_str());
    return Fault(path, error);
  }
  map_ = static_cast<char*>(map);
  ++segments_;
  const std::string number = sim::SegmentRecord(recording_id_, static_cast<uint32_t>(segments_));
  std::memcpy(map_, number.data(), number.size());
  used_ = number.size();
  return absl::OkStatus();
}

bool RecordingFiles::Append(std::string_view record) {
  if (!is_open()) return false;
  if (record.size() > limits_.segment_bytes - used_) {
    if (segments_ == limits_.segments_max) return Fail("the recording has all of its files");
    CloseSegment();
    if (absl::Status status = OpenSegment(); !status.ok()) {
      return Fail(std::string(status.message()));
    }
    if (record.size() > limits_.segment_bytes - used_) return Fail("a record is too long");
  }
  // The first byte, which is never 0, comes last: a reader sees whole records only.
  char* const to = map_ + used_;
  std::memcpy(to + 1, record.data() + 1, record.size() - 1);
  std::atomic_signal_fence(std::memory_order_release);
  *to = record[0];
  used_ += record.size();
  return true;
}

void RecordingFiles::End() {
  if (is_open()) CloseSegment();
}

void RecordingFiles::CloseSegment() {
  munmap(map_, limits_.segment_bytes);
  map_ = nullptr;
  // Where this fails the zeros behind the last record end the file.
  [[maybe_unused]] const int cut = ftruncate(descriptor_, static_cast<off_t>(used_));
  close(descriptor_);
}

bool RecordingFiles::Fail(std::string why) {
  End();
  why_ = std::move(why);
  return false;
}

}  // namespace confab
