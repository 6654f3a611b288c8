// Files of the tool: read whole, written whole or not at all.
//
//   absl::StatusOr<std::string> text = ReadFile(path);
//   absl::Status status = WriteFileAtomically(path, *text);
//
// Invariants: a reader never sees half a file, whenever the writer is stopped; messages say what
// was wrong with which path, in one line.

#ifndef CONFAB_TOOLS_CONFAB_FILES_H_
#define CONFAB_TOOLS_CONFAB_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

absl::StatusOr<std::string> ReadFile(const std::string& path);
absl::Status WriteFileAtomically(const std::string& path, std::string_view text);

// Makes a directory and those above it; fine if it is there.
absl::Status MakeDirectory(const std::string& path);

// A scenario file, parsed; the message starts with the path.
absl::StatusOr<sim::Scenario> ReadScenario(const std::string& path);
absl::Status WriteScenario(const std::string& path, const sim::Scenario& scenario);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_FILES_H_
