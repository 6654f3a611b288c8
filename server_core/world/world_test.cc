#include "server_core/world/world.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server_core/world/costs.h"

namespace confab {
namespace {

const Moment kNow{Instant(), absl::UnixEpoch()};

ChannelName Name(std::string_view word) { return *ChannelName::Parse(word, kChannelBytesMax); }

ClientId LogOn(World& world, uint64_t link, std::string_view nick) {
  const ClientId id = world.Connect(LinkId{link}, "host", Instant());
  world.TakeNick(id, *Nick::Parse(nick, kNickBytesMax));
  world.Introduce(id, "user", "Real Name");
  world.LogOn(id, "~user", kNow);
  return id;
}

TEST(World, EveryThingIsBilledAndGivenBack) {
  World world(CaseMapping::kRfc1459);
  const ClientId id = LogOn(world, 1, "alice");
  const ChannelId channel = world.FindOrCreate(Name("#a"));
  world.Join(id, channel);
  world.SetTopic(channel, Topic{"text", "setter", 7});
  world.Enqueue(world.At(id), 100);
  const Ledger& ledger = world.ledger();
  EXPECT_EQ(ledger[Account::kLinks], (AccountTotals{1, kLinkBytes + 14}));
  EXPECT_EQ(ledger[Account::kUsers], (AccountTotals{1, kUserBytes}));
  EXPECT_EQ(ledger[Account::kNames], (AccountTotals{1, kNameBytes}));
  EXPECT_EQ(ledger[Account::kChannels], (AccountTotals{1, kChannelBytes + 10}));
  EXPECT_EQ(ledger[Account::kMemberships], (AccountTotals{1, kMembershipBytes}));
  EXPECT_EQ(ledger[Account::kSendQueues], (AccountTotals{1, 100}));
  world.Disconnect(id);
  EXPECT_EQ(ledger, Ledger());
}

TEST(World, ExchangesAndQuestionsEndWithTheirLink) {
  World world(CaseMapping::kRfc1459);
  const ClientId id = world.Connect(LinkId{1}, "host", Instant());
  AuthExchange& exchange = world.OpenExchange(id);
  exchange.account = "alice";
  exchange.awaiting = AuthExchange::Awaiting::kParameters;
  exchange.question = world.Ask(id);
  world.RebillExchange(exchange);
  const QuestionId question = exchange.question;
  EXPECT_EQ(world.ledger()[Account::kAuth], (AccountTotals{1, kExchangeBytes + 5}));
  world.Disconnect(id);
  EXPECT_EQ(world.ledger(), Ledger());
  EXPECT_FALSE(world.TakeAnswer(question).IsSome());
}

TEST(World, NamesAreFoundByFoldAndReleasedWithTheNextOne) {
  World world(CaseMapping::kRfc1459);
  const ClientId id = LogOn(world, 1, "al[ice]");
  EXPECT_EQ(world.HolderOf("AL{ICE}"), id);
  world.TakeNick(id, *Nick::Parse("bob", kNickBytesMax));
  EXPECT_FALSE(world.HolderOf("al[ice]").IsSome());
  EXPECT_FALSE(world.HolderOf(std::string(64, 'x')).IsSome());
  EXPECT_FALSE(world.FindChannel(std::string(101, '#')).IsSome());
}

TEST(World, ChannelGoesWithItsLastMemberAndAnotherOneComesByTheSameName) {
  World world(CaseMapping::kRfc1459);
  const ClientId alice = LogOn(world, 1, "alice");
  const ClientId bob = LogOn(world, 2, "bob");
  const ChannelId channel = world.FindOrCreate(Name("#A"));
  world.Join(alice, channel);
  world.Join(bob, channel);
  world.Part(alice, channel);
  EXPECT_EQ(world.FindChannel("#a"), channel);
  world.Part(bob, channel);
  EXPECT_FALSE(world.FindChannel("#a").IsSome());
  EXPECT_NE(world.FindOrCreate(Name("#a")), channel);
}

TEST(World, AuditNamesWhatIsBroken) {
  World world(CaseMapping::kRfc1459);
  TimerQueue timers;
  const ClientId id = LogOn(world, 1, "alice");
  EXPECT_EQ(world.Audit(timers).message(), "timers: another number than links");
  world.At(id).timer = timers.Add(TimerKind::kKeepalive, LinkId{1}, Instant::Never());
  EXPECT_EQ(world.Audit(timers).message(),
            "ledger: timers has 0 objects of 0 bytes; there are 1 of 40");
  world.ledger().Open(Account::kTimers, TimerQueue::kBytesPerTimer);
  EXPECT_TRUE(world.Audit(timers).ok()) << world.Audit(timers);
  world.At(id).nick = Nick::Parse("mallory", kNickBytesMax);
  EXPECT_EQ(world.Audit(timers).message(), "link 1: not the holder of its nick");
  world.At(id).nick = Nick::Parse("ALICE", kNickBytesMax);
  world.At(id).user_name += "x";
  EXPECT_NE(world.Audit(timers).message().find("ledger: links has "), absl::string_view::npos);
}

}  // namespace
}  // namespace confab
