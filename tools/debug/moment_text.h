// A moment of a run as text: who is there, who owns what, what is to come; and two of them
// compared.
//
//   Print(PendingText(run, 20));
//   Print(LedgerText(run));
//   Print(UnifiedDiff("event 12", MomentText(before), "event 14", MomentText(after)));
//
// Invariants: the same moment gives the same text. A diff has every line that is in one text only,
// in order, with kDiffContextLines of what is in both around it.

#ifndef CONFAB_TOOLS_DEBUG_MOMENT_TEXT_H_
#define CONFAB_TOOLS_DEBUG_MOMENT_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "props/laws/run.h"

namespace confab::tools {

inline constexpr size_t kDiffContextLines = 2;
// Longer texts are shown as all gone and all new: the comparison takes the square.
inline constexpr size_t kDiffLinesMax = 2000;

// Whole, or of "client ID", "channel NAME", "server".
absl::StatusOr<std::string> StateText(const props::Run& run, std::string_view of);
std::string LedgerText(const props::Run& run);
// At most so many lines; what is left out is counted.
std::string PendingText(const props::Run& run, size_t lines_max);
// The last lines of the transcript.
std::string TranscriptText(const props::Run& run, size_t lines);
// All of it, for a comparison.
std::string MomentText(const props::Run& run);

// Empty if there is no difference.
std::string UnifiedDiff(const std::string& old_name, const std::string& old_text,
                        const std::string& new_name, const std::string& new_text);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_MOMENT_TEXT_H_
