// The server over plain sockets, from its start to its end.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/confabd/testing/confabd_process.h"
#include "tools/examples/chat_peer.h"

namespace confab {
namespace {

using ::std::chrono::milliseconds;
using ::std::chrono::steady_clock;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kListen[] = "[[listen]]\nport = 0\n";

std::string With(std::string_view more) { return std::string(kListen).append(more); }

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// Waits until the server has so many descriptors open.
bool Settles(const ConfabdProcess& server, int descriptors) {
  const steady_clock::time_point deadline = steady_clock::now() + kPatience;
  while (server.OpenDescriptors() != descriptors && steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(2));
  }
  return server.OpenDescriptors() == descriptors;
}

bool Joins(ChatPeer& peer, std::string_view nick, std::string_view channel) {
  return peer.LogOn(nick) && peer.Say("JOIN " + std::string(channel) + "\r\n") &&
         !peer.LineWith(" 366 ").empty();
}

TEST(Confabd, ServesALogOnAndAChat) {
  const ConfabdProcess server(With("[server]\nserver_name = \"hub.example.org\"\n"));
  ChatPeer alice(server.port());
  ChatPeer bob(server.port());
  ASSERT_TRUE(Joins(alice, "alice", "#c") && Joins(bob, "bob", "#c"));
  EXPECT_EQ(alice.LineWith(" JOIN "), ":bob!~bob@127.0.0.1 JOIN #c");
  ASSERT_TRUE(bob.Say("PRIVMSG #c :hello\r\n"));
  EXPECT_EQ(alice.Line(), ":bob!~bob@127.0.0.1 PRIVMSG #c :hello");
  EXPECT_THAT(server.LogWith("nick=\"alice\""),
              HasSubstr(" info CLIENT_LOGGED_ON link=\"1\" peer=\"127.0.0.1\" nick=\"alice\""));
}

// Fifty milliseconds of wall time on a machine of its own; here others compile meanwhile, so what
// counts is the processor time from the start to the end.
TEST(Confabd, StartsInFiftyMilliseconds) {
  const std::string folder = FreshFolder();
  milliseconds best = milliseconds::max();
  for (int i = 0; i < 3; ++i) {
    ConfabdProcess server(kListen, folder);
    ASSERT_NE(server.port(), 0) << server.Log();
    ASSERT_EQ(server.Stop(SIGTERM), 0);
    best = std::min(best, std::chrono::floor<milliseconds>(server.processor_time()));
  }
  EXPECT_LT(best, milliseconds(50));
}

TEST(Confabd, ATakenNickIsRefusedAndTheNextOneServes) {
  const ConfabdProcess server(kListen);
  ChatPeer alice(server.port());
  ChatPeer other(server.port());
  ASSERT_TRUE(alice.LogOn("alice"));
  ASSERT_TRUE(other.Say("NICK ALICE\r\nUSER o 0 * :Other\r\nNICK bob\r\n"));
  EXPECT_THAT(other.Line(), HasSubstr(" 433 * ALICE :"));
  EXPECT_THAT(other.Line(), HasSubstr(" 001 bob :"));
}

TEST(Confabd, SilenceIsProbedTwiceAndThenClosedNeverEarly) {
  ConfabdProcess server(With("[keepalive]\nprobe_after = \"150ms\"\nprobe_wait = \"150ms\"\n"));
  ChatPeer alice(server.port());
  const steady_clock::time_point start = steady_clock::now();
  ASSERT_TRUE(alice.LogOn("alice"));
  EXPECT_EQ(alice.Line(), "PING :irc.confab.test");
  EXPECT_GE(steady_clock::now() - start, milliseconds(150));
  EXPECT_EQ(alice.Line(), "PING :irc.confab.test");
  EXPECT_GE(steady_clock::now() - start, milliseconds(300));
  EXPECT_THAT(alice.Line(), HasSubstr(" 011 (Ping timeout: "));
  EXPECT_GE(steady_clock::now() - start, milliseconds(450));
  EXPECT_TRUE(alice.SeesTheEnd());
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_LT(server.processor_time(), milliseconds(300)) << "it slept, and did not spin";
}

TEST(Confabd, LinesSentAtOnceComeInOnePiece) {
  const ConfabdProcess server(kListen);
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.LogOn("alice"));
  std::string demand;
  for (int i = 0; i < 500; ++i) demand += "PING :" + std::to_string(i) + "\r\n";
  ASSERT_TRUE(peer.Say(demand));
  for (int i = 0; i < 500; ++i) {
    ASSERT_EQ(peer.Line(), ":irc.confab.test PONG irc.confab.test :" + std::to_string(i));
  }
}

