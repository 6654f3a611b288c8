#include "tools/campaign/results.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "tools/confab/files.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

std::string FailureText(const FailureLine& failure) {
  JsonObject object;
  object.Text("law", failure.law());
  object.Text("rule", failure.rule());
  object.Text("kind", failure.kind());
  object.Unsigned("seed", failure.seed());
  object.Text("detail", failure.detail());
  object.Text("scenario", failure.scenario());
  object.Text("replay", failure.replay());
  return object.text();
}

void AddLists(const ResultLine& line, JsonObject& object) {
  std::vector<std::string> cells;
  for (const uint32_t cell : line.new_cells()) cells.push_back(std::to_string(cell));
  std::vector<std::string> probes;
  for (const std::string& probe : line.new_probes()) probes.push_back(JsonText(probe));
  std::vector<std::string> failures;
  for (const FailureLine& failure : line.failures()) failures.push_back(FailureText(failure));
  object.Value("failures", JsonList(failures));
  object.Value("new_probes", JsonList(probes));
  object.Value("new_cells", JsonList(cells));
}

}  // namespace

// By hand, since protobuf's JSON writes 64-bit numbers as texts; it reads both.
std::string ResultText(const ResultLine& line) {
  JsonObject object;
  object.Unsigned("format", line.format());
  object.Text("commit", line.commit());
  object.Text("strategy", line.strategy());
  object.Text("profile", line.profile());
  object.Unsigned("seed_first", line.seed_first());
  object.Unsigned("seed_last", line.seed_last());
  object.Unsigned("runs", line.runs());
  object.Number("virtual_ms", line.virtual_ms());
  object.Unsigned("events", line.events());
  object.Unsigned("connections", line.connections());
  object.Unsigned("lines_in", line.lines_in());
  object.Unsigned("lines_out", line.lines_out());
  object.Unsigned("faults", line.faults());
  object.Unsigned("effective_faults", line.effective_faults());
  object.Number("started_unix_ms", line.started_unix_ms());
  object.Number("wall_ms", line.wall_ms());
  object.Unsigned("jobs", line.jobs());
  AddLists(line, object);
  return object.text() + "\n";
}

absl::StatusOr<std::vector<ResultLine>> ParseResults(std::string_view text) {
  std::vector<ResultLine> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    ResultLine line;
    const auto status =
        google::protobuf::util::JsonStringToMessage(std::string(text.substr(0, end)), &line);
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", lines.size() + 1, " is no result: ", status.ToString()));
    }
    if (line.format() != kResultsFormat) {
      return absl::InvalidArgumentError(absl::StrCat("line ", lines.size() + 1, " has format ",
                                                     line.format(), ", not ", kResultsFormat));
    }
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

uint64_t FirstSeedMissing(const std::vector<ResultLine>& lines, const ResultLine& like,
                          uint64_t seed) {
  for (bool moved = true; moved;) {
    moved = false;
    for (const ResultLine& line : lines) {
      const bool alike = line.commit() == like.commit() && line.strategy() == like.strategy() &&
                         line.profile() == like.profile();
      if (!alike || line.seed_first() > seed || line.seed_last() < seed) continue;
      seed = line.seed_last() + 1;
      moved = true;
    }
  }
  return seed;
}

absl::StatusOr<ResultsFile> ResultsFile::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) return absl::ErrnoToStatus(errno, path);
  ResultsFile file(path, fd);
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  text->resize(text->rfind('\n') + 1);  // npos + 1 is 0
  if (ftruncate(fd, static_cast<off_t>(text->size())) != 0) {
    return absl::ErrnoToStatus(errno, path);
  }
  absl::StatusOr<std::vector<ResultLine>> lines = ParseResults(*text);
  if (!lines.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", lines.status().message()));
  }
  file.lines_ = *std::move(lines);
  return file;
}

ResultsFile::ResultsFile(ResultsFile&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      lines_(std::move(other.lines_)) {}

ResultsFile::~ResultsFile() {
  if (fd_ >= 0) close(fd_);
}

absl::Status ResultsFile::Append(const ResultLine& line) {
  const std::string text = ResultText(line);
  const ssize_t written = write(fd_, text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) return absl::ErrnoToStatus(errno, path_);
  lines_.push_back(line);
  return absl::OkStatus();
}

}  // namespace confab::tools
