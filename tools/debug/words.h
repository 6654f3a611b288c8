// The words of a command: taken from the front of a line, read as numbers and instants.
//
//   std::string_view rest = "until +1ms";
//   const std::string command = TakeWord(rest);                       // "until"; rest is "+1ms"
//   const absl::StatusOr<Instant> at = ParseInstant(TakeWord(rest), run.now());
//
// Invariants: a word is what stands between spaces; what is left never begins with one. Complaints
// say what would have been right.

#ifndef CONFAB_TOOLS_DEBUG_WORDS_H_
#define CONFAB_TOOLS_DEBUG_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/moment.h"

namespace confab::tools {

std::string TakeWord(std::string_view& text);

// Without spaces at both ends.
std::string_view Trimmed(std::string_view text);

absl::StatusOr<uint64_t> ParseNumber(const std::string& word, const std::string& of_what);

// "240s", "1.5s", "1h2m"; a bare number means seconds; "+1ms" is counted from `now`.
absl::StatusOr<Instant> ParseInstant(const std::string& word, Instant now);

// "240 s"
std::string Seconds(Instant at);

// " (is it back?)": the one that needs the fewest edits to become `word`; empty if all are far.
std::string IsIt(const std::string& word, const std::vector<std::string>& known);

// What a person has typed wrong, in words that say what to do.
absl::Status Refused(const std::string& why);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_WORDS_H_
