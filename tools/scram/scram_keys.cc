#include "tools/scram/scram_keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server_core/api/check.h"
#include "server_core/api/limits.h"

namespace confab {
namespace {

constexpr size_t kNonceBytes = 18;  // 24 characters of base64, which has neither comma nor space

const unsigned char* Unsigned(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view Text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string Base64(std::string_view bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

Digest Sha256(std::string_view text) {
  Digest digest;
  SHA256(Unsigned(text), text.size(), digest.data());
  return digest;
}

Digest Hmac(std::string_view key, std::string_view text) {
  Digest digest;
  CONFAB_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Unsigned(text),
                    text.size(), digest.data(), nullptr) != nullptr);
  return digest;
}

absl::Status Refusal() { return absl::PermissionDeniedError("unknown account or wrong password"); }

std::optional<Digest> DecodeDigest(std::string_view base64) {
  std::string bytes;
  if (!absl::Base64Unescape(absl::string_view(base64.data(), base64.size()), &bytes)) return {};
  Digest digest;
  if (bytes.size() != digest.size()) return {};
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

}  // namespace

ScramKeys DeriveScramKeys(std::string_view password, std::string_view salt, int iterations) {
  Digest salted;
  CONFAB_CHECK(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), Unsigned(salt),
                                 static_cast<int>(salt.size()), iterations, EVP_sha256(),
                                 static_cast<int>(salted.size()), salted.data()) == 1);
  Digest client_key = Hmac(Text(salted), "Client Key");
  const ScramKeys keys{Sha256(Text(client_key)), Hmac(Text(salted), "Server Key")};
  // Either of these two is as good as the password.
  OPENSSL_cleanse(salted.data(), salted.size());
  OPENSSL_cleanse(client_key.data(), client_key.size());
  return keys;
}

absl::StatusOr<std::string> CheckScramProof(const ScramKeys& keys, std::string_view auth_message,
                                            std::string_view proof_base64) {
  const std::optional<Digest> proof = DecodeDigest(proof_base64);
  if (!proof.has_value()) return Refusal();
  // ClientProof = ClientKey XOR HMAC(StoredKey, AuthMessage), and StoredKey = H(ClientKey).
  Digest client_key = Hmac(Text(keys.stored_key), auth_message);
  for (size_t i = 0; i < client_key.size(); ++i) client_key[i] ^= (*proof)[i];
  const Digest claimed = Sha256(Text(client_key));
  OPENSSL_cleanse(client_key.data(), client_key.size());
  if (CRYPTO_memcmp(claimed.data(), keys.stored_key.data(), claimed.size()) != 0) {
    return Refusal();
  }
  return Base64(Text(Hmac(Text(keys.server_key), auth_message)));
}

absl::StatusOr<std::string> ScramParametersText(std::string_view salt, int iterations) {
  const absl::StatusOr<std::string> nonce = RandomBytes(kNonceBytes);
  if (!nonce.ok()) return nonce.status();
  return absl::StrCat(Base64(*nonce), " ", Base64(salt), " ", iterations);
}

std::string SaltOfNobody(std::string_view secret, std::string_view account) {
  std::string label = "salt ";
  label += account;
  return std::string(Text(Hmac(secret, label)).substr(0, kScramSaltBytes));
}

ScramKeys KeysOfNobody(std::string_view secret) {
  return {Hmac(secret, "stored key of nobody"), Hmac(secret, "server key of nobody")};
}

absl::StatusOr<std::string> RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  auto* first = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(first, static_cast<int>(count)) == 1) return bytes;
  return absl::UnavailableError("no random bytes from the system");
}

//= clauses#6.9
bool IsScramAccountName(std::string_view name) {
  const auto allowed = [](char c) {
    return c >= 0x21 && c <= 0x7e && std::string_view("!@,:*?").find(c) == std::string_view::npos;
  };
  return !name.empty() && name.size() <= kAccountBytesMax &&
         std::all_of(name.begin(), name.end(), allowed);
}

bool IsScramPassword(std::string_view password) {
  return !password.empty() && std::all_of(password.begin(), password.end(),
                                          [](char c) { return c >= 0x20 && c <= 0x7e; });
}

}  // namespace confab
