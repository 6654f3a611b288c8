// The same scenarios again and again in one process, each time after another past of the process.
//
//   Repetition repetition(CreateChatServer, std::move(cases), "gcc-opt, plain", report);
//   repetition.RunFirst();                       // the trails that all others must equal
//   repetition.RunAgain();                       // second, shuffled, after 0 to 31 hash tables
//   Print(repetition.cases());
//
// Invariants: every way runs every scenario that has not diverged yet; orders are fixed, not drawn.

#ifndef CONFAB_TOOLS_IDENTITY_REPETITION_H_
#define CONFAB_TOOLS_IDENTITY_REPETITION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "tools/identity/trail.h"

namespace confab::tools {

// Dummy hash tables made before a run: 0 to this many. Each moves the seeds of those behind it.
inline constexpr int kTablesMax = 31;
// Text that all first trails of one process may keep together.
inline constexpr size_t kTrailTextBytesMax = size_t{256} << 20;

// A scenario by name, and its first trail.
struct IdentityCase {
  std::string name;
  sim::Scenario scenario;
  Trail first;
  uint64_t runs = 0;
  bool diverged = false;
};

// A subject as it is before the first step; a function of the script alone.
using CreateSubject = absl::StatusOr<std::unique_ptr<Subject>> (*)(const sim::Script& script);

// Runs a scenario on a fresh subject, under no laws, to its end.
absl::StatusOr<Trail> TrailOf(CreateSubject create, const sim::Scenario& scenario,
                              size_t text_bytes_max);

class Repetition {
 public:
  // Told of each divergence: the case, the other trail and the first step that differs.
  using Report = std::function<void(const IdentityCase&, const Trail& other, int step)>;

  Repetition(CreateSubject create, std::vector<IdentityCase> cases, std::string process,
             Report report);

  absl::Status RunFirst();
  absl::Status RunAgain();
  // A trail of another process is another way, too.
  void Compare(size_t index, const Trail& other);

  const std::vector<IdentityCase>& cases() const { return cases_; }

 private:
  absl::Status RunInOrder(const std::vector<size_t>& order, const std::string& way, int tables);
  absl::StatusOr<Trail> Run(const IdentityCase& one, const std::string& way) const;

  CreateSubject create_;
  std::vector<IdentityCase> cases_;
  std::string process_;
  Report report_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_IDENTITY_REPETITION_H_
