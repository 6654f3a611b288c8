// What the agenda, the script and the weather let happen: the second half of Engine.
#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "server_core/api/random.h"
#include "sim/engine.h"

namespace confab::sim {
namespace {

constexpr uint64_t kLateNewsKindPurpose = 0x1b;

}  // namespace

void Engine::Wake() {
  network_.set_cause(Scatter64(static_cast<uint64_t>(clock_.mono().nanos())));
  Advance(Woke{});
}

void Engine::Happen(Matter matter) {
  if (matter.kind < kMatterNetworkCount) {
    if (!ended_) network_.Handle(matter);
    return;
  }
  switch (matter.kind) {
    case kMatterFaultBegin:
      return BeginFault(matter.index);
    case kMatterFaultEnd:
      return EndFault(matter.index);
    case kMatterHeal:
      return Heal();
    case kMatterHealAsk:
      return AskForPongs();
    case kMatterHealCheck:
      return CheckPong(matter.index);
    case kMatterAnswer:
      return HappenAnswer(matter.index);
    case kMatterLateNews:
      return HappenLateNews(LinkId{matter.index});
    default:
      return HappenEnd();
  }
}

void Engine::HappenAnswer(uint32_t index) {
  const PendingAnswer answer = std::move(answers_[index]);
  free_answers_.push_back(index);
  network_.set_cause(answer.link);
  if (answer.text.ok()) {
    Advance(Answered{answer.question, std::string_view(*answer.text)});
  } else {
    Advance(Answered{answer.question, answer.text.status()});
  }
}

void Engine::HappenLateNews(LinkId link) {
  switch (Mix64(script_->salt ^ kLateNewsKindPurpose, static_cast<uint64_t>(link)) % 3) {
    case 0:
      return Advance(Received{link, "PING late\r\n"});
    case 1:
      return Advance(Drained{link, 1});
    default:
      return Advance(Lost{link, "late"});
  }
}

void Engine::HappenEnd() {
  ended_ = true;
  network_.set_cause(0);
  for (const LinkId link : network_.ServerLinks()) network_.LoseAtServer(link, "Simulation over");
}

void Engine::Do(const ScriptAction& action) {
  network_.set_cause(action.id);
  if (action.sloppy_wake) Advance(Woke{});
  if (Carry(action)) return;
  summary_.idle_actions.push_back(action.id);
  Remark("action", action.id, "has no effect");
}

bool Engine::Carry(const ScriptAction& action) {
  switch (action.act) {
    case Act::kConnect:
      return DoConnect(action);
    case Act::kWrite:
      if (!network_.Write(action.client, script_->TextOf(action))) return false;
      summary_.lines_to_server += action.lines;
      return true;
    case Act::kAuth:
      return DoAuth(action);
    case Act::kCloseFin:
    case Act::kCloseRst:
    case Act::kCloseSilent:
      return network_.Close(action.client, action.act);
    case Act::kPauseReading:
      return network_.SetReading(action.client, false);
    case Act::kResumeReading:
      return network_.SetReading(action.client, true);
  }
  return false;
}

bool Engine::DoConnect(const ScriptAction& action) {
  switch (network_.Connect(action.client, LinkId{action.id}, action.secure)) {
    case Network::Connecting::kHasLink:
      return false;
    case Network::Connecting::kRefused:
      Remark("action", action.id, "is refused: nobody listens");
      return true;
    case Network::Connecting::kBegun:
      actors_[action.client].Connect();
      return true;
  }
  return false;
}

bool Engine::DoAuth(const ScriptAction& action) {
  if (!network_.LinkOf(action.client)) return false;
  actors_[action.client].BeginAuth(script_->auths[action.text_begin], action.id, replies_);
  WriteReplies(action.client);
  return true;
}

void Engine::BeginFault(size_t index) {
  const ScriptFault& fault = script_->faults[index];
  network_.set_cause(fault.id);
  Remark("fault", fault.id, Lasts(fault.kind) ? "begins" : "strikes");
  switch (fault.kind) {
    case FaultKind::kReset:
    case FaultKind::kSilentDeath:
      return StrikeClients(index);
    case FaultKind::kClockStep:
      clock_.StepWall(Duration(fault.amount));
      if (fault.amount != 0) weather_.CreditFault(index);
      return;
    case FaultKind::kReconfigure:
      weather_.CreditFault(index);
      return Advance(Reconfigured{fault.config});
    default:
      weather_.Begin(index);
      if (fault.kind == FaultKind::kSlowReading) network_.WeatherChanged();
  }
}

void Engine::EndFault(size_t index) {
  const ScriptFault& fault = script_->faults[index];
  network_.set_cause(fault.id);
  if (!weather_.End(index)) return;
  Remark("fault", fault.id, "ends");
  network_.WeatherChanged();
}

// Reset or silent death of the links that the fault's clients have.
void Engine::StrikeClients(size_t index) {
  const ScriptFault& fault = script_->faults[index];
  const bool all = fault.client == kEveryClient;
  const auto count = static_cast<uint32_t>(script_->clients.size());
  const uint32_t end = all ? count : fault.client + 1;
  for (uint32_t client = all ? 0 : fault.client; client < end && !stop_; ++client) {
    const bool struck = fault.kind == FaultKind::kReset ? network_.Break(client)
                                                        : network_.Close(client, Act::kCloseSilent);
    if (struck) weather_.CreditFault(index);
  }
}

void Engine::Heal() {
  Remark("heal", 0, "ends every lasting fault");
  network_.set_cause(0);
  weather_.EndAll();
  network_.WeatherChanged();
}

// Every client that is bound to hear an answer asks for one.
void Engine::AskForPongs() {
  asked_for_pong_.resize(script_->clients.size());
  for (uint32_t client = 0; client < script_->clients.size(); ++client) {
    const ActorRole role = script_->clients[client].role;
    if (role == ActorRole::kHostile || role == ActorRole::kDeadPeer) continue;
    if (!network_.Reads(client)) continue;
    asked_for_pong_[client] = *network_.LinkOf(client);
    network_.set_cause(script_->clients[client].id);
    actors_[client].AskForPong(replies_);
    WriteReplies(client);
    agenda_.Push(clock_.mono() + script_->heal_patience, Phase::kAction,
                 script_->clients[client].id, Matter{kMatterHealCheck, 0, client});
  }
}

void Engine::CheckPong(uint32_t client) {
  const LinkId asked = asked_for_pong_[client];
  if (!actors_[client].awaits_pong() || network_.LinkOf(client) != asked) return;
  if (!network_.Reads(client)) return;
  if (network_.Quiet(client)) {
    Remark("client", script_->clients[client].id, "got no PONG");
    summary_.unanswered.push_back(
        Unanswered{script_->clients[client].id, asked,
                   "no PONG within the patience, though nothing is under way on the link"});
    return;
  }
  const Instant again = clock_.mono() + script_->heal_patience;
  if (again > script_->end) return;
  agenda_.Push(again, Phase::kAction, script_->clients[client].id,
               Matter{kMatterHealCheck, 0, client});
}

void Engine::WriteReplies(uint32_t client) {
  summary_.lines_to_server +=
      static_cast<uint64_t>(std::count(replies_.begin(), replies_.end(), '\n'));
  network_.Write(client, replies_);
  replies_.clear();
}

void Engine::Remark(std::string_view what, uint32_t id, std::string_view about) {
  if (options_.transcript == nullptr) return;
  std::string text(what);
  if (id != 0) text += " " + std::to_string(id);
  options_.transcript->AddRemark(clock_.mono(), text.append(" ").append(about));
}

}  // namespace confab::sim
