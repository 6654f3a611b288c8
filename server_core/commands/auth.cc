// The framing of AUTH; scram_exchange.cc holds the conversation.

#include "server_core/commands/auth.h"

#include <string>

#include "server_core/commands/handlers.h"
#include "server_core/commands/scram_exchange.h"
#include "server_core/rules/auth_policy.h"
#include "server_core/wire/auth_escape.h"

namespace confab {
namespace {

constexpr Text kPackage(kScramPackage);

void Begin(Context& cx, std::string_view data) {
  cx.world.CloseExchange(cx.self);
  cx.world.OpenExchange(cx.self);
  TakeClientData(cx, data);
}

//= clauses#6.4
void Abort(Context& cx) {
  const bool was_open = cx.world.FindExchange(cx.self) != nullptr;
  cx.world.CloseExchange(cx.self);
  cx.out.Refuse(cx.self, Numeric::kAuthenticationFailed, kPackage);
  if (!was_open) return;
  cx.out.Note(Event::kAuthFailed, cx.client().link,
              {{"package", kScramPackage}, {"why", "aborted"}});
}

//= clauses#6.5
void Suspend(Context& cx) {
  cx.out.Refuse(cx.self, Numeric::kAuthenticationSuspended, kPackage);
  cx.out.Note(Event::kAuthSuspended, cx.client().link,
              {{"package", kScramPackage}, {"failures", cx.out.Digits(cx.client().auth_failures)}});
}

void RefuseResource(Context& cx) {
  cx.world.CloseExchange(cx.self);
  cx.out.Refuse(cx.self, Numeric::kNoResource);
  cx.out.Note(Event::kResourceRefused, cx.client().link,
              {{"account", AccountName(Account::kAuth)},
               {"limit", cx.out.Digits(cx.config.auth_exchanges_max)}});
}

}  // namespace

void OnAuth(Context& cx, const Request& rq) {
  switch (JudgeAuth(cx.world, cx.config, cx.self, rq.Param(0), rq.Param(1))) {
    case AuthVerdict::kUnknownPackage:
      return cx.out.Refuse(cx.self, Numeric::kUnknownPackage, Echo(rq.Param(0)));
    case AuthVerdict::kBadLetter:
    case AuthVerdict::kNothingOpen:
      return cx.out.Refuse(cx.self, Numeric::kBadCommand, Text(rq.verb));
    case AuthVerdict::kAlreadyAuthenticated:
      return cx.out.Refuse(cx.self, Numeric::kAlreadyAuthenticated, kPackage);
    case AuthVerdict::kAbort:
      return Abort(cx);
    case AuthVerdict::kSuspended:
      return Suspend(cx);
    case AuthVerdict::kNoResource:
      return RefuseResource(cx);
    case AuthVerdict::kOutOfTurn:
      return FailExchange(cx, "out of turn");
    case AuthVerdict::kBegin:
      return Begin(cx, UnescapeAuthData(rq.Param(2)));
    case AuthVerdict::kContinue:
      return TakeClientData(cx, UnescapeAuthData(rq.Param(2)));
  }
}

void OnAnswer(Context& cx, const Answered& answered) {
  cx.self = cx.world.TakeAnswer(answered.question);
  if (!cx.self.IsSome()) return;
  TakeAnswerData(cx, answered.answer.ok() ? *answered.answer : std::string_view());
}

}  // namespace confab
