#include "tools/confabd/state_directory.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace confab {
namespace {

constexpr char kFileName[] = "confabd.db";

std::filesystem::path Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Of $STATE_DIRECTORY, which may be a list, the first.
std::filesystem::path ServiceDirectory() {
  const std::string list = Variable("STATE_DIRECTORY");
  return list.substr(0, list.find(':'));
}

}  // namespace

absl::StatusOr<std::string> StoreFile(const Settings& settings) {
  if (!settings.store_file.empty()) return settings.store_file;
  if (const auto service = ServiceDirectory(); !service.empty()) return service / kFileName;
  std::filesystem::path base = Variable("XDG_STATE_HOME");
  if (base.empty() && !Variable("HOME").empty()) base = Variable("HOME") / ".local" / "state";
  if (base.empty()) {
    return absl::NotFoundError("no place for the accounts: no home directory; set store_file");
  }
  const std::filesystem::path folder = base / "confabd";
  std::error_code error;
  std::filesystem::create_directories(base, error);
  if (!error && mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    error = std::error_code(errno, std::generic_category());
  }
  if (!error) return folder / kFileName;
  return absl::UnavailableError(
      absl::StrCat(folder.string(), ": ", error.message(), "; set store_file"));
}

}  // namespace confab
