#include "model/scram.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

bool IsGraphic(char c) { return c >= 0x21 && c <= 0x7e; }

bool IsNonce(std::string_view text) {
  return !text.empty() && text.size() <= kNonceBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsGraphic(c) && c != ','; });
}

// "=2C" is a comma and "=3D" an equals sign; any other "=" is an error.
std::optional<std::string> DecodeName(std::string_view text) {
  std::string name;
  while (!text.empty()) {
    if (TakePrefix(text, "=2C")) {
      name += ',';
    } else if (TakePrefix(text, "=3D")) {
      name += '=';
    } else if (text[0] == '=') {
      return std::nullopt;
    } else {
      name += text[0];
      text.remove_prefix(1);
    }
  }
  return name;
}

bool IsAccount(std::string_view name) {
  constexpr std::string_view kForbidden = "!@,:*?";
  return !name.empty() && name.size() <= kAccountBytesMax &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return IsGraphic(c) && kForbidden.find(c) == std::string_view::npos;
         });
}

// What stands before the next comma, which is taken away with it.
std::string_view TakeField(std::string_view& text) {
  const std::string_view field = text.substr(0, text.find(','));
  text.remove_prefix(std::min(text.size(), field.size() + 1));
  return field;
}

bool IsExtension(std::string_view field) {
  return field.size() >= 2 && kBase64.substr(0, 52).find(field[0]) != std::string_view::npos &&
         field[1] == '=';
}

}  // namespace

bool IsBase64Text(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         text.find_first_not_of(kBase64) == std::string_view::npos;
}

//= clauses#6.9
std::optional<ClientFirst> ParseClientFirst(std::string_view data) {
  if (data.substr(0, 2) != "n," && data.substr(0, 2) != "y,") return std::nullopt;
  std::string_view rest = data.substr(2);
  if (rest.find(',') == std::string_view::npos) return std::nullopt;
  std::string_view authzid = TakeField(rest);
  const bool has_authzid = !authzid.empty();
  if (has_authzid && !TakePrefix(authzid, "a=")) return std::nullopt;

  ClientFirst first;
  first.gs2_header = std::string(data.substr(0, data.size() - rest.size()));
  first.bare = std::string(rest);
  std::string_view name_field = TakeField(rest);
  std::string_view nonce_field = TakeField(rest);
  if (!TakePrefix(name_field, "n=")) return std::nullopt;
  if (!TakePrefix(nonce_field, "r=")) return std::nullopt;
  const std::optional<std::string> name = DecodeName(name_field);
  if (!name || !IsAccount(*name)) return std::nullopt;
  if (has_authzid && DecodeName(authzid) != name) return std::nullopt;
  if (!IsNonce(nonce_field)) return std::nullopt;
  first.name = *name;
  first.nonce = std::string(nonce_field);
  return first;
}

//= clauses#6.10
std::optional<Parameters> ParseParameters(std::string_view answer) {
  const std::vector<std::string> words = Split(answer, ' ');
  if (words.size() != 3) return std::nullopt;
  if (!IsNonce(words[0]) || !IsBase64Text(words[1])) return std::nullopt;
  const std::string& iterations = words[2];
  if (iterations.empty() || iterations.size() > 7) return std::nullopt;
  if (iterations.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int number = 0;
  std::from_chars(iterations.data(), iterations.data() + iterations.size(), number);
  if (number < 4096) return std::nullopt;
  return Parameters{words[0], words[1], iterations};
}

//= clauses#6.11
std::optional<ClientFinal> ParseClientFinal(std::string_view data) {
  const size_t proof_at = data.rfind(",p=");
  if (proof_at == std::string_view::npos) return std::nullopt;
  ClientFinal last;
  last.without_proof = std::string(data.substr(0, proof_at));
  last.proof = std::string(data.substr(proof_at + 3));
  if (!IsBase64Text(last.proof)) return std::nullopt;

  const std::vector<std::string> fields = Split(last.without_proof, ',');
  if (fields.size() < 2) return std::nullopt;
  std::string_view binding = fields[0];
  std::string_view nonces = fields[1];
  if (!TakePrefix(binding, "c=") || !TakePrefix(nonces, "r=")) {
    return std::nullopt;
  }
  if (!std::all_of(fields.begin() + 2, fields.end(), IsExtension)) return std::nullopt;
  last.binding_base64 = std::string(binding);
  last.nonces = std::string(nonces);
  return last;
}

}  // namespace confab::model
