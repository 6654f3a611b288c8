#include "tools/show/story.h"

#include <array>
#include <cstddef>

#include "absl/strings/str_format.h"
#include "sim/transcript.h"

namespace confab::tools {

std::string_view StoryKindName(StoryKind kind) {
  static constexpr std::array<std::string_view, kStoryKindCount> kNames = {
      "opened", "heard",    "piece", "told",         "drained", "lost",  "closed", "woke",
      "asked",  "answered", "note",  "reconfigured", "act",     "fault", "remark", "broken",
  };
  return kNames[static_cast<size_t>(kind)];
}

bool IsWire(StoryKind kind) {
  return kind == StoryKind::kHeard || kind == StoryKind::kPiece || kind == StoryKind::kTold;
}

std::string ShownText(const StoryEvent& event) {
  std::string_view text = event.text;
  const bool is_bytes = IsWire(event.kind) || event.kind == StoryKind::kAct;
  if (is_bytes && text.ends_with("\r\n")) text.remove_suffix(2);
  return sim::Escaped(text);
}

std::string ShownSeconds(int64_t nanos) {
  constexpr int64_t kSecond = 1'000'000'000;
  std::string text = absl::StrFormat("%d.%09d", nanos / kSecond, nanos % kSecond);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace confab::tools
