#include "sim/actor.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/output.h"
#include "sim/authority.h"
#include "sim/scram.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

ScriptClient ClientOf(ActorRole role) {
  ScriptClient client;
  client.id = 1;
  client.role = role;
  client.alternate_nicks = {"b", "c"};
  return client;
}

std::string RepliesOf(Actor& actor, std::string_view bytes) {
  std::string replies;
  actor.Read(bytes, replies);
  return replies;
}

TEST(ActorTest, EveryPingIsAnswered) {
  const ScriptClient client = ClientOf(ActorRole::kLurker);
  Actor actor(client, 0);
  EXPECT_EQ(RepliesOf(actor, "PING :srv\r\n:srv 001 a :hi\r\nPING x\r\n"),
            "PONG :srv\r\nPONG x\r\n");
}

TEST(ActorTest, HowTheBytesAreCutDoesNotMatter) {
  const ScriptClient client = ClientOf(ActorRole::kNickCollider);
  constexpr std::string_view kText = ":srv 433 * a :taken\r\nPING :srv\r\n:srv 433 * b :taken\r\n";
  for (size_t cut = 0; cut <= kText.size(); ++cut) {
    Actor actor(client, 0);
    const std::string first = RepliesOf(actor, kText.substr(0, cut));
    EXPECT_EQ(first + RepliesOf(actor, kText.substr(cut)), "NICK b\r\nPONG :srv\r\nNICK c\r\n");
  }
}

TEST(ActorTest, ACollidersAlternatesRunOutAndComeBackWithANewConnection) {
  const ScriptClient client = ClientOf(ActorRole::kNickCollider);
  Actor actor(client, 0);
  EXPECT_EQ(RepliesOf(actor, ":srv 433 * a :t\r\n"), "NICK b\r\n");
  EXPECT_EQ(RepliesOf(actor, ":srv 433 * b :t\r\n"), "NICK c\r\n");
  EXPECT_EQ(RepliesOf(actor, ":srv 433 * c :t\r\n"), "");
  actor.Connect();
  EXPECT_EQ(RepliesOf(actor, ":srv 433 * a :t\r\n"), "NICK b\r\n");
}

TEST(ActorTest, OthersTakeARefusedNickAsItIs) {
  const ScriptClient client = ClientOf(ActorRole::kStormer);
  Actor actor(client, 0);
  EXPECT_EQ(RepliesOf(actor, ":srv 433 * a :t\r\n"), "");
}

TEST(ActorTest, TheDeadAndTheHostileAnswerNothing) {
  for (const ActorRole role : {ActorRole::kDeadPeer, ActorRole::kHostile}) {
    const ScriptClient client = ClientOf(role);
    Actor actor(client, 0);
    EXPECT_EQ(RepliesOf(actor, "PING :srv\r\n"), "");
  }
}

TEST(ActorTest, APongEndsTheWaitingAndNothingElseDoes) {
  const ScriptClient client = ClientOf(ActorRole::kRegular);
  Actor actor(client, 0);
  std::string asked;
  actor.AskForPong(asked);
  EXPECT_EQ(asked, "\r\nPING :heal\r\n");
  RepliesOf(actor, ":srv PONG srv :other\r\n:srv PRIVMSG a ::heal\r\n");
  EXPECT_TRUE(actor.awaits_pong());
  RepliesOf(actor, ":srv PONG srv :heal\r\n");
  EXPECT_FALSE(actor.awaits_pong());
}

// A whole exchange with the authority, as the core would carry it.
class ExchangeTest : public testing::Test {
 protected:
  ExchangeTest() { script_.accounts = {{"al,i=ce", "secret", {}, {}}}; }

  // The client's first line, taken apart.
  std::string Begin(const ScriptAuth& auth) {
    std::string replies;
    actor_.BeginAuth(auth, 7, replies);
    return Data(replies);
  }
  std::string Data(std::string_view line) {
    return AuthUnescaped(line.substr(line.find(':') + 1, line.size() - line.find(':') - 3));
  }
  std::string Answer(const Question& question) {
    const absl::StatusOr<std::string> answer =
        Authority(script_).Answer(Ask{QuestionId{1}, LinkId{1}, question}, 0);
    return answer.ok() ? *answer : "error";
  }

