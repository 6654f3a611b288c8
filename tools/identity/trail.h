// The trail of a run: a hash chain over every step and the state behind it, with both as text.
//
//   TrailRecorder recorder(script, *server, /*text_bytes_max=*/1 << 20);
//   simulation.Watch(&recorder);
//   simulation.Run({});
//   if (const auto step = FirstDivergence(reference, recorder.trail())) Print(*step);
//
// Invariants: a step's chain covers the moment, the input, the outputs, the wake-up time, what is
// pending, the ledger and the census, of this step and all before; so where two chains differ for
// the first time, something of that very step differs. Text stops at the limit, the chain does not.

#ifndef CONFAB_TOOLS_IDENTITY_TRAIL_H_
#define CONFAB_TOOLS_IDENTITY_TRAIL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/observer.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"
#include "sim/script.h"
#include "sim/trace.h"
#include "tools/identity/trail.pb.h"

namespace confab::tools {

class TrailRecorder final : public Observer {
 public:
  // The script and the subject must outlive the recorder.
  TrailRecorder(const sim::Script& script, const Subject& subject, size_t text_bytes_max)
      : script_(script), subject_(subject), text_bytes_left_(text_bytes_max) {}

  void OnStep(const Moment& now, const Input& input, const Step& step) override;
  const std::optional<Violation>& Verdict() const override { return none_; }

  // All steps so far, and the trace hash.
  Trail Take();

 private:
  TrailDetail DetailOf(const Moment& now, const Input& input, const Step& step);
  void NotePending(const Input& input, const Step& step);

  const sim::Script& script_;
  const Subject& subject_;
  size_t text_bytes_left_;
  sim::Trace trace_;
  sim::Hasher128 states_;
  std::set<uint64_t> pending_;
  Trail trail_;
  std::optional<Violation> none_;
};

// Index of the first step that differs, by bisection of the chains; a run that goes on where the
// other has ended differs there. Nothing if the trails are the same.
std::optional<int> FirstDivergence(const Trail& a, const Trail& b);

// The step at which two trails go apart, with both sides of whatever differs.
std::string DivergenceInWords(const Trail& a, const Trail& b, int step);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_IDENTITY_TRAIL_H_
