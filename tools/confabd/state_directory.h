// Where the accounts are when the settings do not say.
//
//   absl::StatusOr<std::string> path = StoreFile(settings);
//   if (!path.ok()) return Fail(path.status());   // says which setting helps
//
// Invariants: settings first, then $STATE_DIRECTORY (systemd), $XDG_STATE_HOME, ~/.local/state. Of
// the last two the directory confabd/ is made, for its owner only.

#ifndef CONFAB_TOOLS_CONFABD_STATE_DIRECTORY_H_
#define CONFAB_TOOLS_CONFABD_STATE_DIRECTORY_H_

#include <string>

#include "absl/status/statusor.h"
#include "tools/confabd/config/settings.h"

namespace confab {

absl::StatusOr<std::string> StoreFile(const Settings& settings);

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_STATE_DIRECTORY_H_
