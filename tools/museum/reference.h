// The server without the defect, in a process of its own, asked for witnesses.
//
//   absl::StatusOr<std::unique_ptr<Reference>> reference = Reference::Start("./exhibit");
//   (*reference)->WitnessOf(scenario);
//
// Invariants: the program started is the same but for the defect; it ends when its input does. Who
// forks may go on asking, one at a time.

#ifndef CONFAB_TOOLS_MUSEUM_REFERENCE_H_
#define CONFAB_TOOLS_MUSEUM_REFERENCE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

class Reference {
 public:
  static absl::StatusOr<std::unique_ptr<Reference>> Start(const std::string& program);
  ~Reference();
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;

  // Nothing if the process is gone.
  std::optional<sim::Hash128> WitnessOf(const sim::Scenario& scenario);

 private:
  Reference(int to, int from) : to_(to), from_(from) {}

  int to_;
  int from_;
};

// What the other process does: answers from one descriptor to another until there is no more.
void ServeWitnesses(const props::Trial& trial, int in, int out);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_REFERENCE_H_
