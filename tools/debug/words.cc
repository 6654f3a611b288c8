#include "tools/debug/words.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tools/show/story.h"

namespace confab::tools {
namespace {

// More edits than these are another word, not a slip.
size_t SlipsMax(const std::string& word) { return std::max<size_t>(2, word.size() / 3); }

// Characters to put in, leave out or replace.
size_t EditsBetween(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::string TakeWord(std::string_view& text) {
  text = Trimmed(text);
  const std::string word(text.substr(0, text.find(' ')));
  text.remove_prefix(word.size());
  text = Trimmed(text);
  return word;
}

absl::StatusOr<uint64_t> ParseNumber(const std::string& word, const std::string& of_what) {
  uint64_t number = 0;
  if (absl::SimpleAtoi(word, &number)) return number;
  return Refused(absl::StrCat(of_what, " is a number, not '", word, "'"));
}

absl::StatusOr<Instant> ParseInstant(const std::string& word, Instant now) {
  const bool relative = !word.empty() && word.front() == '+';
  std::string amount = relative ? word.substr(1) : word;
  const bool bare = !amount.empty() && amount.find_first_not_of("0123456789.") == std::string::npos;
  if (bare) amount += "s";
  absl::Duration span;
  if (!absl::ParseDuration(amount, &span) || span < absl::ZeroDuration()) {
    return Refused(absl::StrCat("'", word, "' is no time; say 240s, 1.5s or, from here, +1ms"));
  }
  const Duration nanos(absl::ToInt64Nanoseconds(span));
  return (relative ? now : Instant()) + nanos;
}

std::string Seconds(Instant at) { return absl::StrCat(ShownSeconds(at.nanos()), " s"); }

std::string IsIt(const std::string& word, const std::vector<std::string>& known) {
  std::string nearest;
  size_t fewest = SlipsMax(word) + 1;
  for (const std::string& candidate : known) {
    const bool begins_so = word.size() >= 2 && candidate.starts_with(word);
    const size_t edits = begins_so ? 0 : EditsBetween(word, candidate);
    if (edits >= fewest || edits >= std::max(candidate.size(), word.size())) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest.empty() ? "" : absl::StrCat(" (is it ", nearest, "?)");
}

absl::Status Refused(const std::string& why) { return absl::InvalidArgumentError(why); }

}  // namespace confab::tools
