// Clause 6: AUTH, and the six shapes of Q178627 done right.

#include <utility>

#include "absl/strings/escaping.h"
#include "model/reference.h"
#include "model/scram.h"
#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {
namespace {

constexpr std::string_view kPackage = "SCRAM-SHA-256";

}  // namespace

void Reference::Auth(Link& link, const Request& request) {
  const std::string package(request.Param(0));
  const std::string letter = Upper(request.Param(1));
  bool enabled = config_.scram_enabled;  //= clauses#6.1
  if (link.exchange && (letter == "S" || letter == "*")) enabled = true;
  if (!enabled || Upper(package) != kPackage) return NumericFree(link, "912", Echo(package));
  if (letter != "I" && letter != "S" && letter != "*") {  //= clauses#6.2
    return NumericFree(link, "900", "AUTH");
  }
  if (!link.account.empty()) return NumericFree(link, "909", kPackage);  //= clauses#6.3
  const std::string data = Unescaped(request.Param(2));
  if (letter == "I") return AuthBegin(link, data);
  if (letter == "S") return AuthTake(link, data);
  //= clauses#6.4: freed, with or without one, and not counted as a failure.
  if (link.exchange && link.exchange->Asks()) questions_.erase(link.exchange->question);
  link.exchange.reset();
  NumericFree(link, "910", kPackage);
}

//= clauses#6.5
void Reference::AuthBegin(Link& link, std::string_view data) {
  if (link.auth_failures >= config_.auth_failures_max) return NumericFree(link, "911", kPackage);
  if (link.exchange && link.exchange->Asks()) questions_.erase(link.exchange->question);
  link.exchange.reset();
  if (Objects()[Account::kAuth].objects >= config_.auth_exchanges_max) {
    return NumericFree(link, "907");
  }
  link.exchange.emplace();
  AuthFirst(link, data);
}

//= clauses#6.6
void Reference::AuthTake(Link& link, std::string_view data) {
  if (!link.exchange) return NumericFree(link, "900", "AUTH");
  if (link.exchange->Asks()) return AuthFail(link);
  if (link.exchange->waits == Exchange::Waits::kFinal) return AuthFinal(link, data);
  data.empty() ? AuthSucceed(link) : AuthFail(link);  //= clauses#6.13
}

//= clauses#6.7
void Reference::AuthFail(Link& link) {
  if (link.exchange->Asks()) questions_.erase(link.exchange->question);
  link.exchange.reset();
  ++link.auth_failures;
  NumericFree(link, "910", kPackage);
}

//= clauses#6.9
void Reference::AuthFirst(Link& link, std::string_view data) {
  const std::optional<ClientFirst> first = ParseClientFirst(data);
  if (!first) return AuthFail(link);
  Exchange& exchange = *link.exchange;
  exchange.name = first->name;
  exchange.gs2_header = first->gs2_header;
  exchange.first_bare = first->bare;
  exchange.nonces = first->nonce;
  exchange.waits = Exchange::Waits::kParameters;
  AuthAsk(link, ToldAsk{QuestionId{}, false, exchange.name, "", ""});
}

//= clauses#6.10
void Reference::AuthParameters(Link& link, std::string_view answer) {
  const std::optional<Parameters> given = ParseParameters(answer);
  if (!given) return AuthFail(link);
  Exchange& exchange = *link.exchange;
  exchange.nonces += given->nonce;
  exchange.server_first =
      Cat({"r=", exchange.nonces, ",s=", given->salt, ",i=", given->iterations});
  exchange.waits = Exchange::Waits::kFinal;
  if (!AuthSay(link, exchange.server_first)) AuthFail(link);
}

//= clauses#6.11
void Reference::AuthFinal(Link& link, std::string_view data) {
  Exchange& exchange = *link.exchange;
  const std::optional<ClientFinal> last = ParseClientFinal(data);
  if (!last || last->nonces != exchange.nonces) return AuthFail(link);
  if (last->binding_base64 != absl::Base64Escape(exchange.gs2_header)) return AuthFail(link);
  exchange.waits = Exchange::Waits::kProof;
  AuthAsk(link,
          ToldAsk{QuestionId{}, true, exchange.name,
                  Cat({exchange.first_bare, ",", exchange.server_first, ",", last->without_proof}),
                  last->proof});
}

//= clauses#6.12
void Reference::AuthSignature(Link& link, std::string_view answer) {
  if (!IsBase64Text(answer)) return AuthFail(link);
  link.exchange->waits = Exchange::Waits::kEmpty;
  if (!AuthSay(link, Cat({"v=", answer}))) AuthFail(link);
}

//= clauses#6.13
void Reference::AuthSucceed(Link& link) {
  link.account = link.exchange->name;
  link.exchange.reset();
  Say(link, Cat({"AUTH ", kPackage, " * ", link.account, "@", config_.server_name, " 0"}));
}

void Reference::AuthAsk(Link& link, ToldAsk question) {
  question.id = QuestionId{++last_question_};
  link.exchange->question = question.id;
  questions_[question.id] = link.id;
  if (link.told_step != step_) {
    link.told_step = step_;
    link.told = 0;
  }
  ++link.told;
  told_.push_back({link.id, std::move(question)});
}

//= clauses#6.8, clauses#6.14: no prefix; over 510 bytes it is not sent.
bool Reference::AuthSay(Link& link, const std::string& data) {
  const std::string line = Cat({"AUTH ", kPackage, " S :", Escaped(data)});
  if (line.size() > kBodyBytesMax) return false;
  Say(link, line);
  return true;
}

}  // namespace confab::model
