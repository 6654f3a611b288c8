#include "tools/recording/recording.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace confab::tools {
namespace {

constexpr size_t kBeginBytes = 1 << 16;  // a head is shorter

}  // namespace

bool IsRecording(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string begin(kBeginBytes, '\0');
  in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<size_t>(in.gcount()));
  return sim::ReadHead(begin).ok();
}

void Recording::Unmap::operator()(const char* map) const { munmap(const_cast<char*>(map), bytes); }

absl::StatusOr<Recording> Recording::Open(const std::vector<std::string>& paths) {
  Recording recording;
  for (const std::string& path : paths) {
    absl::StatusOr<Mapping> file = Map(path);
    if (!file.ok()) return file.status();
    recording.files_.push_back(*std::move(file));
  }
  absl::StatusOr<sim::RecordingHead> head = sim::ReadHead(recording.segments().front());
  if (!head.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(paths.front(), ": ", head.status().message()));
  }
  recording.head_ = *std::move(head);
  return recording;
}

std::vector<std::string_view> Recording::segments() const {
  std::vector<std::string_view> segments;
  for (const Mapping& file : files_) segments.emplace_back(file.get(), file.get_deleter().bytes);
  return segments;
}

absl::StatusOr<Recording::Mapping> Recording::Map(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  void* map = MAP_FAILED;
  if (descriptor >= 0 && fstat(descriptor, &status) == 0) {
    map = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  const int error = errno;
  if (descriptor >= 0) close(descriptor);
  if (map != MAP_FAILED) {
    return Mapping(static_cast<const char*>(map), Unmap{static_cast<size_t>(status.st_size)});
  }
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", std::strerror(error)));
}

absl::Status Retelling::RunUntil(Instant until) {
  for (;;) {
    const absl::StatusOr<std::optional<sim::RecordedStep>> step = reader_.Next();
    if (!step.ok()) return step.status();
    if (absl::Status status = reader_.Compare(trace_); !status.ok()) return status;
    is_at_end_ = !step->has_value();
    if (is_at_end_ || (*step)->now.mono > until) return absl::OkStatus();
    const sim::RecordedStep& told = **step;
    now_ = told.now.mono;
    trace_.Add(told.now, told.input, subject_.Advance(told.now, told.input));
  }
}

}  // namespace confab::tools
