#include "tools/mutate/results.h"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "sim/hash128.h"

namespace confab::mutate {

bool IsKill(std::string_view verdict) {
  return verdict == kKilled || verdict == kCrash || verdict == kHang;
}

Results::Results(std::string path, std::string build)
    : path_(std::move(path)), build_(std::move(build)) {
  if (!path_.empty()) Read();
}

void Results::Read() {
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    Result result;
    if (!google::protobuf::util::JsonStringToMessage(line, &result).ok()) continue;
    if (IsKill(result.verdict())) killers_[result.key()] = result.scenario();
    const std::string key = result.key();
    if (result.build() == build_) known_[key] = std::move(result);
  }
}

const Result* Results::Find(const Mutant& mutant, int budget) const {
  const auto found = known_.find(mutant.Key());
  if (found == known_.end()) return nullptr;
  return found->second.budget() == budget ? &found->second : nullptr;
}

std::string Results::KillerOf(const Mutant& mutant) const {
  const auto found = killers_.find(mutant.Key());
  return found == killers_.end() ? "" : found->second;
}

absl::Status Results::Append(Result result) {
  result.set_build(build_);
  std::string line;
  if (!google::protobuf::util::MessageToJsonString(result, &line).ok()) {
    return absl::InternalError("a result cannot be written as JSON");
  }
  if (!path_.empty()) {
    std::ofstream file(path_, std::ios::app);
    if (!(file << line << "\n" << std::flush)) {
      return absl::UnavailableError(absl::StrCat("cannot write ", path_));
    }
  }
  const std::string key = result.key();
  known_[key] = std::move(result);
  return absl::OkStatus();
}

std::string BuildHash() {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(program), {});
  sim::Hasher128 hasher;
  hasher.Text(bytes);
  return hasher.Finish().Hex();
}

}  // namespace confab::mutate
