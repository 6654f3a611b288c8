// The inside of Compile: carries a scenario over into a script, part by part.
//
//   absl::StatusOr<Script> script = Compiler(scenario).Compile();
//
// Invariants: the first refusal stands; what is refused leaves no script. Only compile*.cc use it.

#ifndef CONFAB_SIM_COMPILER_H_
#define CONFAB_SIM_COMPILER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::sim {

inline constexpr int64_t kTimeMaxNs = 1'000'000'000'000'000'000;  // 31 years: no sum overflows

inline absl::Status Refuse(absl::string_view what) { return absl::InvalidArgumentError(what); }

class Compiler {
 public:
  explicit Compiler(const Scenario& scenario) : scenario_(scenario) {}

  absl::StatusOr<Script> Compile();

 private:
  absl::Status TakeHead();
  absl::Status TakeLimits();
  absl::Status TakeHeal();
  absl::Status TakeClient(const Client& client);
  absl::Status TakeAction(const Action& action);
  absl::Status TakeDeed(const Action& action, ScriptAction& out);
  absl::Status TakeClose(const Action& action, ScriptAction& out);
  absl::Status TakeLogin(const Action& action, ScriptAction& out);
  absl::Status TakeAuth(const Action& action, ScriptAction& out);
  absl::Status TakeFault(const Fault& fault);
  absl::Status TakeFaultKind(const Fault& fault, ScriptFault& out);
  absl::Status TakeStall(const Fault& fault, const ScriptFault& out);
  absl::Status TakeAmount(const Fault& fault, FaultKind kind, int64_t amount, int64_t least,
                          ScriptFault& out);
  absl::Status TakeAccount(const UserAccount& account);
  absl::Status TakeAll();
  void Write(std::string_view bytes, ScriptAction& out);
  void SortActions();
  bool BeyondEnd(int64_t t_ns) const { return t_ns < 0 || t_ns > script_.end.nanos(); }

  const Scenario& scenario_;
  Script script_;
  absl::flat_hash_map<uint32_t, uint32_t> client_of_id_;
  absl::flat_hash_set<uint32_t> action_ids_;
  absl::flat_hash_set<uint32_t> fault_ids_;
  absl::flat_hash_set<std::string> account_names_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_COMPILER_H_
