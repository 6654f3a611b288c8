#include <cstdint>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "server_core/api/config.h"
#include "sim/compiler.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::sim {

absl::Status Compiler::TakeFault(const Fault& fault) {
  if (fault.id() == 0) return Refuse("fault 0: an id is above 0");
  if (!fault_ids_.insert(fault.id()).second) {
    return Refuse(absl::StrFormat("fault %d: the id is taken", fault.id()));
  }
  ScriptFault out;
  out.id = fault.id();
  if (fault.client() != 0) {
    const auto client = client_of_id_.find(fault.client());
    if (client == client_of_id_.end()) {
      return Refuse(
          absl::StrFormat("fault %d: client %d is not known", fault.id(), fault.client()));
    }
    out.client = client->second;
  }
  if (BeyondEnd(fault.from_ns())) {
    return Refuse(absl::StrFormat("fault %d: from_ns %d must be from 0 to limits.end_ns",
                                  fault.id(), fault.from_ns()));
  }
  out.from = Instant::FromNanos(fault.from_ns());
  if (out.from >= script_.heal_at) {
    return Refuse(absl::StrFormat("fault %d: from_ns %d must be before heal.at_ns", fault.id(),
                                  fault.from_ns()));
  }
  return TakeFaultKind(fault, out);
}

absl::Status Compiler::TakeFaultKind(const Fault& fault, ScriptFault& out) {
  switch (fault.kind_case()) {
    case Fault::kStall:
      return TakeStall(fault, out);
    case Fault::kLag:
      return TakeAmount(fault, FaultKind::kLag, fault.lag().extra_ns(), 0, out);
    case Fault::kCut:
      return TakeAmount(fault, FaultKind::kCut, fault.cut().bytes_max(), 1, out);
    case Fault::kReset:
      return TakeAmount(fault, FaultKind::kReset, 0, 0, out);
    case Fault::kSilentDeath:
      return TakeAmount(fault, FaultKind::kSilentDeath, 0, 0, out);
    case Fault::kRefuseConnect:
      return TakeAmount(fault, FaultKind::kRefuseConnect, 0, 0, out);
    case Fault::kClockStep:
      return TakeAmount(fault, FaultKind::kClockStep, fault.clock_step().by_ns(), -kTimeMaxNs, out);
    case Fault::kAnswerLate:
      return TakeAmount(fault, FaultKind::kAnswerLate, fault.answer_late().by_ns(), 0, out);
    case Fault::kAnswerError:
      return TakeAmount(fault, FaultKind::kAnswerError, 0, 0, out);
    case Fault::kAnswerNever:
      return TakeAmount(fault, FaultKind::kAnswerNever, 0, 0, out);
    case Fault::kSlowReading:
      return TakeAmount(fault, FaultKind::kSlowReading, fault.slow_reading().bytes_per_second(), 0,
                        out);
    case Fault::kReconfigure:
      out.config = std::make_shared<const Config>(ConfigOf(fault.reconfigure().config()));
      return TakeAmount(fault, FaultKind::kReconfigure, 0, 0, out);
    case Fault::KIND_NOT_SET:
      break;
  }
  return Refuse(absl::StrFormat("fault %d: has no kind", fault.id()));
}

absl::Status Compiler::TakeStall(const Fault& fault, const ScriptFault& out) {
  const Stall& stall = fault.stall();
  if (!stall.to_server() && !stall.to_client()) {
    return Refuse(absl::StrFormat("fault %d: a stall names no direction", fault.id()));
  }
  for (const auto& [stalls, kind] : {std::pair(stall.to_server(), FaultKind::kStallToServer),
                                     std::pair(stall.to_client(), FaultKind::kStallToClient)}) {
    ScriptFault one = out;
    if (!stalls) continue;
    if (absl::Status status = TakeAmount(fault, kind, 0, 0, one); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Compiler::TakeAmount(const Fault& fault, FaultKind kind, int64_t amount, int64_t least,
                                  ScriptFault& out) {
  if (amount < least || amount > kTimeMaxNs) {
    return Refuse(absl::StrFormat("fault %d: amount %d is out of range", fault.id(), amount));
  }
  if (Lasts(kind) && (fault.until_ns() < fault.from_ns() || fault.until_ns() > kTimeMaxNs)) {
    return Refuse(absl::StrFormat("fault %d: until_ns %d must not be before from_ns %d", fault.id(),
                                  fault.until_ns(), fault.from_ns()));
  }
  out.kind = kind;
  out.amount = amount;
  out.until = Instant::FromNanos(Lasts(kind) ? fault.until_ns() : fault.from_ns());
  script_.faults.push_back(out);
  return absl::OkStatus();
}

}  // namespace confab::sim
