// PRIVMSG and NOTICE differ in one thing: nobody answers a NOTICE.

#include "server_core/commands/handlers.h"
#include "server_core/commands/list_items.h"
#include "server_core/rules/speech.h"
#include "server_core/text/casemap.h"

namespace confab {
namespace {

enum class Answers : bool { kNone, kNumerics };

struct Speaker {
  Context& cx;
  std::string_view verb;
  std::string_view text;
  Answers answers;

  void Refuse(NumericOf<1> refusal, Argument argument) const {
    if (answers == Answers::kNumerics) cx.out.Refuse(cx.self, refusal, argument);
  }
};

LineWriter RelayedLine(const Speaker& speaker, std::string_view target) {
  LineWriter line = LineFrom(speaker.cx.client());
  line.Add(speaker.verb).Add(" ").Add(target).Add(" :").Add(speaker.text);
  return line;
}

void Relay(const Speaker& speaker, const Target& target) {
  Context& cx = speaker.cx;
  const bool to_user = target.user.IsSome();
  LineWriter line = RelayedLine(
      speaker, to_user ? cx.world.At(target.user).name() : cx.world.At(target.channel).name.view());
  if (!line.fits()) return cx.out.Refuse(cx.self, Numeric::kInputTooLong);
  if (to_user) return cx.out.Send(target.user, line);
  cx.out.ToChannel(target.channel, cx.out.Keep(line), cx.self);
}

void SayTo(const Speaker& speaker, std::string_view word) {
  Context& cx = speaker.cx;
  const Target target = JudgeTarget(cx.world, cx.self, word);
  switch (target.verdict) {
    case Speech::kDeliver:
      return Relay(speaker, target);
    case Speech::kNoSuchChannel:
      return speaker.Refuse(Numeric::kNoSuchChannel, Echo(word));
    case Speech::kNotInChannel:
      return speaker.Refuse(Numeric::kCannotSendToChan, cx.world.At(target.channel).name);
    case Speech::kNoSuchNick:
      return speaker.Refuse(Numeric::kNoSuchNick, Echo(word));
  }
}

bool IsAmong(CaseMapping mapping, std::string_view list, std::string_view word) {
  ListItems items(list);
  while (const auto item = items.Next()) {
    if (EqualNames(mapping, *item, word)) return true;
  }
  return false;
}

//= clauses#7.7
void Say(const Speaker& speaker, std::string_view targets) {
  Context& cx = speaker.cx;
  int64_t count = 0;
  ListItems items(targets);
  while (const auto word = items.Next()) {
    if (IsAmong(cx.world.case_mapping(), items.before(), *word)) continue;
    if (count == cx.config.targets_max) {
      return speaker.Refuse(Numeric::kTooManyTargets, Echo(*word));
    }
    ++count;
    SayTo(speaker, *word);
  }
}

void Speak(Context& cx, const Request& rq, Answers answers) {
  const bool is_answered = answers == Answers::kNumerics;
  if (rq.Param(0).empty()) {
    if (is_answered) cx.out.Refuse(cx.self, Numeric::kNoRecipient);
    return;
  }
  if (rq.Param(1).empty()) {
    if (is_answered) cx.out.Refuse(cx.self, Numeric::kNoTextToSend);
    return;
  }
  cx.world.UserOf(cx.self).spoke_at = cx.now.mono;
  Say(Speaker{cx, rq.verb, rq.Param(1), answers}, rq.Param(0));
}

}  // namespace

void OnPrivmsg(Context& cx, const Request& rq) { Speak(cx, rq, Answers::kNumerics); }

void OnNotice(Context& cx, const Request& rq) { Speak(cx, rq, Answers::kNone); }

}  // namespace confab
