// What may watch a shell drive a subject: the reference and the laws.
//
//   class PingLaw : public Observer { ... };
//   law.OnStep(now, input, step);
//   if (const auto& violation = law.Verdict()) Report(*violation);
//
// Invariants: an observer changes nothing. The first violation stands: later calls keep it.

#ifndef CONFAB_SERVER_CORE_API_OBSERVER_H_
#define CONFAB_SERVER_CORE_API_OBSERVER_H_

#include <optional>
#include <string>

#include "server_core/api/subject.h"

namespace confab {

// One broken law. `law` and `rule` are stable ids and together the failure's fingerprint, which the
// shrinker holds on to; `detail` is for people and may hold names and times.
struct Violation {
  std::string law;
  std::string rule;
  std::string detail;
};

class Observer {
 public:
  virtual ~Observer() = default;

  // After every Advance, before its outputs are acted upon.
  virtual void OnStep(const Moment& now, const Input& input, const Step& step) = 0;

  // After the last step of a run.
  virtual void OnEnd(const Moment&) {}

  virtual const std::optional<Violation>& Verdict() const = 0;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_OBSERVER_H_
