#include "tools/confab/files.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "sim/scenario_file.h"

namespace confab::tools {
namespace {

absl::Status Wrong(const std::string& path, const char* what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return Wrong(path, "is a directory");
  std::ifstream in(path, std::ios::binary);
  if (!in) return Wrong(path, std::strerror(errno));
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) return Wrong(path, "cannot be read");
  return std::move(text).str();
}

absl::Status WriteFileAtomically(const std::string& path, std::string_view text) {
  const std::string draft = absl::StrCat(path, ".", getpid(), ".tmp");
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return Wrong(draft, std::strerror(errno));
  if (std::rename(draft.c_str(), path.c_str()) != 0) return Wrong(path, std::strerror(errno));
  return absl::OkStatus();
}

absl::Status MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Wrong(path, error.message().c_str());
  return absl::OkStatus();
}

absl::StatusOr<sim::Scenario> ReadScenario(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<sim::Scenario> scenario = sim::ParseScenario(*text);
  if (scenario.ok()) return scenario;
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", scenario.status().message()));
}

absl::Status WriteScenario(const std::string& path, const sim::Scenario& scenario) {
  return WriteFileAtomically(path, sim::CanonicalText(scenario));
}

}  // namespace confab::tools
