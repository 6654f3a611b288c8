#include "tools/examples/scram_client.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <cstddef>
#include <cstdlib>
#include <utility>

namespace confab {
namespace {

constexpr size_t kDigestBytes = 32;

unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string HmacOf(std::string_view key, std::string_view text) {
  std::string digest(kDigestBytes, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Raw(text), text.size(), Raw(digest),
       nullptr);
  return digest;
}

std::string HashOf(std::string_view text) {
  std::string digest(kDigestBytes, '\0');
  SHA256(Raw(text), text.size(), Raw(digest));
  return digest;
}

std::string Encode(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // with a NUL that OpenSSL writes
  text.resize(
      static_cast<size_t>(EVP_EncodeBlock(Raw(text), Raw(bytes), static_cast<int>(bytes.size()))));
  return text;
}

std::string Decode(std::string_view text) {
  std::string bytes(3 * (text.size() / 4 + 1), '\0');
  const int count = EVP_DecodeBlock(Raw(bytes), Raw(text), static_cast<int>(text.size()));
  if (count < 0) return {};
  const size_t padding = text.size() - (text.find_last_not_of('=') + 1);
  bytes.resize(static_cast<size_t>(count) - padding);
  return bytes;
}

// The value of `k=value` in a list parted by commas.
std::string_view Attribute(std::string_view list, char key) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    if (item.size() >= 2 && item[0] == key && item[1] == '=') return item.substr(2);
    list.remove_prefix(item.size() < list.size() ? item.size() + 1 : list.size());
  }
  return {};
}

}  // namespace

ScramClient::ScramClient(std::string name, std::string password, std::string nonce)
    : name_(std::move(name)), password_(std::move(password)), nonce_(std::move(nonce)) {}

std::string ScramClient::First() const { return "n,,n=" + name_ + ",r=" + nonce_; }

std::string ScramClient::Final(std::string_view server_first) {
  const std::string nonces(Attribute(server_first, 'r'));
  const std::string salt = Decode(Attribute(server_first, 's'));
  const int iterations = std::atoi(std::string(Attribute(server_first, 'i')).c_str());
  if (nonces.substr(0, nonce_.size()) != nonce_ || salt.empty() || iterations <= 0) return {};
  salted_password_.assign(kDigestBytes, '\0');
  PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()),
                    Raw(std::string_view(salt)), static_cast<int>(salt.size()), iterations,
                    EVP_sha256(), static_cast<int>(kDigestBytes), Raw(salted_password_));
  const std::string without_proof = "c=biws,r=" + nonces;
  auth_message_ =
      "n=" + name_ + ",r=" + nonce_ + "," + std::string(server_first) + "," + without_proof;
  const std::string client_key = HmacOf(salted_password_, "Client Key");
  std::string proof = HmacOf(HashOf(client_key), auth_message_);
  for (size_t i = 0; i < kDigestBytes; ++i) proof[i] = static_cast<char>(proof[i] ^ client_key[i]);
  return without_proof + ",p=" + Encode(proof);
}

std::string ScramClient::ServerFinal() const {
  return "v=" + Encode(HmacOf(HmacOf(salted_password_, "Server Key"), auth_message_));
}

}  // namespace confab
