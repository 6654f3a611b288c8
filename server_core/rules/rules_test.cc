#include <chrono>
#include <string>

#include "gtest/gtest.h"
#include "server_core/api/config.h"
#include "server_core/api/moment.h"
#include "server_core/api/random.h"
#include "server_core/rules/admission.h"
#include "server_core/rules/allowance.h"
#include "server_core/rules/auth_policy.h"
#include "server_core/rules/log_on.h"
#include "server_core/rules/naming.h"
#include "server_core/rules/scram.h"
#include "server_core/rules/speech.h"
#include "server_core/text/channel_name.h"
#include "server_core/text/nick.h"
#include "server_core/world/world.h"

namespace confab {
namespace {

Nick NickOf(std::string_view word) { return *Nick::Parse(word, kNickBytesMax); }

// alice is logged on and in #a; bob has reserved his nick; carol is logged on.
class Rules : public ::testing::Test {
 protected:
  Rules() : world_(CaseMapping::kRfc1459) {
    alice_ = Connect(1, "alice");
    bob_ = Connect(2, "bob");
    carol_ = Connect(3, "carol");
    world_.LogOn(alice_, "a", Moment{Instant(), absl::UnixEpoch()});
    world_.LogOn(carol_, "c", Moment{Instant(), absl::UnixEpoch()});
    world_.Join(alice_, world_.FindOrCreate(*ChannelName::Parse("#a", kChannelBytesMax)));
  }

  ClientId Connect(uint64_t link, std::string_view nick) {
    const ClientId id = world_.Connect(LinkId{link}, "host", Instant());
    world_.TakeNick(id, NickOf(nick));
    return id;
  }

  Config config_;
  World world_;
  ClientId alice_;
  ClientId bob_;
  ClientId carol_;
};

TEST_F(Rules, NicksAreJudgedByFoldAndStage) {
  EXPECT_EQ(JudgeNick(world_, alice_, NickOf("alice")), NickVerdict::kUnchanged);
  EXPECT_EQ(JudgeNick(world_, alice_, NickOf("ALICE")), NickVerdict::kTake);
  EXPECT_EQ(JudgeNick(world_, alice_, NickOf("dave")), NickVerdict::kTake);
  EXPECT_EQ(JudgeNick(world_, alice_, NickOf("Carol")), NickVerdict::kHeldByUser);
  EXPECT_EQ(JudgeNick(world_, alice_, NickOf("Bob")), NickVerdict::kOverrideReservation);
  EXPECT_EQ(JudgeNick(world_, bob_, NickOf("Alice")), NickVerdict::kHeldByUser);
  const ClientId dave = Connect(4, "dave");
  EXPECT_EQ(JudgeNick(world_, dave, NickOf("Bob")), NickVerdict::kHeldByConnected);
}

TEST_F(Rules, TargetsAreJudged) {
  EXPECT_EQ(JudgeTarget(world_, alice_, "#A").verdict, Speech::kDeliver);
  EXPECT_EQ(JudgeTarget(world_, carol_, "#a").verdict, Speech::kNotInChannel);
  EXPECT_EQ(JudgeTarget(world_, carol_, "&a").verdict, Speech::kNoSuchChannel);
  EXPECT_EQ(JudgeTarget(world_, carol_, "Alice").user, alice_);
  EXPECT_EQ(JudgeTarget(world_, carol_, "bob").verdict, Speech::kNoSuchNick);
}

TEST_F(Rules, JoinsAreJudgedAtTheLimitAndOneMore) {
  const auto a = *ChannelName::Parse("#a", kChannelBytesMax);
  const auto b = *ChannelName::Parse("#b", kChannelBytesMax);
  config_.channels_per_user_max = 2;
  config_.channels_max = 2;
  EXPECT_EQ(JudgeJoin(world_, config_, alice_, a), Admission::kAlreadyIn);
  EXPECT_EQ(JudgeJoin(world_, config_, alice_, b), Admission::kAdmit);
  config_.channels_max = 1;
  EXPECT_EQ(JudgeJoin(world_, config_, alice_, b), Admission::kTooManyChannelsExist);
  EXPECT_EQ(JudgeJoin(world_, config_, carol_, a), Admission::kAdmit);
  config_.channels_per_user_max = 1;
  EXPECT_EQ(JudgeJoin(world_, config_, alice_, b), Admission::kInTooManyChannels);
}

TEST_F(Rules, LogOnNeedsEverythingAndEachThing) {
  Client client;
  client.nick = NickOf("x");
  client.user_seen = true;
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kWelcome);
  client.cap_negotiating = true;
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kWait);
  client.cap_negotiating = false;
  client.exchange = AuthId{0, 1};
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kWait);
  client.exchange = AuthId();
  client.nick.reset();
  client.account = "x";
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kWait) << "AUTH alone logs nobody on";
}

