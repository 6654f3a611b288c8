#include "tools/confabd/recording/black_box.h"

#include <string_view>

namespace confab {
namespace {

constexpr uint64_t kChainEvery = 4096;  // whole; a part of it is in every record

}  // namespace

absl::Status BlackBox::Begin(Subject& core, const Config& config, uint64_t seed,
                             const Moment& now) {
  End();
  core_ = &core;
  if (absl::Status status = files_.Begin(now.wall); !status.ok()) return status;
  recording_ = std::make_unique<Recording>(config.password);
  recording_->subject = std::make_unique<sim::RecordingSubject>(
      core, sim::RecordingHead{Redactor::Redacted(config), seed, now},
      [this](std::string_view record) { files_.Append(record); }, kChainEvery,
      &recording_->redactor);
  log_.Write(LogLevel::kInfo, "RECORDING", {{"name", files_.name()}});
  return absl::OkStatus();
}

void BlackBox::End() {
  if (recording_ == nullptr) return;
  recording_->subject->Finish();
  recording_.reset();
  files_.End();
}

Step BlackBox::Advance(const Moment& now, const Input& input) {
  if (recording_ == nullptr) return core_->Advance(now, input);
  const Step step = recording_->subject->Advance(now, input);
  if (files_.is_open()) return step;
  log_.Write(LogLevel::kWarning, "RECORDING_ENDED",
             {{"name", files_.name()}, {"why", files_.why()}});
  recording_.reset();
  return step;  // the outputs are the core's own
}

}  // namespace confab
