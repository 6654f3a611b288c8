#include "sim/plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "sim/network.h"
#include "sim/scenario.pb.h"

namespace confab::sim {
namespace {

class Planner {
 public:
  explicit Planner(const Script& script) : script_(script) {}

  std::vector<Event> Plan() && {
    for (uint32_t i = 0; i < script_.faults.size(); ++i) AddFault(i);
    if (script_.heal_at != Instant::Never()) {
      Add(script_.heal_at, Phase::kFault, 0, kMatterHeal, 0);
      Add(script_.heal_at, Phase::kAction, 0, kMatterHealAsk, 0);
    }
    Add(script_.end, Phase::kEnd, 0, kMatterEnd, 0);
    std::sort(plan_.begin(), plan_.end(),
              [](const Event& a, const Event& b) { return a.key < b.key; });
    return std::move(plan_);
  }

 private:
  void AddFault(uint32_t index) {
    const ScriptFault& fault = script_.faults[index];
    Add(fault.from, Phase::kFault, fault.id, kMatterFaultBegin, index);
    if (!Lasts(fault.kind) || fault.until > script_.end) return;
    Add(fault.until, Phase::kFault, fault.id, kMatterFaultEnd, index);
  }

  void Add(Instant at, Phase phase, uint64_t cause, MatterKind kind, uint32_t index) {
    const EventKey key(at, phase, TieOf(script_.tie_permutation, cause), plan_.size());
    plan_.push_back(Event{key, Matter{kind, 0, index}});
  }

  const Script& script_;
  std::vector<Event> plan_;
};

absl::Status Differs(absl::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat(what, ": the pasts differ"));
}

bool SameConfig(const Config* a, const Config* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  return StatementOf(*a).SerializeAsString() == StatementOf(*b).SerializeAsString();
}

absl::Status CompareSettings(const Script& one, const Script& other) {
  if (!SameConfig(one.config.get(), other.config.get())) return Differs("config");
  if (one.epoch_unix_s != other.epoch_unix_s) return Differs("epoch_unix_s");
  if (one.server_seed != other.server_seed) return Differs("server_seed");
  if (one.salt != other.salt) return Differs("salt");
  if (one.tie_permutation != other.tie_permutation) return Differs("tie_permutation");
  if (one.accounts != other.accounts) return Differs("accounts");
  if (one.events_max != other.events_max) return Differs("limits.events_max");
  if (one.same_instant_events_max != other.same_instant_events_max) {
    return Differs("limits.same_instant_events_max");
  }
  for (size_t i = 0; i < one.clients.size(); ++i) {
    if (i < other.clients.size() && one.clients[i] == other.clients[i]) continue;
    return Differs(absl::StrCat("client ", one.clients[i].id));
  }
  return absl::OkStatus();
}

bool SameAction(const Script& one, const ScriptAction& a, const Script& other,
                const ScriptAction& b) {
  if (a.at != b.at || a.id != b.id || a.client != b.client || a.act != b.act ||
      a.secure != b.secure) {
    return false;
  }
  if (a.act == Act::kAuth) return one.auths[a.text_begin] == other.auths[b.text_begin];
  return one.TextOf(a) == other.TextOf(b);
}

// The same as far as it shows: when a fault is to end may still be open.
bool SameFault(const ScriptFault& a, const ScriptFault& b) {
  return a.id == b.id && a.kind == b.kind && a.from == b.from && a.client == b.client &&
         a.amount == b.amount && SameConfig(a.config.get(), b.config.get());
}

absl::Status NotYet(uint32_t id, absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat(what, " ", id, " is new, and in the past already"));
}

// A walk through both scripts up to now.
class PastComparison {
 public:
  PastComparison(const Whereabouts& here, const Script& other, const std::vector<Event>& plan)
      : here_(here), other_(other), plan_(plan), fault_of_(here.script.faults.size()) {}

  absl::StatusOr<std::vector<size_t>> Compare() && {
    if (absl::Status status = CompareSettings(here_.script, other_); !status.ok()) return status;
    if (absl::Status status = CompareActions(); !status.ok()) return status;
    if (absl::Status status = ComparePlans(); !status.ok()) return status;
    if (absl::Status status = CompareNext(); !status.ok()) return status;
    return std::move(fault_of_);
  }

 private:
  absl::Status CompareActions() {
    for (size_t i = 0; i < here_.actions_done; ++i) {
      const ScriptAction& action = here_.script.actions[i];
      if (i < other_.actions.size() &&
          SameAction(here_.script, action, other_, other_.actions[i])) {
        continue;
      }
      return Differs(absl::StrCat("action ", action.id));
    }
    return absl::OkStatus();
  }

  absl::Status ComparePlans() {
    for (size_t i = 0; i < here_.planned_done; ++i) {
      const Event& event = here_.plan[i];
      if (i >= plan_.size() || event.key.at() != plan_[i].key.at() ||
          event.matter.kind != plan_[i].matter.kind) {
        return Differs(absl::StrCat(NameOf(event), " at ", event.key.at().nanos(), " ns"));
      }
      if (!SameMatter(event.matter, plan_[i].matter)) return Differs(NameOf(event));
    }
    return absl::OkStatus();
  }

  bool SameMatter(Matter a, Matter b) {
    if (a.kind == kMatterHealAsk) return here_.script.heal_patience == other_.heal_patience;
    if (a.kind != kMatterFaultBegin && a.kind != kMatterFaultEnd) return true;
    fault_of_[a.index] = b.index;
    return SameFault(here_.script.faults[a.index], other_.faults[b.index]);
  }

  std::string NameOf(const Event& event) const {
    switch (event.matter.kind) {
      case kMatterFaultBegin:
      case kMatterFaultEnd:
        return absl::StrCat("fault ", here_.script.faults[event.matter.index].id);
      case kMatterEnd:
        return "limits.end_ns";
      default:
        return "heal";
    }
  }

  // What the other script has next must come after what has happened already.
  absl::Status CompareNext() const {
    if (!here_.last.has_value()) return absl::OkStatus();
    const EventKey last = here_.last_was_planned ? plan_[here_.planned_done - 1].key : *here_.last;
    if (here_.actions_done < other_.actions.size() &&
        !(last < KeyOfAction(other_, here_.actions_done))) {
      return NotYet(other_.actions[here_.actions_done].id, "action");
    }
    if (here_.planned_done == plan_.size() || last < plan_[here_.planned_done].key) {
      return absl::OkStatus();
    }
    const Matter next = plan_[here_.planned_done].matter;
    if (next.kind == kMatterFaultBegin || next.kind == kMatterFaultEnd) {
      return NotYet(other_.faults[next.index].id, "fault");
    }
    return absl::FailedPreconditionError("heal or limits.end_ns: in the past already");
  }

  const Whereabouts& here_;
  const Script& other_;
  const std::vector<Event>& plan_;
  std::vector<size_t> fault_of_;
};

}  // namespace

std::vector<Event> PlanOf(const Script& script) { return Planner(script).Plan(); }

EventKey KeyOfAction(const Script& script, size_t action) {
  const ScriptAction& it = script.actions[action];
  return EventKey(it.at, Phase::kAction, TieOf(script.tie_permutation, it.id),
                  kFirstAction + action);
}

absl::StatusOr<std::vector<size_t>> FaultsAfterSamePast(const Whereabouts& here,
                                                        const Script& other,
                                                        const std::vector<Event>& plan_of_other) {
  return PastComparison(here, other, plan_of_other).Compare();
}

}  // namespace confab::sim
