#include <utility>

#include "server_core/api/check.h"
#include "server_core/world/costs.h"
#include "server_core/world/world.h"

namespace confab {

AuthExchange& World::OpenExchange(ClientId id) {
  Client& client = At(id);
  CONFAB_CHECK(!client.exchange.IsSome());
  AuthExchange exchange;
  exchange.owner = id;
  client.exchange = exchanges_.Insert(std::move(exchange));
  ledger_.Open(Account::kAuth, kExchangeBytes);
  return exchanges_.At(client.exchange);
}

void World::RebillExchange(AuthExchange& exchange) {
  const int64_t bytes = TextBytes(exchange);
  ledger_.Grow(Account::kAuth, bytes - exchange.billed_text_bytes);
  exchange.billed_text_bytes = bytes;
}

void World::CloseExchange(ClientId id) {
  Client& client = At(id);
  if (!client.exchange.IsSome()) return;
  const AuthExchange& exchange = exchanges_.At(client.exchange);
  if (exchange.asked()) TakeAnswer(exchange.question);
  ledger_.Shut(Account::kAuth, kExchangeBytes + exchange.billed_text_bytes);
  exchanges_.Erase(std::exchange(client.exchange, AuthId()));
}

void World::Authenticate(ClientId id, std::string account) {
  Client& client = At(id);
  const int64_t before = TextBytes(client);
  client.account = std::move(account);
  ledger_.Grow(Account::kLinks, TextBytes(client) - before);
}

QuestionId World::Ask(ClientId id) {
  const QuestionId question{++questions_asked_};
  by_question_.emplace(question, id);
  ledger_.Open(Account::kQuestions, kQuestionBytes);
  return question;
}

ClientId World::TakeAnswer(QuestionId question) {
  const auto found = by_question_.find(question);
  if (found == by_question_.end()) return ClientId();
  const ClientId asker = found->second;
  by_question_.erase(found);
  ledger_.Shut(Account::kQuestions, kQuestionBytes);
  return asker;
}

}  // namespace confab
