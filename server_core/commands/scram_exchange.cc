#include "server_core/commands/scram_exchange.h"

#include <string>
#include <utility>

#include "server_core/api/check.h"
#include "server_core/rules/auth_policy.h"
#include "server_core/rules/scram.h"
#include "server_core/wire/auth_escape.h"

namespace confab {
namespace {

using Awaiting = AuthExchange::Awaiting;

AuthExchange& ExchangeOf(Context& cx) {
  AuthExchange* exchange = cx.world.FindExchange(cx.self);
  CONFAB_CHECK(exchange != nullptr);
  return *exchange;
}

LineWriter AuthLine(std::string_view letter) {
  LineWriter line;
  line.Add("AUTH ").Add(kScramPackage).Add(" ").Add(letter).Add(" ");
  return line;
}

// Waits for the client, if what it is told fits in a line.
//= clauses#6.8
void Challenge(Context& cx, std::string_view data, Awaiting awaiting) {
  LineWriter line = AuthLine("S");
  line.Add(":").Add(EscapeAuthData(data));
  if (!line.fits()) return FailExchange(cx, "challenge too long");
  ExchangeOf(cx).awaiting = awaiting;
  cx.out.Send(cx.self, line);
}

// Waits for the shell.
void Ask(Context& cx, AuthExchange& exchange, Awaiting awaiting, const Question& question) {
  exchange.awaiting = awaiting;
  exchange.question = cx.world.Ask(cx.self);
  cx.out.Ask(exchange.question, cx.client().link, question);
}

//= clauses#6.9
void TakeClientFirst(Context& cx, AuthExchange& exchange, std::string_view data) {
  std::optional<ClientFirst> first = ParseClientFirst(data);
  if (!first) return FailExchange(cx, "malformed client-first");
  exchange.gs2_header = first->gs2_header;
  exchange.client_first_bare = first->bare;
  exchange.nonces = first->nonce;
  exchange.account = std::move(first->account);
  cx.world.RebillExchange(exchange);
  Ask(cx, exchange, Awaiting::kParameters, ScramParameters{cx.out.Keep(exchange.account)});
}

//= clauses#6.10
void TakeParameters(Context& cx, AuthExchange& exchange, std::string_view answer) {
  const std::optional<Parameters> parameters = ParseScramParameters(answer);
  if (!parameters) return FailExchange(cx, "no parameters");
  exchange.nonces += parameters->server_nonce;
  std::string& server_first = exchange.server_first;
  server_first.append("r=").append(exchange.nonces).append(",s=").append(parameters->salt);
  server_first.append(",i=").append(parameters->iterations);
  cx.world.RebillExchange(exchange);
  Challenge(cx, server_first, Awaiting::kClientFinal);
}

//= clauses#6.11
void TakeClientFinal(Context& cx, AuthExchange& exchange, std::string_view data) {
  const std::optional<ClientFinal> final =
      ParseClientFinal(data, exchange.gs2_header, exchange.nonces);
  if (!final) return FailExchange(cx, "malformed client-final");
  std::string auth_message = exchange.client_first_bare;
  auth_message.append(",").append(exchange.server_first);
  auth_message.append(",").append(final->without_proof);
  Ask(cx, exchange, Awaiting::kSignature,
      ScramProof{cx.out.Keep(exchange.account), cx.out.Keep(auth_message),
                 cx.out.Keep(final->proof)});
}

//= clauses#6.12
void TakeSignature(Context& cx, std::string_view answer) {
  if (!IsBase64(answer)) return FailExchange(cx, "wrong proof");
  Challenge(cx, "v=" + std::string(answer), Awaiting::kConfirmation);
}

//= clauses#6.13
void TakeConfirmation(Context& cx, AuthExchange& exchange, std::string_view data) {
  if (!data.empty()) return FailExchange(cx, "malformed confirmation");
  std::string account = std::move(exchange.account);
  cx.world.CloseExchange(cx.self);
  LineWriter line = AuthLine("*");
  line.Add(account).Add("@").Add(cx.config.server_name).Add(" 0");
  cx.out.Send(cx.self, line);
  cx.out.Note(Event::kAuthSucceeded, cx.client().link,
              {{"package", kScramPackage}, {"account", account}});
  cx.world.Authenticate(cx.self, std::move(account));
}

}  // namespace

void TakeClientData(Context& cx, std::string_view data) {
  AuthExchange& exchange = ExchangeOf(cx);
  switch (exchange.awaiting) {
    case Awaiting::kClientFirst:
      return TakeClientFirst(cx, exchange, data);
    case Awaiting::kClientFinal:
      return TakeClientFinal(cx, exchange, data);
    case Awaiting::kConfirmation:
      return TakeConfirmation(cx, exchange, data);
    case Awaiting::kParameters:
    case Awaiting::kSignature:
      break;
  }
  CONFAB_CHECK(!"clients answer only when they are asked");
}

void TakeAnswerData(Context& cx, std::string_view answer) {
  AuthExchange& exchange = ExchangeOf(cx);
  CONFAB_CHECK(exchange.asked());
  if (exchange.awaiting == Awaiting::kParameters) return TakeParameters(cx, exchange, answer);
  TakeSignature(cx, answer);
}

void FailExchange(Context& cx, std::string_view why) {
  cx.world.CloseExchange(cx.self);
  cx.client().auth_failures += 1;
  cx.out.Refuse(cx.self, Numeric::kAuthenticationFailed, Text(kScramPackage));
  cx.out.Note(Event::kAuthFailed, cx.client().link, {{"package", kScramPackage}, {"why", why}});
}

}  // namespace confab
