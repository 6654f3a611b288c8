#include "sim/weather.h"

#include <algorithm>
#include <utility>

namespace confab::sim {
namespace {

void Add(const ScriptFault& fault, Conditions& sum) {
  switch (fault.kind) {
    case FaultKind::kStallToServer:
      sum.stall_to_server = true;
      break;
    case FaultKind::kStallToClient:
      sum.stall_to_client = true;
      break;
    case FaultKind::kLag:
      sum.lag += Duration(fault.amount);
      break;
    case FaultKind::kCut:
      if (sum.cut_bytes_max == 0 || fault.amount < sum.cut_bytes_max) {
        sum.cut_bytes_max = static_cast<uint32_t>(fault.amount);
      }
      break;
    case FaultKind::kRefuseConnect:
      sum.refuse_connect = true;
      break;
    case FaultKind::kAnswerLate:
      sum.answer_late += Duration(fault.amount);
      break;
    case FaultKind::kAnswerError:
      sum.answer_error = true;
      break;
    case FaultKind::kAnswerNever:
      sum.answer_never = true;
      break;
    case FaultKind::kSlowReading:
      if (sum.read_bytes_per_second < 0 || fault.amount < sum.read_bytes_per_second) {
        sum.read_bytes_per_second = fault.amount;
      }
      break;
    case FaultKind::kReset:
    case FaultKind::kSilentDeath:
    case FaultKind::kClockStep:
    case FaultKind::kReconfigure:
      break;
  }
}

}  // namespace

Weather::Weather(const Script& script)
    : script_(&script), effective_(script.faults.size()), cached_(script.clients.size()) {}

void Weather::Begin(size_t fault) {
  lasting_.push_back(fault);
  ++version_;
}

bool Weather::End(size_t fault) {
  const auto at = std::find(lasting_.begin(), lasting_.end(), fault);
  if (at == lasting_.end()) return false;
  lasting_.erase(at);
  ++version_;
  return true;
}

void Weather::EndAll() {
  lasting_.clear();
  ++version_;
}

void Weather::MoveTo(const Script& script, absl::Span<const size_t> fault_of) {
  script_ = &script;
  for (size_t& index : lasting_) index = fault_of[index];
  const std::vector<bool> effective = std::exchange(effective_, {});
  effective_.resize(script.faults.size());
  for (size_t i = 0; i < effective.size(); ++i) {
    if (effective[i]) effective_[fault_of[i]] = true;
  }
  cached_.resize(script.clients.size());
}

const Conditions& Weather::Over(uint32_t client) {
  Cached& cached = cached_[client];
  if (cached.version != version_) cached = Cached{version_, Sum(client)};
  return cached.conditions;
}

void Weather::Credit(FaultKind kind, uint32_t client) {
  for (const size_t index : lasting_) {
    const ScriptFault& fault = script_->faults[index];
    if (fault.kind == kind && Covers(fault, client)) effective_[index] = true;
  }
}

std::vector<uint32_t> Weather::EffectiveFaults() const {
  std::vector<uint32_t> ids;
  for (size_t i = 0; i < effective_.size(); ++i) {
    if (effective_[i]) ids.push_back(script_->faults[i].id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool Weather::Covers(const ScriptFault& fault, uint32_t client) const {
  return fault.client == kEveryClient || fault.client == client;
}

Conditions Weather::Sum(uint32_t client) const {
  Conditions sum;
  for (const size_t index : lasting_) {
    const ScriptFault& fault = script_->faults[index];
    if (Covers(fault, client)) Add(fault, sum);
  }
  return sum;
}

}  // namespace confab::sim
