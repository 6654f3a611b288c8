#include "tools/show/step_teller.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "props/laws/text.h"
#include "server_core/api/event.h"

namespace confab::tools {
namespace {

std::string Words(std::string_view text) { return std::string(text); }

std::string WordsOf(const sim::Script& script, const sim::ScriptAction& action) {
  switch (action.act) {
    case sim::Act::kConnect:
      return "connects";
    case sim::Act::kWrite:
      return Words(script.TextOf(action));
    case sim::Act::kAuth:
      return "begins AUTH as " + script.auths[action.text_begin].account;
    case sim::Act::kCloseFin:
      return "closes its connection (FIN)";
    case sim::Act::kCloseRst:
      return "resets its connection (RST)";
    case sim::Act::kCloseSilent:
      return "goes away and tells nobody";
    case sim::Act::kPauseReading:
      return "stops reading";
    case sim::Act::kResumeReading:
      return "reads again";
  }
  return "";
}

// "12.000000001" as nanoseconds.
int64_t NanosOf(std::string_view seconds) {
  int64_t nanos = 0;
  for (const char c : seconds) nanos = c == '.' ? nanos : nanos * 10 + (c - '0');
  return nanos;  // always nine digits behind the point
}

std::string_view TakeWord(std::string_view& text) {
  const size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return word;
}

}  // namespace

StepTeller::StepTeller(const sim::Script& script, std::vector<StoryEvent>& events)
    : script_(script), events_(events), causes_(script) {
  for (size_t i = 0; i < script.actions.size(); ++i) action_at_[script.actions[i].id] = i;
}

void StepTeller::Input(int64_t step, const Moment& now, const confab::Input& input) {
  step_ = step;
  now_ = now;
  input_event_ = kNone;
  std::visit([this](const auto& it) { Tell(it); }, input);
  input_event_ = static_cast<int64_t>(events_.size()) - 1;
}

void StepTeller::Output(const confab::Output& output) {
  std::visit([this](const auto& it) { Tell(it); }, output);
}

void StepTeller::Tell(const Opened& in) {
  StoryEvent& event = Add(StoryKind::kOpened, in.link,
                          absl::StrCat(in.secure ? "TLS from " : "from ", Words(in.peer)));
  SetCause(Cause{static_cast<uint32_t>(in.link), kNone}, event);
}

void StepTeller::Tell(const Received& in) {
  std::string_view rest = in.bytes;
  if (rest.empty()) Hear(static_cast<uint64_t>(in.link), rest);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    Hear(static_cast<uint64_t>(in.link), line.empty() ? rest : line);
    rest.remove_prefix(line.empty() ? rest.size() : line.size());
  }
}

void StepTeller::Hear(uint64_t link, std::string_view bytes) {
  const bool ends = bytes.ends_with('\n');
  StoryEvent& event = Add(ends ? StoryKind::kHeard : StoryKind::kPiece, LinkId{link}, Words(bytes));
  std::string& begun = begun_[link];
  begun.append(bytes);
  if (!ends) return;
  SetCause(causes_.OfLine(link, begun), event);
  begun.clear();
}

void StepTeller::Tell(const Drained& in) {
  Add(StoryKind::kDrained, in.link, absl::StrCat(in.bytes, " bytes"));
}

void StepTeller::Tell(const Lost& in) {
  StoryEvent& event = Add(StoryKind::kLost, in.link, Words(in.why));
  SetCause(causes_.OfEnd(static_cast<uint64_t>(in.link)), event);
}

void StepTeller::Tell(const Woke&) { Add(StoryKind::kWoke, LinkId{}, "woke"); }

void StepTeller::Tell(const Answered& in) {
  const auto question = static_cast<uint64_t>(in.question);
  const Asker asker = askers_[question];
  const std::string text = in.answer.ok() ? Words(*in.answer) : "error";
  Add(StoryKind::kAnswered, LinkId{asker.link}, absl::StrCat("to ", question, ": ", text)).cause =
      asker.event;
}

void StepTeller::Tell(const Reconfigured&) {
  Add(StoryKind::kReconfigured, LinkId{}, "new settings");
}

void StepTeller::Tell(const Send& out) {
  Add(StoryKind::kTold, out.link, Words(out.line)).cause = input_event_;
  causes_.Told(static_cast<uint64_t>(out.link), out.line, static_cast<int64_t>(events_.size()) - 1);
}

void StepTeller::Tell(const Close& out) {
  Add(StoryKind::kClosed, out.link, Words(CloseReasonName(out.reason))).cause = input_event_;
}

