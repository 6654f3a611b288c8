// The settings of a run, with everything that can be wrong with them told at once.
//
//   absl::StatusOr<LoadedSettings> loaded = LoadSettings("confabd.toml");
//   if (!loaded.ok()) return Fail(loaded.status());   // one line for each problem
//   Serve(loaded->settings, std::move(loaded->tls));
//
// Invariants: what is returned is valid, and its certificate fits its key.

#ifndef CONFAB_TOOLS_CONFABD_LOAD_SETTINGS_H_
#define CONFAB_TOOLS_CONFABD_LOAD_SETTINGS_H_

#include <string>

#include "absl/status/statusor.h"
#include "tools/confabd/config/settings.h"
#include "tools/confabd/net/tls_context.h"

namespace confab {

struct LoadedSettings {
  Settings settings;
  TlsContext tls;  // null if no listener wants it
};

// An empty path: the defaults. kInvalidArgument: the file cannot be read, or is wrong.
absl::StatusOr<LoadedSettings> LoadSettings(const std::string& path);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_LOAD_SETTINGS_H_
