// Results of campaigns: a line of JSON for each finished piece, appended, merged by concatenation.
//
//   absl::StatusOr<ResultsFile> file = ResultsFile::Open("results.jsonl");
//   file->Append(line);                                   // one write, then it is on its way to
//   disk const auto lines = ParseResults(*ReadFile("a.jsonl") + *ReadFile("b.jsonl"));
//
// Invariants: a file is whole lines, whenever its writer was killed; what a killed writer may have
// left behind the last line is cut off by the next one. Unknown fields are an error of the reader.

#ifndef CONFAB_TOOLS_CAMPAIGN_RESULTS_H_
#define CONFAB_TOOLS_CAMPAIGN_RESULTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/campaign/results.pb.h"

namespace confab::tools {

inline constexpr uint32_t kResultsFormat = 1;

// One line, ended by LF.
std::string ResultText(const ResultLine& line);

// All lines of a text; the message names the first that cannot be read.
absl::StatusOr<std::vector<ResultLine>> ParseResults(std::string_view text);

// The first seed from `seed` on that no line of the same commit, strategy and profile covers.
uint64_t FirstSeedMissing(const std::vector<ResultLine>& lines, const ResultLine& like,
                          uint64_t seed);

class ResultsFile {
 public:
  // Makes the file if it is not there; else reads what it has.
  static absl::StatusOr<ResultsFile> Open(const std::string& path);
  ResultsFile(ResultsFile&& other) noexcept;
  ResultsFile& operator=(ResultsFile&&) = delete;
  ~ResultsFile();

  const std::vector<ResultLine>& lines() const { return lines_; }
  absl::Status Append(const ResultLine& line);

 private:
  ResultsFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_;
  std::vector<ResultLine> lines_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CAMPAIGN_RESULTS_H_
