#include "tools/scram/scram_keys.h"

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "server_core/api/limits.h"
#include "tools/examples/scram_client.h"

namespace confab {
namespace {

// RFC 7677 section 3.
constexpr std::string_view kClientNonce = "rOprNGfwEbeRWgbNEkqO";
constexpr std::string_view kServerFirst =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr std::string_view kSalt("\x5b\x6d\x99\x68\x9d\x12\x35\x8e\xec\xa0\x4b\x14\x12\x36\xfa\x81",
                                 16);
constexpr std::string_view kWithoutProof =
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
constexpr std::string_view kProof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
constexpr std::string_view kSignature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

std::string VectorMessage() {
  std::string message = "n=user,r=rOprNGfwEbeRWgbNEkqO,";
  return message.append(kServerFirst).append(",").append(kWithoutProof);
}

TEST(ScramKeys, TheVectorOfRfc7677Holds) {
  const ScramKeys keys = DeriveScramKeys("pencil", kSalt, 4096);
  const absl::StatusOr<std::string> signature = CheckScramProof(keys, VectorMessage(), kProof);
  ASSERT_TRUE(signature.ok()) << signature.status();
  EXPECT_EQ(*signature, kSignature);
}

TEST(ScramKeys, TheClientOfTheTestsMeetsTheVectorToo) {
  ScramClient client("user", "pencil", std::string(kClientNonce));
  EXPECT_EQ(client.First(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  EXPECT_EQ(client.Final(kServerFirst), std::string(kWithoutProof) + ",p=" + std::string(kProof));
  EXPECT_EQ(client.auth_message(), VectorMessage());
  EXPECT_EQ(client.ServerFinal(), "v=" + std::string(kSignature));
}

// RFC 5802 section 3: StoredKey = H(ClientKey) and ClientProof = ClientKey XOR ClientSignature, so
// a server never holds what makes a proof.
TEST(ScramKeys, TheStoredKeyItselfIsNoProof) {
  const ScramKeys keys = DeriveScramKeys("pencil", kSalt, 4096);
  const std::string_view stored(reinterpret_cast<const char*>(keys.stored_key.data()), 32);
  EXPECT_FALSE(CheckScramProof(keys, VectorMessage(), stored).ok());
}

TEST(ScramKeys, PasswordSaltAndIterationsAllMatter) {
  const ScramKeys keys = DeriveScramKeys("pencil", kSalt, 4096);
  EXPECT_EQ(DeriveScramKeys("pencil", kSalt, 4096).stored_key, keys.stored_key);
  EXPECT_NE(DeriveScramKeys("pencil ", kSalt, 4096).stored_key, keys.stored_key);
  EXPECT_NE(DeriveScramKeys("pencil", kSalt.substr(1), 4096).stored_key, keys.stored_key);
  EXPECT_NE(DeriveScramKeys("pencil", kSalt, 4097).stored_key, keys.stored_key);
}

TEST(ScramKeys, AnyOtherBitOfTheProofOrMessageIsRefused) {
  const ScramKeys keys = DeriveScramKeys("pencil", kSalt, 4096);
  const std::string message = VectorMessage();
  for (size_t at = 0; at < message.size(); ++at) {
    std::string other = message;
    other[at] = static_cast<char>(other[at] ^ 1);
    EXPECT_FALSE(CheckScramProof(keys, other, kProof).ok()) << at;
  }
  for (size_t at = 0; at + 2 < kProof.size(); ++at) {
    std::string other(kProof);
    other[at] = other[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(CheckScramProof(keys, message, other).ok()) << at;
  }
}

TEST(ScramKeys, AProofOfAnotherLengthIsRefused) {
  const ScramKeys keys = DeriveScramKeys("pencil", kSalt, 4096);
  for (const std::string_view proof : {"", "AAAA", "====", "not base64", "dHzbZapWIk4jUhN+"}) {
    EXPECT_FALSE(CheckScramProof(keys, VectorMessage(), proof).ok()) << proof;
  }
  const std::string longer = "AAAA" + std::string(kProof);
  EXPECT_FALSE(CheckScramProof(keys, VectorMessage(), longer).ok());
}

TEST(ScramKeys, NobodyHasTheSameSaltAsLongAsTheSecretLives) {
  EXPECT_EQ(SaltOfNobody("secret", "alice"), SaltOfNobody("secret", "alice"));
  EXPECT_NE(SaltOfNobody("secret", "alice"), SaltOfNobody("secret", "alicf"));
  EXPECT_NE(SaltOfNobody("secret", "alice"), SaltOfNobody("secreu", "alice"));
  EXPECT_EQ(SaltOfNobody("secret", "alice").size(), kScramSaltBytes);
  EXPECT_FALSE(CheckScramProof(KeysOfNobody("secret"), VectorMessage(), kProof).ok());
}

TEST(ScramKeys, NamesEndAtTheLimitOfTheCore) {
  const std::string longest(kAccountBytesMax, 'a');
  EXPECT_TRUE(IsScramAccountName(longest));
  EXPECT_FALSE(IsScramAccountName(longest + "a"));
  for (const std::string_view name : {"", "a b", "a@b", "a,b", "*", "\x7f", "\xc3\xa9"}) {
    EXPECT_FALSE(IsScramAccountName(name)) << name;
  }
}

TEST(ScramKeys, PasswordsArePrintableAscii) {
  EXPECT_TRUE(IsScramPassword(" ~"));
  for (const std::string_view password : {"", "a\tb", "\x7f", "\xc3\xa9"}) {
    EXPECT_FALSE(IsScramPassword(password)) << password;
  }
}

}  // namespace
}  // namespace confab
