#include "props/probes/scene.h"

#include <algorithm>
#include <array>
#include <variant>

#include "props/laws/server_line.h"
#include "props/laws/text.h"

namespace confab::props {
namespace {

constexpr std::array<std::string_view, kVerbCount> kVerbs = {
    "PASS",  "NICK",  "USER",   "CAP",   "AUTH",  "IRCX",          "ISIRCX",  "MODE",
    "QUIT",  "PING",  "PONG",   "ERROR", "JOIN",  "PART",          "PRIVMSG", "NOTICE",
    "TOPIC", "NAMES", "LUSERS", "MOTD",  "WHOIS", "any other verb"};

constexpr std::array<std::string_view, kStageCount> kStages = {"connected", "in AUTH", "logged on"};

constexpr uint8_t kFailuresMax = 3;

Stage StageOf(const WireLink& link) {
  if (link.logged_on) return Stage::kLoggedOn;
  return link.live && link.auth_open ? Stage::kExchange : Stage::kConnected;
}

bool IsRefusal(int numeric) { return (numeric >= 400 && numeric < 600) || numeric >= 900; }

}  // namespace

std::string_view VerbName(Verb verb) { return kVerbs[static_cast<size_t>(verb)]; }

std::string_view StageName(Stage stage) { return kStages[static_cast<size_t>(stage)]; }

Verb VerbOf(std::string_view line) {
  const std::string_view word = ReadLine(line).verb;
  for (size_t i = 0; i + 1 < kVerbs.size(); ++i) {
    if (SameWord(kVerbs[i], word)) return static_cast<Verb>(i);
  }
  return Verb::kOther;
}

void Scene::Forget() {
  said_.reset();
  before_ = Sense();
  std::fill(std::begin(closed_), std::end(closed_), 0);
}

void Scene::Take(const Moment& now, const Input& input, const Step& step) {
  wall_before_ = now_.wall;
  now_ = now;
  input_ = &input;
  step_ = &step;
  promised_ = wake_at_;
  wake_at_ = step.wake_at;
  Forget();
  senses_.resize(wire_->links().size());
  const WireLink* acting = wire_->acting();
  if (acting != nullptr) before_ = senses_[acting->index];
  if (acting != nullptr) TakeHeard(*acting);
  for (const Told& told : wire_->told()) TakeTold(told);
  if (acting == nullptr) return;
  said_ = Answer(*acting);
  Settle(*acting);
}

void Scene::TakeHeard(const WireLink& acting) {
  Sense& sense = senses_[acting.index];
  if (std::holds_alternative<Received>(*input_)) sense.probes = 0;
  if (std::holds_alternative<Answered>(*input_)) sense.asked = false;
  for (const Heard& heard : wire_->heard()) {
    if (heard.kind != HeardKind::kLine) continue;
    const Verb verb = VerbOf(heard.text);
    sense.last = verb;
    if (verb == Verb::kIrcx) sense.ircx = true;
    if (verb == Verb::kNick && !acting.logged_on) sense.nick_taken = true;
    if (verb != Verb::kCap || acting.logged_on) continue;
    const std::string_view word = ReadLine(heard.text).Param(0);
    if (SameWord(word, "LS") || SameWord(word, "REQ")) sense.negotiates = true;
    if (SameWord(word, "END")) sense.negotiates = false;
  }
}

void Scene::TakeTold(const Told& told) {
  if (told.link == nullptr) return;
  Sense& sense = senses_[told.link->index];
  if (const auto* close = std::get_if<Close>(told.output)) {
    ++closed_[static_cast<size_t>(close->reason)];
    if (close->reason == CloseReason::kPingTimeout) ghost_nick_ = told.link->nick;
    Settle(*told.link);
  } else if (std::holds_alternative<Ask>(*told.output)) {
    sense.asked = true;
    sense.asked_at = now_.mono;
  } else if (std::holds_alternative<Send>(*told.output)) {
    TakeLine(told, sense);
  }
}

void Scene::TakeLine(const Told& told, Sense& sense) {
  const int numeric = told.line.numeric;
  if (numeric == 0 && told.line.verb == "PING" && sense.probes < 2) ++sense.probes;
  if (numeric >= 431 && numeric <= 433 && !told.logged_on) sense.nick_taken = before_.nick_taken;
  if (numeric == 433 && told.auth_open) sense.refused_in_exchange = true;
  if (numeric == 907 || numeric == 910) sense.asked = false;
  if (numeric == 910 && sense.failures < kFailuresMax) ++sense.failures;
}

// The stage of a link changes in its own steps, and with its end.
void Scene::Settle(const WireLink& link) {
  Sense& sense = senses_[link.index];
  exchanges_open_ -= sense.stage == Stage::kExchange;
  sense.stage = StageOf(link);
  exchanges_open_ += sense.stage == Stage::kExchange;
  if (sense.stage != Stage::kExchange) sense.refused_in_exchange = false;
}

std::optional<Said> Scene::Answer(const WireLink& acting) const {
  const auto heard = wire_->heard();
  if (heard.size() != 1 || heard[0].kind != HeardKind::kLine) return std::nullopt;
  Said said;
  said.verb = VerbOf(heard[0].text);
  if (!acting.live && said.verb != Verb::kQuit) return std::nullopt;
  said.stage = before_.stage;
  for (const Told& told : wire_->told()) {
    if (told.link != &acting || !std::holds_alternative<Send>(*told.output)) continue;
    said.numeric = told.line.numeric;
    said.refused = IsRefusal(said.numeric);
    break;
  }
  return said;
}

}  // namespace confab::props