TEST(Confabd, ASlowReaderHoldsUpNobodyAndIsClosed) {
  ConfabdProcess server(kListen);
  ChatPeer slow(server.port(), /*receive_buffer_bytes=*/4096);
  ChatPeer quick(server.port());
  ASSERT_TRUE(Joins(slow, "slow", "#c") && Joins(quick, "quick", "#c"));
  std::string demand;
  for (int i = 0; i < 20; ++i) demand += "LUSERS\r\n";
  std::string line;
  for (int round = 0; round < 2000 && line.find(" QUIT ") == std::string::npos; ++round) {
    slow.Say(demand);  // and reads none of the answers
    ASSERT_TRUE(quick.Say("PING :round\r\n"));
    line = quick.Line();
    ASSERT_FALSE(line.empty()) << "a quick peer waits for a slow one";
  }
  EXPECT_EQ(line, ":slow!~slow@127.0.0.1 QUIT :Output saturation");
  EXPECT_TRUE(slow.SeesTheEnd());
  EXPECT_THAT(server.LogWith("CLIENT_CLOSED"), HasSubstr("reason=\"send-queue-exceeded\""));
}

TEST(Confabd, ABusyChannelDoesNotMakeAQuickReaderLookSlow) {
  const ConfabdProcess server(With("[limits]\nsend_queue_bytes_max = 20000\n"));
  ChatPeer reader(server.port());
  ChatPeer writer(server.port());
  ASSERT_TRUE(Joins(reader, "reader", "#c") && Joins(writer, "writer", "#c"));
  std::string burst;
  for (int i = 0; i < 400; ++i) burst += "PRIVMSG #c :" + std::string(100, 'x') + "\r\n";
  ASSERT_TRUE(writer.Say(burst + "PRIVMSG #c :done\r\n"));
  EXPECT_THAT(reader.LineWith("done"), EndsWith(" PRIVMSG #c :done"));
}

TEST(Confabd, TheEndOfAStreamIsToldToThePeersOfTheChannel) {
  const ConfabdProcess server(kListen);
  ChatPeer stays(server.port());
  ChatPeer leaves(server.port());
  ChatPeer breaks(server.port());
  ASSERT_TRUE(Joins(stays, "stays", "#c") && Joins(leaves, "leaves", "#c") &&
              Joins(breaks, "breaks", "#c"));
  leaves.HalfClose();
  EXPECT_EQ(stays.LineWith(" QUIT "), ":leaves!~leaves@127.0.0.1 QUIT :Connection closed");
  breaks.Reset();
  EXPECT_EQ(stays.LineWith(" QUIT "), ":breaks!~breaks@127.0.0.1 QUIT :Connection reset by peer");
  EXPECT_THAT(server.LogWith("CLIENT_LOST"), HasSubstr("peer=\"127.0.0.1\""));
}

