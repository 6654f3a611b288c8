#include "tools/museum/patch.h"

#include <algorithm>
#include <cstdio>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "sim/hash128.h"

namespace confab::tools {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// Where the hunk begins in the patched file; 0 if this is no hunk's first line.
int FirstLineOf(const std::string& line) {
  int first = 0;
  return std::sscanf(line.c_str(), "@@ -%*d,%*d +%d,", &first) == 1 ? first : 0;
}

bool IsWordByte(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// "kName", what a declaration declares: its first word of that form.
std::string ConstantIn(const std::string& line) {
  for (size_t i = 1; i + 1 < line.size(); ++i) {
    const bool begins = line[i] == 'k' && !IsWordByte(line[i - 1]);
    if (!begins || !absl::ascii_isupper(static_cast<unsigned char>(line[i + 1]))) continue;
    const auto end = std::find_if_not(line.begin() + static_cast<long>(i), line.end(), IsWordByte);
    return std::string(line.begin() + static_cast<long>(i), end);
  }
  return "";
}

// Collects lines while the hunk goes by.
class HunkReader {
 public:
  void Begin(int first_line) {
    in_hunk_ = true;
    next_ = first_line;
  }
  bool in_hunk() const { return in_hunk_; }

  void Take(const std::string& line) {
    if (absl::StartsWith(line, "-")) {
      if (gap_at_ == 0) gap_at_ = next_;
      return;
    }
    if (absl::StartsWith(line, "+")) added_.push_back(next_);
    if (absl::StartsWith(line, "+constexpr ")) constants_.push_back(ConstantIn(line));
    ++next_;
  }

  const std::vector<std::string>& constants() const { return constants_; }

  std::vector<int> Lines() const {
    if (!added_.empty() || gap_at_ == 0) return added_;
    return {gap_at_ - 1, gap_at_};
  }

 private:
  bool in_hunk_ = false;
  int next_ = 0;
  int gap_at_ = 0;
  std::vector<int> added_;
  std::vector<std::string> constants_;
};

void TakeHeader(const std::string& line, PlantedDefect& defect) {
  absl::string_view rest = line;
  if (absl::ConsumePrefix(&rest, "Law: ")) defect.law = std::string(rest);
  if (absl::ConsumePrefix(&rest, "Kill: ")) defect.crash_kills = rest == "crash";
  if (!absl::ConsumePrefix(&rest, "+++ ")) return;
  defect.file = std::string(rest.substr(rest.rfind('/') + 1));
}

}  // namespace

std::vector<int> LinesNaming(std::string_view source, const std::vector<std::string>& names) {
  std::vector<int> lines;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(View(source), '\n')) {
    ++number;
    for (const std::string& name : names) {
      if (name.empty() || !absl::StrContains(line, name)) continue;
      lines.push_back(number);
      break;
    }
  }
  return lines;
}

absl::StatusOr<PlantedDefect> ReadPatch(std::string_view name, std::string_view text) {
  PlantedDefect defect;
  defect.name = std::string(name);
  HunkReader hunk;
  for (const absl::string_view part : absl::StrSplit(absl::StripSuffix(View(text), "\n"), '\n')) {
    const std::string line(part);
    if (const int first = FirstLineOf(line); first != 0) {
      hunk.Begin(first);
    } else if (hunk.in_hunk()) {
      hunk.Take(line);
    } else {
      TakeHeader(line, defect);
    }
  }
  defect.lines = hunk.Lines();
  defect.constants = hunk.constants();
  sim::Hasher128 hasher;
  hasher.Text(text);
  defect.fingerprint = hasher.Finish().Hex().substr(0, 16);
  if (!defect.law.empty() && !defect.file.empty() && !defect.lines.empty()) return defect;
  return absl::InvalidArgumentError(absl::StrCat(
      View(name), ": a patch needs a Law: line, a file and a hunk that changes lines"));
}

}  // namespace confab::tools
