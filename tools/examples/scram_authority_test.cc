#include "tools/examples/scram_authority.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "server_core/api/limits.h"
#include "server_core/api/output.h"
#include "tools/examples/scram_client.h"

namespace confab {
namespace {

constexpr std::string_view kClientNonce = "rOprNGfwEbeRWgbNEkqO";

ScramAuthority AuthorityFor(std::string_view accounts) {
  absl::StatusOr<ScramAuthority> authority = ScramAuthority::FromText(accounts);
  EXPECT_TRUE(authority.ok()) << authority.status();
  return *std::move(authority);
}

std::string ParametersOf(const ScramAuthority& authority, std::string_view account) {
  const absl::StatusOr<std::string> answer = authority.Answer(ScramParameters{account});
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.value_or("");
}

std::string SaltAndIterations(const ScramAuthority& authority, std::string_view account) {
  const std::string answer = ParametersOf(authority, account);
  return answer.substr(answer.find(' ') + 1);
}

// What the core makes of the answer for a client's nonce.
std::string ServerFirst(std::string_view nonce, const std::string& answer) {
  const size_t salt = answer.find(' ') + 1;
  const size_t iterations = answer.find(' ', salt) + 1;
  return "r=" + std::string(nonce) + answer.substr(0, salt - 1) +
         ",s=" + answer.substr(salt, iterations - 1 - salt) + ",i=" + answer.substr(iterations);
}

// A whole exchange; the server signature if the authority accepts.
absl::StatusOr<std::string> Exchange(const ScramAuthority& authority, ScramClient& client,
                                     std::string_view account) {
  const std::string final_message =
      client.Final(ServerFirst(kClientNonce, ParametersOf(authority, account)));
  const std::string proof = final_message.substr(final_message.find(",p=") + 3);
  return authority.Answer(ScramProof{account, client.auth_message(), proof});
}

TEST(ScramAuthority, ARightPasswordIsSignedAndAnyOtherRefused) {
  const ScramAuthority authority = AuthorityFor("alice wonder land\nbob builder\n");
  ScramClient alice("alice", "wonder land", std::string(kClientNonce));
  const absl::StatusOr<std::string> signature = Exchange(authority, alice, "alice");
  ASSERT_TRUE(signature.ok()) << signature.status();
  EXPECT_EQ("v=" + *signature, alice.ServerFinal());

  ScramClient wrong("alice", "builder", std::string(kClientNonce));
  EXPECT_EQ(Exchange(authority, wrong, "alice").status().code(),
            absl::StatusCode::kPermissionDenied);
  ScramClient as_bob("alice", "wonder land", std::string(kClientNonce));
  EXPECT_FALSE(Exchange(authority, as_bob, "bob").ok());
}

TEST(ScramAuthority, AnUnknownAccountCannotBeToldFromAWrongPassword) {
  const ScramAuthority authority = AuthorityFor("alice wonderland\n");
  EXPECT_EQ(ParametersOf(authority, "nobody").size(), ParametersOf(authority, "alice").size());
  EXPECT_EQ(SaltAndIterations(authority, "nobody"), SaltAndIterations(authority, "nobody"));
  EXPECT_NE(SaltAndIterations(authority, "nobody"), SaltAndIterations(authority, "nobodz"));

  ScramClient nobody("nobody", "wonderland", std::string(kClientNonce));
  ScramClient wrong("alice", "looking glass", std::string(kClientNonce));
  EXPECT_EQ(Exchange(authority, nobody, "nobody").status(),
            Exchange(authority, wrong, "alice").status());
}

TEST(ScramAuthority, EveryExchangeHasANonceOfItsOwn) {
  const ScramAuthority authority = AuthorityFor("");
  std::set<std::string> nonces;
  for (int i = 0; i < 100; ++i) {
    const std::string answer = ParametersOf(authority, "alice");
    const std::string nonce = answer.substr(0, answer.find(' '));
    EXPECT_LE(nonce.size(), kNonceBytesMax);
    EXPECT_EQ(nonce.find(','), std::string::npos);
    nonces.insert(nonce);
  }
  EXPECT_EQ(nonces.size(), 100u);
}

TEST(ScramAuthority, NamesEndAtTheLimitOfTheCore) {
  const std::string longest(kAccountBytesMax, 'a');
  EXPECT_TRUE(ScramAuthority::FromText(longest + " secret").ok());
  EXPECT_FALSE(ScramAuthority::FromText(longest + "a secret").ok());
}

TEST(ScramAuthority, ABadLineIsNamed) {
  for (const std::string_view line : {"alice", "alice ", " secret", "a,b secret", "al@ice secret",
                                      "alice s\xc3\xa9"
                                      "cret",
                                      "alice secret\r", "bob again"}) {
    const absl::Status status =
        ScramAuthority::FromText("bob builder\n\n" + std::string(line)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << line;
    EXPECT_EQ(status.message().substr(0, 7), "line 3:") << line;
  }
}

}  // namespace
}  // namespace confab