TEST(Confabd, TheLastLineIsNotOvertakenByAReset) {
  const ConfabdProcess server(kListen);
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.LogOn("alice"));
  ASSERT_TRUE(peer.Say("QUIT :bye\r\n" + std::string(20'000, 'x')));  // unread by the core
  EXPECT_EQ(peer.LineWith("ERROR"), "ERROR :Closing Link: alice[127.0.0.1] (Quit: bye)");
  EXPECT_TRUE(peer.SeesTheEnd());
  EXPECT_FALSE(peer.was_reset());
}

TEST(Confabd, AClosedLinkLingersNoLongerThanItMay) {
  const ConfabdProcess server(With("[links]\nlinger = \"100ms\"\n"));
  const int before = server.OpenDescriptors();
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.LogOn("alice") && peer.Say("QUIT\r\n"));
  EXPECT_TRUE(peer.SeesTheEnd());  // and keeps its own side open
  EXPECT_TRUE(Settles(server, before));
}

TEST(Confabd, NoMoreLinksLingerThanMay) {
  const ConfabdProcess server(With("[links]\nlinger = \"1h\"\nlingering_max = 1\n"));
  const int before = server.OpenDescriptors();
  ChatPeer first(server.port());
  ChatPeer second(server.port());
  for (ChatPeer* peer : {&first, &second}) {
    ASSERT_TRUE(peer->Say("QUIT\r\n"));
    EXPECT_EQ(peer->Line(), "ERROR :Closing Link: *[127.0.0.1] (Quit)");
    EXPECT_TRUE(peer->SeesTheEnd());
  }
  EXPECT_TRUE(Settles(server, before + 1));
}

TEST(Confabd, WithoutDescriptorsNewPeersAreToldSoAndOldOnesAreServed) {
  ConfabdProcess server(kListen);
  ASSERT_TRUE(server.AllowDescriptors(2));
  ChatPeer first(server.port());
  ChatPeer second(server.port());
  ASSERT_TRUE(first.LogOn("first") && second.LogOn("second"));
  for (int i = 0; i < 20; ++i) {
    ChatPeer refused(server.port());
    EXPECT_EQ(refused.Line(), "ERROR :Closing Link: (All connections in use)");
    EXPECT_TRUE(refused.SeesTheEnd());
    ASSERT_TRUE(second.Say("PING :still\r\n"));
    ASSERT_THAT(second.Line(), EndsWith(" PONG irc.confab.test :still"));
  }
  const int full = server.OpenDescriptors();
  ASSERT_TRUE(first.Say("QUIT\r\n") && first.SeesTheEnd());
  first.Reset();
  ASSERT_TRUE(Settles(server, full - 1));
  ChatPeer third(server.port());
  ASSERT_TRUE(third.LogOn("third"));
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_EQ(Count(server.Log(), "ACCEPT_REFUSED"), 1u) << "it is told once for each time";
  EXPECT_THAT(server.Log(), HasSubstr("why=\"refused 20\""));
}

TEST(Confabd, WithoutDescriptorsItDoesNotSpin) {
  ConfabdProcess server(kListen);
  ASSERT_TRUE(server.AllowDescriptors(0));
  ChatPeer refused(server.port());
  EXPECT_THAT(refused.Line(), StartsWith("ERROR "));
  std::this_thread::sleep_for(milliseconds(500));
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_LT(server.processor_time(), milliseconds(250)) << "it looked away";
}

TEST(Confabd, AGoodReloadChangesWhatItSays) {
  const ConfabdProcess server(kListen);
  ChatPeer before(server.port());
  ASSERT_TRUE(before.LogOn("alice"));
  server.WriteConfig(With("[server]\nmotd = [\"news\"]\n[[listen]]\nport = 0\n"));
  server.Signal(SIGHUP);
  EXPECT_THAT(server.LogWith("RELOADED"), HasSubstr("file="));
  ASSERT_TRUE(before.Say("MOTD\r\n"));
  EXPECT_THAT(before.LineWith(" 372 "), EndsWith(" :- news"));
  for (const uint16_t port : {server.PortOf(0), server.PortOf(1)}) {
    ChatPeer after(port);
    ASSERT_TRUE(after.Say("PING :x\r\n"));
    EXPECT_THAT(after.Line(), EndsWith(" :x"));
  }
}

TEST(Confabd, AReloadClosesListenersButNoLinks) {
  const ConfabdProcess server(With("[[listen]]\nport = 0\naddress = \"127.0.0.2\"\n"));
  ChatPeer stays(server.port());
  ASSERT_TRUE(stays.LogOn("alice"));
  server.WriteConfig("[[listen]]\nport = 0\naddress = \"127.0.0.2\"\n");
  server.Signal(SIGHUP);
  EXPECT_THAT(server.LogWith("LISTENER_CLOSED"), HasSubstr("address=\"127.0.0.1\""));
  ASSERT_TRUE(stays.Say("PING :x\r\n"));
  EXPECT_THAT(stays.Line(), EndsWith(" :x"));
  ChatPeer late(server.port());
  EXPECT_FALSE(late.Say("PING :x\r\n") && !late.Line().empty());
}

struct BadReload {
  const char* config;
  const char* why;
};

TEST(Confabd, ABadReloadChangesNothingAndSaysWhy) {
  const BadReload rows[] = {
      {"[[listen]]\nport = 0\n[server]\nmotd = [\"new\"]\n[sizes]\nnick_bytes_max = 0\n",
       "confabd.toml:6: sizes.nick_bytes_max: 0; must be 1 to 63"},
      {"[server]\nmotd = [\"new\"]\n[[listen]]\nport = 0\n[[listen]]\nport = 0\naddress = "
       "\"192.0.2.1\"\n",
       "cannot listen on 192.0.2.1 port 0: Cannot assign requested address"},
      {"[[listen]]\nport = 0\n[server]\nmotd = [\"new\"]\ncase_mapping = \"ascii\"\n",
       "server.case_mapping: changed; a restart is needed to change it"},
      {"[[listen]]\nport = 0\n[server]\nmotd = [\"new\"]\n[store]\nstore_file = \"b.db\"\n",
       "store.store_file: changed; a restart is needed to change it"},
      {"[[listen]]\nport = 0\ntls = true\n[server]\nmotd = [\"new\"]\n[tls]\ncertificate_file = "
       "\"none\"\nkey_file = \"none\"\n",
       "confabd.toml:7: tls.certificate_file: "},
  };
  const ConfabdProcess server(kListen);
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.LogOn("alice"));
  for (const BadReload& row : rows) {
    server.WriteConfig(row.config);
    server.Signal(SIGHUP);
    EXPECT_THAT(server.LogWith(row.why), HasSubstr(" error RELOAD_REFUSED ")) << server.Log();
    ASSERT_TRUE(peer.Say("MOTD\r\n"));
    EXPECT_THAT(peer.Line(), HasSubstr(" 422 "));
  }
  EXPECT_THAT(server.Log(), Not(HasSubstr("LISTENER_CLOSED")));
}

