#include "sim/engine.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "server_core/api/random.h"

namespace confab::sim {
namespace {

constexpr Duration kAnswerAfter = std::chrono::milliseconds(1);
constexpr uint64_t kAnswerPurpose = 0xa5;
constexpr uint64_t kRecutBytesMax = 24;
constexpr uint64_t kLateNewsPurpose = 0x1a;
constexpr uint64_t kLateNewsOneIn = 8;

}  // namespace

Engine::Engine(const Script& script, Subject& subject)
    : script_(&script),
      subject_(&subject),
      clock_(script.epoch_unix_s),
      agenda_(script.tie_permutation),
      weather_(script),
      network_(script, clock_, agenda_, weather_, *this),
      authority_(script),
      plan_(PlanOf(script)) {
  actors_.reserve(script.clients.size());
  for (const ScriptClient& client : script.clients) actors_.emplace_back(client, script.salt);
}

void Engine::Begin(const RunOptions& options) { options_ = options; }

bool Engine::RunNext() {
  if (stop_) return false;
  const EventKey next = NextKey();
  if (next == EventKey::Last() || !MayRun(next.at())) return false;
  clock_.AdvanceTo(next.at());
  last_ = next;
  last_was_planned_ = next == PlannedKey();
  if (last_was_planned_) {
    Happen(plan_[next_planned_++].matter);
  } else if (next == ActionKey()) {
    Do(script_->actions[next_action_++]);
  } else if (next == WakeKey()) {
    Wake();
  } else {
    Happen(agenda_.Pop().matter);
  }
  return true;
}

EventKey Engine::NextKey() const {
  return std::min({PlannedKey(), ActionKey(), WakeKey(), agenda_.NextKey()});
}

Instant Engine::NextAt() const { return stop_ ? Instant::Never() : NextKey().at(); }

bool Engine::MayRun(Instant at) {
  if (at > options_.until) {
    stop_ = Stop::kUntil;
    return false;
  }
  if (at != same_instant_) {
    same_instant_ = at;
    same_instant_events_ = 0;
  }
  if (++same_instant_events_ > script_->same_instant_events_max) stop_ = Stop::kZeroDelayLoop;
  if (summary_.events == script_->events_max) stop_ = Stop::kEventsMax;
  if (stop_) return false;
  ++summary_.events;
  return true;
}

EventKey Engine::PlannedKey() const {
  return next_planned_ == plan_.size() ? EventKey::Last() : plan_[next_planned_].key;
}

EventKey Engine::ActionKey() const {
  if (next_action_ == script_->actions.size()) return EventKey::Last();
  return KeyOfAction(*script_, next_action_);
}

// A promise in the past is kept at once. Woke needs no sequence: there is only one.
EventKey Engine::WakeKey() const {
  if (wake_at_ == Instant::Never()) return EventKey::Last();
  return EventKey(std::max(wake_at_, clock_.mono()), Phase::kTimer, 0, 0);
}

RunSummary Engine::Finish() {
  summary_.stop = stop_.value_or(Stop::kFinished);
  summary_.effective_faults = weather_.EffectiveFaults();
  if (summary_.stop != Stop::kFinished) return std::move(summary_);
  for (Observer* observer : observers_) {
    observer->OnEnd(clock_.now());
    if (!observer->Verdict()) continue;
    summary_.stop = Stop::kViolation;
    break;
  }
  return std::move(summary_);
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::CopyTo(const Script& script, Subject& subject,
                                                       Trace* trace, Transcript* transcript) const {
  std::unique_ptr<Engine> copy(new Engine(*this));
  copy->subject_ = &subject;
  copy->options_.trace = trace;
  copy->options_.transcript = transcript;
  copy->observers_.clear();
  if (&script != script_) {
    if (absl::Status status = copy->MoveTo(script); !status.ok()) return status;
  }
  copy->network_.MoveTo(script, copy->clock_, copy->agenda_, copy->weather_, *copy);
  return copy;
}

absl::Status Engine::MoveTo(const Script& script) {
  std::vector<Event> plan = PlanOf(script);
  const Whereabouts here{*script_, plan_, next_action_, next_planned_, last_, last_was_planned_};
  const auto fault_of = FaultsAfterSamePast(here, script, plan);
  if (!fault_of.ok()) return fault_of.status();
  script_ = &script;
  plan_ = std::move(plan);
  weather_.MoveTo(script, *fault_of);
  authority_ = Authority(script);
  for (size_t i = 0; i < script.clients.size(); ++i) {
    if (i == actors_.size()) actors_.emplace_back(script.clients[i], script.salt);
    actors_[i].MoveTo(script.clients[i]);
  }
  return absl::OkStatus();
}

void Engine::Advance(const Input& input) {
  if (stop_) return;
  const Moment& now = clock_.now();
  const Step step = subject_->Advance(now, input);
  ++summary_.steps;
  summary_.end = now.mono;
  wake_at_ = step.wake_at;
  if (options_.trace != nullptr) options_.trace->Add(now, input, step);
  if (options_.transcript != nullptr) options_.transcript->AddStep(*script_, now, input, step);
  for (Observer* observer : observers_) {
    observer->OnStep(now, input, step);
    if (!observer->Verdict()) continue;
    stop_ = Stop::kViolation;
    return;
  }
  Obey(step);
}

void Engine::Obey(const Step& step) {
  for (const Output& output : step.outputs) {
    if (const auto* send = std::get_if<Send>(&output)) {
      ++summary_.lines_to_clients;
      network_.ServerSend(send->link, send->line);
    } else if (const auto* close = std::get_if<Close>(&output)) {
      TakeClose(*close);
    } else if (const auto* ask = std::get_if<Ask>(&output)) {
      TakeAsk(*ask);
    }
  }
  if (!recutting_) network_.Flush();
}

// With a salt the shell is a little sloppy: it may still hand in what it had for a closed link.
void Engine::TakeClose(const Close& close) {
  network_.ServerClose(close.link);
  const auto link = static_cast<uint64_t>(close.link);
  if (script_->salt == 0 || link > UINT32_MAX ||
      Mix64(script_->salt ^ kLateNewsPurpose, link) % kLateNewsOneIn != 0) {
    return;
  }
  agenda_.Push(clock_.mono(), Phase::kDelivery, link,
               Matter{kMatterLateNews, 0, static_cast<uint32_t>(link)});
}

void Engine::TakeAsk(const Ask& ask) {
  const uint32_t client = script_->ClientOf(ask.link);
  if (client == kEveryClient) return;  // about no link of ours: the laws judge that
  const uint64_t ordinal = network_.CountQuestion(ask.link);
  const Conditions& conditions = weather_.Over(client);
  if (conditions.answer_never) return weather_.Credit(FaultKind::kAnswerNever, client);
  Duration after = kAnswerAfter + conditions.answer_late;
  if (conditions.answer_late.count() != 0) weather_.Credit(FaultKind::kAnswerLate, client);
  if (conditions.answer_error) weather_.Credit(FaultKind::kAnswerError, client);
  const auto link = static_cast<uint64_t>(ask.link);
  if (script_->salt != 0) {
    const uint64_t jitter = Mix64(script_->salt ^ kAnswerPurpose, link, ordinal);
    after += Duration(static_cast<int64_t>(jitter % (kAnswerAfter.count() / 4)));
  }
  if (free_answers_.empty()) {
    free_answers_.push_back(static_cast<uint32_t>(answers_.size()));
    answers_.emplace_back();
  }
  const uint32_t index = free_answers_.back();
  free_answers_.pop_back();
  answers_[index].question = ask.id;
  answers_[index].link = link;
  answers_[index].text = conditions.answer_error ? absl::UnavailableError("no answer today")
                                                 : authority_.Answer(ask, ordinal);
  agenda_.Push(clock_.mono() + after, Phase::kAnswer, link, Matter{kMatterAnswer, 0, index});
}

void Engine::OnOpened(LinkId link, uint32_t client, bool secure) {
  ++summary_.connections;
  Advance(Opened{link, script_->clients[client].peer, secure});
}

void Engine::OnReceived(LinkId link, std::string_view bytes) {
  if (options_.recut_salt == 0) return Advance(Received{link, bytes});
  recutting_ = true;
  while (!bytes.empty() && !stop_ && network_.ServerHas(link)) {
    const uint64_t key = static_cast<uint64_t>(link) ^ bytes.size() << 32;
    const auto at = static_cast<uint64_t>(clock_.mono().nanos());
    const size_t size = 1 + Mix64(options_.recut_salt, key, at) % kRecutBytesMax;
    Advance(Received{link, bytes.substr(0, size)});
    bytes.remove_prefix(std::min(size, bytes.size()));
  }
  recutting_ = false;
  network_.Flush();
}

void Engine::OnDrained(LinkId link, uint32_t bytes) { Advance(Drained{link, bytes}); }

void Engine::OnLost(LinkId link, std::string_view why) { Advance(Lost{link, why}); }

void Engine::OnRead(uint32_t client, std::string_view bytes) {
  actors_[client].Read(bytes, replies_);
  if (!replies_.empty()) WriteReplies(client);
}

}  // namespace confab::sim