void StepTeller::Tell(const Ask& out) {
  const auto* parameters = std::get_if<ScramParameters>(&out.question);
  const std::string_view account =
      parameters != nullptr ? parameters->account : std::get<ScramProof>(out.question).account;
  const auto question = static_cast<uint64_t>(out.id);
  Add(StoryKind::kAsked, out.link,
      absl::StrCat(question, ": ", parameters != nullptr ? "parameters of " : "proof of ",
                   Words(account)))
      .cause = input_event_;
  askers_[question] = {static_cast<uint64_t>(out.link), static_cast<int64_t>(events_.size()) - 1};
}

void StepTeller::Tell(const Note& out) {
  std::string text = Words(EventName(out.event));
  for (const NoteField& field : out.fields) {
    absl::StrAppend(&text, " ", Words(field.key), "=", Words(field.value));
  }
  Add(StoryKind::kNote, out.link, std::move(text)).cause = input_event_;
}

void StepTeller::Remark(std::string_view line) {
  std::string_view rest = line;
  if (!props::TakePrefix(rest, "t=")) return;
  const Instant at = Instant::FromNanos(NanosOf(TakeWord(rest)));
  TakeWord(rest);  // the mark
  const std::string text = Words(rest);
  const std::string_view what = TakeWord(rest);
  const auto id = static_cast<uint32_t>(props::NumberOf(TakeWord(rest)).value_or(0));
  ActsBefore(at);
  if (what == "action") return RemarkAction(at, id, text);
  if (what == "fault") return RemarkFault(at, id, rest);
  if (what == "heal") {
    AddAt(at, StoryKind::kFault, 0, text);
  } else {
    AddAt(at, StoryKind::kRemark, what == "client" ? LaneOfClient(id) : 0, text);
  }
}

void StepTeller::RemarkAction(Instant at, uint32_t id, std::string text) {
  const auto found = action_at_.find(id);
  if (found == action_at_.end()) return;
  const sim::ScriptAction& action = script_.actions[found->second];
  absl::StrAppend(&text, ": ", WordsOf(script_, action));
  AddAt(at, StoryKind::kRemark, action.client + 1, std::move(text)).action = id;
  told_[id] = true;
}

void StepTeller::RemarkFault(Instant at, uint32_t id, std::string_view what) {
  for (const sim::ScriptFault& fault : script_.faults) {
    if (fault.id != id) continue;
    const uint32_t lane = fault.client == sim::kEveryClient ? 0 : fault.client + 1;
    AddAt(at, StoryKind::kFault, lane,
          absl::StrCat("fault ", id, " ", Words(what), ": ", Words(sim::FaultName(fault.kind))));
    return;
  }
}

void StepTeller::Forget() {
  events_.clear();
  act_events_.clear();
}

void StepTeller::ActsBefore(Instant now) {
  while (next_act_ < script_.actions.size() && script_.actions[next_act_].at < now) {
    const sim::ScriptAction& action = script_.actions[next_act_++];
    if (told_.erase(action.id) == 0) AddAct(action);
  }
}

void StepTeller::AddAct(const sim::ScriptAction& action) {
  act_events_[action.id] = static_cast<int64_t>(events_.size());
  AddAt(action.at, StoryKind::kAct, action.client + 1, WordsOf(script_, action)).action = action.id;
}

void StepTeller::SetCause(const Cause& cause, StoryEvent& event) {
  event.action = cause.action;
  event.cause = cause.event;
  if (cause.action == 0) return;
  const auto act = act_events_.find(cause.action);
  if (act == act_events_.end()) {
    told_[cause.action] = true;
  } else {
    event.cause = act->second;
  }
}

StoryEvent& StepTeller::Add(StoryKind kind, LinkId link, std::string text) {
  StoryEvent& event = AddAt(now_.mono, kind, LaneOf(link), std::move(text));
  event.link = static_cast<uint64_t>(link);
  event.step = step_;
  return event;
}

StoryEvent& StepTeller::AddAt(Instant at, StoryKind kind, uint32_t lane, std::string text) {
  StoryEvent& event = events_.emplace_back();
  event.at_ns = at.nanos();
  event.kind = kind;
  event.lane = lane;
  event.text = std::move(text);
  return event;
}

uint32_t StepTeller::LaneOf(LinkId link) const {
  const uint32_t client = script_.ClientOf(link);
  return client == sim::kEveryClient ? 0 : client + 1;
}

uint32_t StepTeller::LaneOfClient(uint32_t id) const {
  for (uint32_t i = 0; i < script_.clients.size(); ++i) {
    if (script_.clients[i].id == id) return i + 1;
  }
  return 0;
}

}  // namespace confab::tools
