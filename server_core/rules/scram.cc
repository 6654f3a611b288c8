#include "server_core/rules/scram.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "server_core/api/limits.h"

namespace confab {
namespace {

bool IsLetter(char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'); }
bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }
bool IsVisible(char byte) { return byte >= 0x21 && byte <= 0x7e; }

bool IsBase64Byte(char byte) {
  return IsLetter(byte) || IsDigit(byte) || byte == '+' || byte == '/' || byte == '=';
}

bool IsNonce(std::string_view text) {
  return !text.empty() && text.size() <= kNonceBytesMax &&
         std::all_of(text.begin(), text.end(), IsVisible) && text.find(',') == text.npos;
}

bool IsAccount(std::string_view text) {
  return !text.empty() && text.size() <= kAccountBytesMax &&
         std::all_of(text.begin(), text.end(), IsVisible) &&
         text.find_first_of("!@,:*?") == text.npos;
}

// saslname: "=2C" is a comma, "=3D" an equals sign, and no other one may stand in it.
std::optional<std::string> DecodeName(std::string_view name) {
  std::string decoded;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '=') {
      decoded += name[i];
      continue;
    }
    const std::string_view code = name.substr(i, 3);
    if (code != "=2C" && code != "=3D") return std::nullopt;
    decoded += code == "=2C" ? ',' : '=';
    i += 2;
  }
  return decoded;
}

bool IsIterationCount(std::string_view digits) {
  if (digits.empty() || digits.size() > 7) return false;
  if (!std::all_of(digits.begin(), digits.end(), IsDigit)) return false;
  int count = 0;
  for (const char digit : digits) count = 10 * count + (digit - '0');
  return count >= 4096;
}

bool Consume(std::string_view prefix, std::string_view& rest) {
  if (rest.substr(0, prefix.size()) != prefix) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

// Up to the next comma, which stays; or everything.
std::string_view TakeUntilComma(std::string_view& rest) {
  const std::string_view field = rest.substr(0, rest.find(','));
  rest.remove_prefix(field.size());
  return field;
}

bool AreExtensions(std::string_view rest) {
  while (!rest.empty()) {
    if (!Consume(",", rest)) return false;
    const std::string_view field = TakeUntilComma(rest);
    if (field.size() < 2 || !IsLetter(field[0]) || field[1] != '=') return false;
  }
  return true;
}

std::string Base64Of(std::string_view text) {
  return absl::Base64Escape(absl::string_view(text.data(), text.size()));
}

}  // namespace

bool IsBase64(std::string_view text) {
  return !text.empty() && text.size() <= kBase64BytesMax &&
         std::all_of(text.begin(), text.end(), IsBase64Byte);
}

std::optional<ClientFirst> ParseClientFirst(std::string_view data) {
  ClientFirst first;
  std::string_view rest = data;
  if (!Consume("n,", rest) && !Consume("y,", rest)) return std::nullopt;
  const bool has_authzid = Consume("a=", rest);
  const std::string_view authzid = TakeUntilComma(rest);
  if (!has_authzid && !authzid.empty()) return std::nullopt;
  if (!Consume(",", rest)) return std::nullopt;
  first.gs2_header = data.substr(0, data.size() - rest.size());
  first.bare = rest;

  if (!Consume("n=", rest)) return std::nullopt;
  const std::optional<std::string> account = DecodeName(TakeUntilComma(rest));
  if (!account || !IsAccount(*account)) return std::nullopt;
  if (has_authzid && DecodeName(authzid) != account) return std::nullopt;
  first.account = *account;

  if (!Consume(",r=", rest)) return std::nullopt;
  first.nonce = TakeUntilComma(rest);
  if (!IsNonce(first.nonce)) return std::nullopt;
  return first;
}

std::optional<Parameters> ParseScramParameters(std::string_view answer) {
  const size_t first_space = answer.find(' ');
  if (first_space == answer.npos) return std::nullopt;
  const size_t second_space = answer.find(' ', first_space + 1);
  if (second_space == answer.npos) return std::nullopt;
  const Parameters parameters = {answer.substr(0, first_space),
                                 answer.substr(first_space + 1, second_space - first_space - 1),
                                 answer.substr(second_space + 1)};
  if (!IsNonce(parameters.server_nonce) || !IsBase64(parameters.salt)) return std::nullopt;
  if (!IsIterationCount(parameters.iterations)) return std::nullopt;
  return parameters;
}

std::optional<ClientFinal> ParseClientFinal(std::string_view data, std::string_view gs2_header,
                                            std::string_view nonces) {
  const size_t proof_at = data.rfind(",p=");
  if (proof_at == data.npos) return std::nullopt;
  const ClientFinal final = {data.substr(0, proof_at), data.substr(proof_at + 3)};
  if (!IsBase64(final.proof)) return std::nullopt;
  std::string_view rest = final.without_proof;
  if (!Consume("c=", rest) || TakeUntilComma(rest) != Base64Of(gs2_header)) return std::nullopt;
  if (!Consume(",r=", rest) || TakeUntilComma(rest) != nonces) return std::nullopt;
  if (!AreExtensions(rest)) return std::nullopt;
  return final;
}

}  // namespace confab
