// A recording of confabd: read, told again, and as a scenario.
//
//   absl::StatusOr<Recording> recording = Recording::Open({"confabd-1.0001.rec"});
//   Retelling retelling(*recording, **subject);
//   absl::Status status = retelling.RunUntil(Instant::Never());   // kFailedPrecondition: differs
//   WriteScenario(path, *AsScenario(*recording));
//
// Invariants: files are read as they are needed, not into memory.

#ifndef CONFAB_TOOLS_RECORDING_RECORDING_H_
#define CONFAB_TOOLS_RECORDING_RECORDING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "sim/recorder.h"
#include "sim/scenario.pb.h"
#include "sim/trace.h"

namespace confab::tools {

// Whether the file begins as one does.
bool IsRecording(const std::string& path);

class Recording {
 public:
  // The message names the file.
  static absl::StatusOr<Recording> Open(const std::vector<std::string>& paths);

  const sim::RecordingHead& head() const { return head_; }
  std::vector<std::string_view> segments() const;

 private:
  struct Unmap {
    size_t bytes = 0;
    void operator()(const char* map) const;
  };
  using Mapping = std::unique_ptr<const char, Unmap>;

  static absl::StatusOr<Mapping> Map(const std::string& path);

  std::vector<Mapping> files_;
  sim::RecordingHead head_;
};

class Retelling {
 public:
  // Both must outlive it; the subject is as the head of the recording says.
  Retelling(const Recording& recording, Subject& subject)
      : reader_(recording.segments()), subject_(subject) {}

  // Tells what came by `until`.
  absl::Status RunUntil(Instant until);

  const sim::Trace& trace() const { return trace_; }
  Instant now() const { return now_; }  // of the last step
  bool is_at_end() const { return is_at_end_; }
  // The recorder came to its end in order.
  bool is_finished() const { return reader_.is_finished(); }

 private:
  sim::RecordingReader reader_;
  Subject& subject_;
  sim::Trace trace_;
  Instant now_;
  bool is_at_end_ = false;
};

// Each link is a client that connects, sends and ends as its peer did. Addresses are those of the
// simulator. What the daemon's transport and its store did is the simulator's, too: nobody reads
// slowly, and proofs, which are not in a recording, are wrong.
absl::StatusOr<sim::Scenario> AsScenario(const Recording& recording);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_RECORDING_RECORDING_H_
