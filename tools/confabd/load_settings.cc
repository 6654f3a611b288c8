#include "tools/confabd/load_settings.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "tools/confabd/config/config_file.h"

namespace confab {
namespace {

bool WantsTls(const Settings& settings) {
  return std::any_of(settings.listeners.begin(), settings.listeners.end(),
                     [](const ListenerSettings& listener) { return listener.tls; });
}

// Loads the certificate; a fault becomes one more problem of the file.
TlsContext LoadTls(ConfigFile& file) {
  const Settings& settings = file.settings;
  absl::StatusOr<TlsContext> tls = LoadTlsContext(settings.certificate_file, settings.key_file);
  if (tls.ok()) return *std::move(tls);
  const std::string why(tls.status().message());
  const bool is_certificate = why.rfind(settings.certificate_file + ":", 0) == 0;
  file.problems.push_back(
      FileProblem(file, is_certificate ? "tls.certificate_file" : "tls.key_file", why));
  return nullptr;
}

}  // namespace

absl::StatusOr<LoadedSettings> LoadSettings(const std::string& path) {
  if (path.empty()) return LoadedSettings{};
  absl::StatusOr<ConfigFile> file = LoadConfig(path);
  if (!file.ok()) return file.status();
  TlsContext tls;
  if (file->problems.empty() && WantsTls(file->settings)) tls = LoadTls(*file);
  if (file->problems.empty()) return LoadedSettings{std::move(file->settings), std::move(tls)};
  std::string lines;
  for (const ConfigProblem& problem : file->problems) {
    lines += (lines.empty() ? "" : "\n") + ProblemLine(path, problem);
  }
  return absl::InvalidArgumentError(lines);
}

}  // namespace confab
