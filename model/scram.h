// Clauses 6.9 to 6.12: the texts of SCRAM-SHA-256 taken apart, or refused.
//
//   const std::optional<ClientFirst> first = ParseClientFirst("n,,n=alice,r=nonce");
//   const std::optional<ClientFinal> last = ParseClientFinal("c=biws,r=nonceX,p=cHJvb2Y=");
//
// Invariants: pure; an empty optional is a failure of the exchange (clause 6.7).

#ifndef CONFAB_MODEL_SCRAM_H_
#define CONFAB_MODEL_SCRAM_H_

#include <optional>
#include <string>
#include <string_view>

namespace confab::model {

struct ClientFirst {
  std::string gs2_header;  // as sent, with its last comma
  std::string bare;        // from "n=" to the end
  std::string name;        // decoded
  std::string nonce;
};
std::optional<ClientFirst> ParseClientFirst(std::string_view data);

// The answer to ScramParameters.
struct Parameters {
  std::string nonce;
  std::string salt;
  std::string iterations;
};
std::optional<Parameters> ParseParameters(std::string_view answer);

struct ClientFinal {
  std::string binding_base64;
  std::string nonces;
  std::string without_proof;
  std::string proof;
};
std::optional<ClientFinal> ParseClientFinal(std::string_view data);

// 1 to 128 bytes of the alphabet of base64.
bool IsBase64Text(std::string_view text);

}  // namespace confab::model

#endif  // CONFAB_MODEL_SCRAM_H_