  Script script_;
  ScriptClient client_ = ClientOf(ActorRole::kRegular);
  Actor actor_{client_, 0};
};

// A nonce ends with its field.
std::string NonceIn(const std::string& first) {
  const std::string rest = first.substr(first.find(",r=") + 3);
  return rest.substr(0, rest.find(','));
}

TEST_F(ExchangeTest, TheRightPasswordConvincesTheAuthorityAndTheOtherWayRound) {
  const ScriptAuth auth{"al,i=ce", "secret", 0};
  const std::string first = Begin(auth);
  EXPECT_TRUE(first.starts_with("n,,n=al=2Ci=3Dce,r=n")) << first;
  const std::string parameters = Answer(ScramParameters{"al,i=ce"});
  const std::string server_nonce = parameters.substr(0, parameters.find(' '));
  const std::string nonce = NonceIn(first);
  const std::string server_first = "r=" + nonce + server_nonce + ",s=c2FsdA==,i=4096";
  const std::string final_line =
      Data(RepliesOf(actor_, "AUTH SCRAM-SHA-256 S :" + AuthEscaped(server_first) + "\r\n"));
  const size_t proof_at = final_line.find(",p=");
  const std::string bare = final_line.substr(0, proof_at);
  EXPECT_EQ(bare, "c=biws,r=" + nonce + server_nonce);
  const std::string message = first.substr(3) + "," + server_first + "," + bare;
  const std::string proof = final_line.substr(proof_at + 3);
  const std::string signature = Answer(ScramProof{"al,i=ce", message, proof});
  EXPECT_EQ(signature, SignatureOf("secret", message));
  EXPECT_EQ(Answer(ScramProof{"al,i=ce", message + "x", proof}), "error");
  EXPECT_EQ(RepliesOf(actor_, "AUTH SCRAM-SHA-256 S :v=wrong\r\n"), "");
  EXPECT_EQ(RepliesOf(actor_, "AUTH SCRAM-SHA-256 S :v=" + signature + "\r\n"),
            "AUTH SCRAM-SHA-256 S\r\n");
}

TEST_F(ExchangeTest, UnknownAccountsGetAnError) {
  EXPECT_EQ(Answer(ScramParameters{"nobody"}), "error");
  EXPECT_EQ(Answer(ScramProof{"nobody", "m", ProofOf("secret", "m")}), "error");
}

TEST_F(ExchangeTest, ASilentClientStopsWhereItWasTold) {
  for (const uint32_t silent_after : {0u, 1u, 2u, 3u}) {
    const ScriptAuth auth{"x", "y", silent_after};
    const std::string first = Begin(auth);
    const std::string nonce = NonceIn(first);
    const std::string line = AuthEscaped("r=" + nonce + "s,s=c2FsdA==,i=4096");
    EXPECT_EQ(RepliesOf(actor_, "AUTH SCRAM-SHA-256 S :" + line + "\r\n").empty(),
              silent_after == 1);
  }
}

TEST(ScramTest, EscapingGivesTheBytesBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(AuthUnescaped(AuthEscaped(all)), all);
  EXPECT_EQ(AuthEscaped(std::string("\0\t\r\n ,\\", 7)), "\\0\\t\\r\\n\\b\\c\\\\");
  EXPECT_EQ(AuthUnescaped("\\x\\"), "\\x\\") << "no escapes: as they are";
}

TEST(ScramTest, NoncesExerciseTheEscaping) {
  EXPECT_NE(NonceOf(1, 2, 3), NonceOf(1, 2, 4));
  const std::string nonce = NonceOf(1, 2, 3);
  EXPECT_EQ(nonce.size(), 18u);
  EXPECT_EQ(nonce.back(), '\\');
  for (const char byte : nonce) EXPECT_TRUE(byte > 0x20 && byte < 0x7f && byte != ',');
}

}  // namespace
}  // namespace confab::sim
