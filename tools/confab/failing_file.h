// A file whose scenario breaks a law here: where shrinking and explaining begin.
//
//   const absl::StatusOr<FailingFile> failing = RunFailingFile(trial, path, {"keepalive"});
//   if (!failing.ok()) return failing.status();     // unreadable, or nothing is broken
//   Reduction reduction(*failing->check, failing->broken, path);
//
// Invariant: the scenario has just been run, in another process, and failed as `broken` says.

#ifndef CONFAB_TOOLS_CONFAB_FAILING_FILE_H_
#define CONFAB_TOOLS_CONFAB_FAILING_FILE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "sim/scenario.pb.h"
#include "tools/confab/reduction.h"

namespace confab::tools {

struct FailingFile {
  sim::Scenario scenario;
  std::unique_ptr<IsolatedCheck> check;
  Outcome outcome;
  Fingerprint broken;
};

// Under the laws named, or the one that the file expects to break, or all. The trial must outlive
// the result.
absl::StatusOr<FailingFile> RunFailingFile(const props::Trial& trial, const std::string& path,
                                           const std::vector<std::string>& laws);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_FAILING_FILE_H_
