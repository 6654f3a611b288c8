// The messages of SCRAM-SHA-256 (RFC 5802, RFC 7677), taken apart and judged.
//
//   const auto first = ParseClientFirst("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
//   first->account == "user"; first->gs2_header == "n,,";
//   const auto parameters = ParseScramParameters("%hvYDpWUa2RaTCAfuxFIlj)hNlF W22ZaJ0S== 4096");
//   const auto final = ParseClientFinal(data, first->gs2_header, nonces);
//
// Invariants: pure; whatever is not exactly as clauses#6 says is nothing. No secret and no proof is
// judged here: that is the answer to a question.

#ifndef CONFAB_SERVER_CORE_RULES_SCRAM_H_
#define CONFAB_SERVER_CORE_RULES_SCRAM_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace confab {

inline constexpr size_t kBase64BytesMax = 128;  // of a salt, a proof, a signature

struct ClientFirst {
  std::string_view gs2_header;  // "n,," or "y,a=name,"
  std::string_view bare;        // "n=name,r=nonce" and extensions
  std::string_view nonce;
  std::string account;  // decoded
};
//= clauses#6.9
std::optional<ClientFirst> ParseClientFirst(std::string_view data);

struct Parameters {
  std::string_view server_nonce;
  std::string_view salt;
  std::string_view iterations;
};
//= clauses#6.10
std::optional<Parameters> ParseScramParameters(std::string_view answer);

struct ClientFinal {
  std::string_view without_proof;
  std::string_view proof;
};
//= clauses#6.11
std::optional<ClientFinal> ParseClientFinal(std::string_view data, std::string_view gs2_header,
                                            std::string_view nonces);

// 1 to kBase64BytesMax bytes out of the alphabet; padding may stand anywhere.
bool IsBase64(std::string_view text);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_SCRAM_H_