TEST_F(Rules, PasswordComesBeforeAuthorization) {
  Client client;
  client.nick = NickOf("x");
  client.user_seen = true;
  config_.password = "p";
  config_.anonymous_allowed = false;
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kBadPassword);
  client.password_matches = true;
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kNoAuthorization);
  client.account = "x";
  EXPECT_EQ(JudgeLogOn(config_, client), LogOnVerdict::kWelcome);
}

TEST_F(Rules, OwnExchangeDoesNotCountAgainstABeginner) {
  config_.auth_exchanges_max = 1;
  world_.OpenExchange(bob_);
  EXPECT_EQ(JudgeAuth(world_, config_, bob_, "scram-sha-256", "i"), AuthVerdict::kBegin);
  const ClientId dave = Connect(4, "dave");
  EXPECT_EQ(JudgeAuth(world_, config_, dave, "SCRAM-SHA-256", "I"), AuthVerdict::kNoResource);
  EXPECT_EQ(JudgeAuth(world_, config_, dave, "SCRAM-SHA-256", "S"), AuthVerdict::kNothingOpen);
  EXPECT_EQ(JudgeAuth(world_, config_, bob_, "SCRAM-SHA-256", "S"), AuthVerdict::kContinue);
}

TEST(Allowance, GrantsWhatTheFormulaOfTheContractGrants) {
  Random random{7};
  for (int round = 0; round < 10'000; ++round) {
    Config config;
    config.input_bytes_per_second_max = random.Between(1, random.Chance(1, 2) ? 10 : 1'000'000'000);
    config.input_burst_bytes_max = random.Between(512, 10'000);
    const int64_t cost = 1'000'000'000 / config.input_bytes_per_second_max;
    const int64_t now = random.Between(0, 1'000'000'000'000);
    const int64_t tat = now + random.Between(-1'000, config.input_burst_bytes_max * cost + 1'000);
    const auto size = static_cast<size_t>(random.Below(20'000));
    const int64_t from = std::max(tat, now);
    const int64_t room =
        std::max<int64_t>((now + config.input_burst_bytes_max * cost - from) / cost, 0);
    const int64_t granted = std::min(room, static_cast<int64_t>(size));
    const Grant grant = JudgeInput(config, Instant::FromNanos(tat), Instant::FromNanos(now), size);
    EXPECT_EQ(grant.bytes, static_cast<size_t>(granted));
    EXPECT_EQ(grant.tat.nanos(), from + granted * cost);
  }
}

// RFC 5802, section 5, and RFC 7677, section 3.
TEST(Scram, MessagesOfTheSpecificationsAreTakenApart) {
  const auto first = ParseClientFirst("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->gs2_header, "n,,");
  EXPECT_EQ(first->bare, "n=user,r=fyko+d2lbbFgONRv9qkxdawL");
  EXPECT_EQ(first->account, "user");
  EXPECT_EQ(first->nonce, "fyko+d2lbbFgONRv9qkxdawL");

  const auto parameters = ParseScramParameters("3rfcNHYJY1ZVvWVs7j QSXCR+Q6sek8bf92 4096");
  ASSERT_TRUE(parameters);
  EXPECT_EQ(parameters->salt, "QSXCR+Q6sek8bf92");

  const std::string nonces = "fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
  const std::string data = "c=biws,r=" + nonces + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";
  const auto final = ParseClientFinal(data, first->gs2_header, nonces);
  ASSERT_TRUE(final);
  EXPECT_EQ(final->without_proof, "c=biws,r=" + nonces);
  EXPECT_EQ(final->proof, "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
}

TEST(Scram, ChannelBindingRepeatsTheHeader) {
  const auto first = ParseClientFirst("y,a=u=3Dv,n=u=3Dv,r=x");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->account, "u=v");
  EXPECT_TRUE(ParseClientFinal("c=eSxhPXU9M0R2LA==,r=xy,p=AA==", first->gs2_header, "xy"));
  EXPECT_FALSE(ParseClientFinal("c=eSwsIA==,r=xy,p=AA==", first->gs2_header, "xy"));
}

}  // namespace
}  // namespace confab
