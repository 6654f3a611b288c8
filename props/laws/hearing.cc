#include "props/laws/hearing.h"

#include <utility>

#include "server_core/api/limits.h"

namespace confab::props {

void Hearing::Hear(std::string_view bytes, std::vector<Heard>& heard) {
  for (const char byte : bytes) HearByte(byte, heard);
}

void Hearing::HearByte(char byte, std::vector<Heard>& heard) {
  if (byte == '\r' || byte == '\n') return EndLine(heard);
  if (discarding_) return;
  line_ += byte;
  if (byte == '\0') has_nul_ = true;
  if (byte == ' ' && tags_bytes_ == 0 && line_.front() == '@') tags_bytes_ = line_.size();
  if (!OverBudget()) return;
  heard.push_back({HeardKind::kTooLong, {}});
  discarding_ = true;
  line_.clear();
}

bool Hearing::OverBudget() const {
  const bool in_tags = line_.front() == '@' && tags_bytes_ == 0;
  if (in_tags || line_.size() == tags_bytes_) return line_.size() > kTagsBytesMax;
  return line_.size() - tags_bytes_ > kBodyBytesMax;
}

void Hearing::EndLine(std::vector<Heard>& heard) {
  if (has_nul_ && !discarding_) {
    heard.push_back({HeardKind::kHasNul, {}});
  } else if (!line_.empty()) {
    heard.push_back({HeardKind::kLine, std::exchange(line_, {})});
  }
  line_.clear();
  tags_bytes_ = 0;
  discarding_ = false;
  has_nul_ = false;
}

}  // namespace confab::props
