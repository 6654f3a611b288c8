// Keeps a recording of what the core is told, as long as there is room for it.
//
//   BlackBox box(folder, limits, log);
//   if (absl::Status status = box.Begin(*core, config, seed, now); !status.ok()) return status;
//   const Step step = box.Advance(now, input);     // as the core's own
//   if (box.WantsNewCore() && NobodyIsConnected()) ...   // a new core, and Begin again
//
// Invariants: the core is told what it would be told without it. A recording begins with its core,
// as it replays from there only. When it cannot go on, the log tells so once and the core goes on.

#ifndef CONFAB_TOOLS_CONFABD_RECORDING_BLACK_BOX_H_
#define CONFAB_TOOLS_CONFABD_RECORDING_BLACK_BOX_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "server_core/api/config.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "sim/recorder.h"
#include "tools/confabd/log.h"
#include "tools/confabd/recording/recording_files.h"
#include "tools/confabd/recording/redactor.h"

namespace confab {

class BlackBox {
 public:
  BlackBox(std::string folder, const RecordingLimits& limits, const Log& log)
      : files_(std::move(folder), limits), log_(log) {}
  ~BlackBox() { End(); }

  // `core` was made with these and must outlive the recording.
  absl::Status Begin(Subject& core, const Config& config, uint64_t seed, const Moment& now);
  void End();

  [[nodiscard]] Step Advance(const Moment& now, const Input& input);

  bool is_recording() const { return recording_ != nullptr; }
  // Its recording has ended, or has filled a file: a new one would be shorter.
  bool WantsNewCore() const { return !files_.is_open() || files_.segments() > 1; }

 private:
  struct Recording {
    explicit Recording(std::string password) : redactor(std::move(password)) {}
    Redactor redactor;
    std::unique_ptr<sim::RecordingSubject> subject;
  };

  RecordingFiles files_;
  const Log& log_;
  Subject* core_ = nullptr;
  std::unique_ptr<Recording> recording_;  // null: it has ended
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_RECORDING_BLACK_BOX_H_
