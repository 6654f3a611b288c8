// What a shell can drive: the one door of the core.
//
//   const Step step = subject.Advance(now, Received{link, bytes});
//   Obey(step.outputs);
//   SleepUntil(std::min(step.wake_at, next_io));   // then Advance(then, Woke{})
//
// Invariants: one call returns everything the core wants done. Equal instants may come in any
// order; a smaller `mono` than before fails a CONFAB_CHECK. Nothing blocks, nothing is global, and
// the same calls on two subjects made alike give the same bytes. A clone and its original share
// nothing: whatever becomes of one, the other goes on as if it were alone.

#ifndef CONFAB_SERVER_CORE_API_SUBJECT_H_
#define CONFAB_SERVER_CORE_API_SUBJECT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"

namespace confab {

// Valid until the next Advance of the same subject.
struct Step {
  absl::Span<const Output> outputs;
  Instant
      wake_at;  // when Woke is wanted; may be in the past when the shell is late; Never() if idle
};

class Subject {
 public:
  virtual ~Subject() = default;

  [[nodiscard]] virtual Step Advance(const Moment& now, const Input& input) = 0;

  // Canonical text of who is where, for oracles. The format is in model/CLAUSES.md, 8.
  virtual std::string Census() const = 0;

  // The first broken invariant of the core's own structures, or OK. Cost: linear in the world.
  virtual absl::Status Audit() const = 0;

  // Live objects and bytes per owner. Constant time.
  virtual const Ledger& Accounts() const = 0;

  // A subject of the same state, which goes on independently; the last step's outputs do not come
  // along. Null: cannot be copied.
  virtual std::unique_ptr<Subject> Clone() const { return nullptr; }
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_SUBJECT_H_
