// What is to come, for people: the third part of Engine.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "sim/engine.h"

namespace confab::sim {
namespace {

std::string NameOf(Act act) {
  switch (act) {
    case Act::kConnect:
      return "connects";
    case Act::kWrite:
      return "writes";
    case Act::kAuth:
      return "begins an AUTH exchange";
    case Act::kCloseFin:
      return "ends its link (FIN)";
    case Act::kCloseRst:
      return "ends its link (RST)";
    case Act::kCloseSilent:
      return "dies without a word";
    case Act::kPauseReading:
      return "stops reading";
    case Act::kResumeReading:
      return "reads on";
  }
  return "";
}

}  // namespace

std::vector<Pending> Engine::PendingInOrder() const {
  std::vector<std::pair<EventKey, std::string>> all;
  for (size_t i = next_planned_; i < plan_.size(); ++i) {
    all.emplace_back(plan_[i].key, Describe(plan_[i].matter));
  }
  for (size_t i = next_action_; i < script_->actions.size(); ++i) {
    const ScriptAction& action = script_->actions[i];
    std::string what = absl::StrCat("action ", action.id, ": client ",
                                    script_->clients[action.client].id, " ", NameOf(action.act));
    if (action.act == Act::kWrite) absl::StrAppend(&what, " ", action.text_bytes, " bytes");
    all.emplace_back(KeyOfAction(*script_, i), std::move(what));
  }
  if (wake_at_ != Instant::Never()) all.emplace_back(WakeKey(), "wake_at: Woke");
  for (const Event& event : agenda_.InOrder()) {
    std::string what = Describe(event.matter);
    if (!what.empty()) all.emplace_back(event.key, std::move(what));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Pending> pending;
  for (auto& [key, what] : all) pending.push_back({key.at(), std::move(what)});
  return pending;
}

// Empty: an event that has been overtaken by others.
std::string Engine::Describe(Matter matter) const {
  if (matter.kind < kMatterNetworkCount) return network_.Describe(matter);
  switch (matter.kind) {
    case kMatterFaultBegin:
    case kMatterFaultEnd: {
      const ScriptFault& fault = script_->faults[matter.index];
      const std::string_view kind = FaultName(fault.kind);
      return absl::StrCat("fault ", fault.id, ": ", absl::string_view(kind.data(), kind.size()),
                          matter.kind == kMatterFaultBegin ? " begins" : " ends");
    }
    case kMatterHeal:
      return "heal: every lasting fault ends";
    case kMatterHealAsk:
      return "heal: clients ask for a PONG";
    case kMatterHealCheck:
      return absl::StrCat("heal: client ", script_->clients[matter.index].id,
                          " must have its PONG");
    case kMatterAnswer:
      return absl::StrCat("question ", static_cast<uint64_t>(answers_[matter.index].question),
                          " of link ", answers_[matter.index].link, " is answered");
    case kMatterLateNews:
      return absl::StrCat("late news of link ", matter.index);
    default:
      return "the end";
  }
}

}  // namespace confab::sim