TEST(Confabd, ASignalEndsItAtOnceWithALastLine) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ConfabdProcess server(kListen);
    ChatPeer logged_on(server.port());
    ChatPeer connected(server.port());
    ASSERT_TRUE(logged_on.LogOn("alice") && connected.Say("PING :x\r\n"));
    ASSERT_THAT(connected.Line(), EndsWith(" :x"));
    const steady_clock::time_point start = steady_clock::now();
    EXPECT_EQ(server.Stop(signal), 0);
    EXPECT_LT(steady_clock::now() - start, milliseconds(1000));
    for (ChatPeer* peer : {&logged_on, &connected}) {
      EXPECT_EQ(peer->LineWith("ERROR"), "ERROR :Closing Link: (Server is stopping)");
      EXPECT_TRUE(peer->SeesTheEnd());
    }
    EXPECT_THAT(server.Log(), HasSubstr(" info STOPPED\n"));
  }
}

TEST(Confabd, LogsInJsonWhenItIsAsked) {
  const ConfabdProcess server(kListen, FreshFolder(), {"--log-format=json"});
  EXPECT_THAT(server.LogWith("STARTED"), StartsWith("{\"time\":\""));
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.LogOn("alice"));
  EXPECT_THAT(server.LogWith("CLIENT_LOGGED_ON"),
              HasSubstr("\"event\":\"CLIENT_LOGGED_ON\",\"link\":\"1\",\"peer\":\"127.0.0.1\","
                        "\"nick\":\"alice\",\"account\":\"*\"}"));
}

TEST(Confabd, ServesIpv6WhereThereIsAny) {
  const ConfabdProcess server("[[listen]]\naddress = \"::\"\nport = 0\n[[listen]]\nport = 0\n");
  if (server.port() == 0) GTEST_SKIP() << "no IPv6 here: " << server.Log();
  EXPECT_THAT(server.LogWith("LISTENING"), HasSubstr("address=\"::\""));
  ChatPeer peer(server.PortOf(1));
  EXPECT_TRUE(peer.LogOn("alice"));
}

}  // namespace
}  // namespace confab
