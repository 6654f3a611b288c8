// An open AUTH exchange: what a SCRAM-SHA-256 conversation has to remember.
//
//   AuthExchange& exchange = world.OpenExchange(self);
//   exchange.awaiting = AuthExchange::Awaiting::kParameters;
//   exchange.question = world.Ask(self);            // until its answer, the client has to wait
//
// Invariants: belongs to the link that opened it and ends with it; its question is outstanding
// exactly while `awaiting` names an answer; it holds no nick and looks nothing up by one (Q178627).

#ifndef CONFAB_SERVER_CORE_WORLD_AUTH_EXCHANGE_H_
#define CONFAB_SERVER_CORE_WORLD_AUTH_EXCHANGE_H_

#include <cstdint>
#include <string>

#include "server_core/api/input.h"
#include "server_core/world/handles.h"

namespace confab {

struct AuthExchange {
  enum class Awaiting : uint8_t {
    kClientFirst,
    kParameters,
    kClientFinal,
    kSignature,
    kConfirmation
  };

  bool asked() const {
    return awaiting == Awaiting::kParameters || awaiting == Awaiting::kSignature;
  }

  ClientId owner;
  Awaiting awaiting = Awaiting::kClientFirst;
  QuestionId question{};
  int64_t billed_text_bytes = 0;
  std::string account;
  std::string gs2_header;  // "n,a=name," as the client sent it
  std::string client_first_bare;
  std::string server_first;
  std::string nonces;  // client's, then with the server's behind it
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_AUTH_EXCHANGE_H_
