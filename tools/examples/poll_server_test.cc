#include <chrono>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/examples/chat_peer.h"
#include "tools/examples/server_process.h"

namespace confab {
namespace {

using ::std::chrono::milliseconds;
using ::std::chrono::steady_clock;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// The second words, where a run of equal ones counts once: 005 comes in as many lines as it needs.
std::vector<std::string> Verbs(const std::vector<std::string>& lines) {
  std::vector<std::string> verbs;
  for (const std::string& line : lines) {
    const size_t at = line.find(' ') + 1;
    const std::string verb = line.substr(at, line.find(' ', at) - at);
    if (verbs.empty() || verbs.back() != verb) verbs.push_back(verb);
  }
  return verbs;
}

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// All lines until the server has closed.
std::vector<std::string> Everything(ChatPeer& peer) { return peer.LinesThrough("ERROR :Closing"); }

TEST(PollServer, ALogOnGetsTheWholeBurst) {
  const ServerProcess server({"--server_name=hub.example.org"});
  ChatPeer alice(server.port());
  ASSERT_TRUE(alice.Say("NICK alice\r\nUSER al 0 * :Alice\r\n"));
  const std::vector<std::string> burst = alice.LinesThrough(" 422 ");
  EXPECT_THAT(Verbs(burst), ElementsAre("001", "002", "003", "004", "005", "251", "252", "253",
                                        "254", "255", "265", "266", "422"));
  EXPECT_THAT(burst.front(), StartsWith(":hub.example.org 001 alice :"));
  EXPECT_THAT(burst.front(), EndsWith("alice!~al@127.0.0.1"));
}

TEST(PollServer, ATakenNickIsRefusedAndTheNextOneServes) {
  const ServerProcess server({});
  ChatPeer alice(server.port());
  ChatPeer other(server.port());
  ASSERT_TRUE(alice.LogOn("alice"));
  ASSERT_TRUE(other.Say("NICK ALICE\r\nUSER o 0 * :Other\r\nNICK bob\r\n"));
  EXPECT_THAT(other.Line(), HasSubstr(" 433 * ALICE :"));
  EXPECT_THAT(other.Line(), HasSubstr(" 001 bob :"));
}

TEST(PollServer, SilenceIsProbedTwiceAndThenClosedNeverEarly) {
  ServerProcess server({"--probe_after=200ms", "--probe_wait=200ms"});
  ChatPeer alice(server.port());
  const steady_clock::time_point start = steady_clock::now();
  ASSERT_TRUE(alice.LogOn("alice"));
  EXPECT_EQ(alice.Line(), "PING :irc.confab.test");
  EXPECT_GE(steady_clock::now() - start, milliseconds(200));
  EXPECT_EQ(alice.Line(), "PING :irc.confab.test");
  EXPECT_GE(steady_clock::now() - start, milliseconds(400));
  EXPECT_THAT(alice.Line(),
              StartsWith("ERROR :Closing Link: alice[127.0.0.1] 011 (Ping timeout: "));
  EXPECT_GE(steady_clock::now() - start, milliseconds(600));
  EXPECT_TRUE(alice.SeesTheEnd());
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_THAT(server.Log(),
              HasSubstr("CLIENT_CLOSED link=1 reason=\"ping-timeout\" nick=\"alice\""));
  EXPECT_LT(server.processor_time(), milliseconds(200)) << "it slept, and did not spin";
}

TEST(PollServer, AnsweredProbesKeepALinkOpen) {
  const ServerProcess server({"--probe_after=100ms", "--probe_wait=2s"});
  ChatPeer alice(server.port());
  ASSERT_TRUE(alice.LogOn("alice"));
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(alice.Line(), "PING :irc.confab.test");
    ASSERT_TRUE(alice.Say("PONG :irc.confab.test\r\n"));
  }
}

TEST(PollServer, AnyCutOfTheBytesGivesTheSameLines) {
  constexpr std::string_view kBytes =
      "CAP LS 302\r\nNICK cut\r\nUSER cut 0 * :Cut\r\nCAP END\r\nJOIN #a,&b\r\n"
      "PRIVMSG cut :h\xc3\xa9llo\nPING :x\rTOPIC #a :t\r\nNOSUCH\r\nQUIT :done\r\nPING :late\r\n";
  const ServerProcess server({});
  ChatPeer whole(server.port());
  ASSERT_TRUE(whole.Say(kBytes));
  const std::vector<std::string> lines = Everything(whole);
  EXPECT_EQ(lines.back(), "ERROR :Closing Link: cut[127.0.0.1] (Quit: done)");
  EXPECT_TRUE(whole.SeesTheEnd());

  ChatPeer bytewise(server.port());
  for (const char byte : kBytes.substr(0, kBytes.rfind("PING"))) {
    ASSERT_TRUE(bytewise.Say({&byte, 1}));
  }
  EXPECT_EQ(Everything(bytewise), lines);
}

TEST(PollServer, ASlowReaderHoldsUpNobodyAndIsClosed) {
  ServerProcess server({});
  ChatPeer slow(server.port(), /*receive_buffer_bytes=*/4096);
  ChatPeer quick(server.port());
  ASSERT_TRUE(slow.LogOn("slow") && slow.Say("JOIN #c\r\n"));
  ASSERT_THAT(slow.LineWith(" 366 "), HasSubstr("#c"));
  ASSERT_TRUE(quick.LogOn("quick") && quick.Say("JOIN #c\r\n"));
  ASSERT_THAT(quick.LineWith(" 366 "), HasSubstr("#c"));
  std::string demand;
  for (int i = 0; i < 20; ++i) demand += "LUSERS\r\n";
  std::string line;
  for (int round = 0; round < 400 && line.find(" QUIT ") == std::string::npos; ++round) {
    slow.Say(demand);  // and reads none of the answers
    ASSERT_TRUE(quick.Say("PING :round\r\n"));
    line = quick.Line();
    ASSERT_FALSE(line.empty()) << "a quick peer waits for a slow one";
  }
  EXPECT_EQ(line, ":slow!~slow@127.0.0.1 QUIT :Output saturation");
  EXPECT_TRUE(slow.SeesTheEnd());
  server.Stop(SIGTERM);
  EXPECT_THAT(server.Log(), HasSubstr("reason=\"send-queue-exceeded\" nick=\"slow\""));
}

TEST(PollServer, TheEndOfAStreamIsToldToThePeersOfTheChannel) {
  const ServerProcess server({});
  ChatPeer stays(server.port());
  ASSERT_TRUE(stays.LogOn("stays") && stays.Say("JOIN #c\r\n"));
  ASSERT_THAT(stays.LineWith(" 366 "), HasSubstr("#c"));
  ChatPeer leaves(server.port());
  ASSERT_TRUE(leaves.LogOn("leaves") && leaves.Say("JOIN #c\r\n"));
  ASSERT_THAT(leaves.LineWith(" 366 "), HasSubstr("#c"));
  leaves.HalfClose();
  EXPECT_EQ(stays.LineWith(" QUIT "), ":leaves!~leaves@127.0.0.1 QUIT :Connection closed");
  ChatPeer breaks(server.port());
  ASSERT_TRUE(breaks.LogOn("breaks") && breaks.Say("JOIN #c\r\n"));
  ASSERT_THAT(breaks.LineWith(" 366 "), HasSubstr("#c"));
  breaks.Reset();
  EXPECT_EQ(stays.LineWith(" QUIT "), ":breaks!~breaks@127.0.0.1 QUIT :Connection reset by peer");
}

TEST(PollServer, WhatWasSaidBeforeTheEndOfAStreamIsAnswered) {
  const ServerProcess server({});
  ChatPeer brief(server.port());
  ASSERT_TRUE(brief.Say("NICK brief\r\nUSER b 0 * :Brief\r\nQUIT\r\n"));
  brief.HalfClose();
  EXPECT_EQ(Everything(brief).back(), "ERROR :Closing Link: brief[127.0.0.1] (Quit)");
  EXPECT_TRUE(brief.SeesTheEnd());
}

TEST(PollServer, WithoutDescriptorsNewPeersWaitAndOldOnesAreServed) {
  ServerProcess server({});
  ASSERT_TRUE(server.AllowDescriptors(2));
  ChatPeer first(server.port());
  ChatPeer second(server.port());
  ASSERT_TRUE(first.LogOn("first") && second.LogOn("second"));
  ChatPeer third(server.port());
  ASSERT_TRUE(third.Say("NICK third\r\nUSER t 0 * :Third\r\n"));
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(second.Say("PING :still\r\n"));
    ASSERT_THAT(second.Line(), EndsWith(" PONG irc.confab.test :still"));
  }
  ASSERT_TRUE(first.Say("QUIT\r\n"));
  EXPECT_FALSE(third.LineWith(" 001 third ").empty());
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  const size_t complaints = Count(server.Log(), "accept: Too many open files\n");
  EXPECT_GE(complaints, 1u);
  EXPECT_LT(complaints, 10u) << "one for each turn: it did not look away";
}

TEST(PollServer, ASignalEndsItWithinASecond) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServerProcess server({});
    ChatPeer logged_on(server.port());
    ChatPeer connected(server.port());
    ASSERT_TRUE(logged_on.LogOn("alice"));
    const steady_clock::time_point start = steady_clock::now();
    EXPECT_EQ(server.Stop(signal), 0);
    EXPECT_LT(steady_clock::now() - start, milliseconds(1000));
    EXPECT_TRUE(logged_on.SeesTheEnd());
    EXPECT_TRUE(connected.SeesTheEnd());
  }
}

TEST(PollServer, WrongOptionsGetOneLineAndStatusTwo) {
  for (const char* option : {"--server_name=nodot", "--probe_wait=0s", "--accounts=/nonexistent"}) {
    ServerProcess server({option});
    EXPECT_EQ(server.port(), 0);
    EXPECT_EQ(server.Stop(0), 2) << option;
    const std::string log = server.Log();
    EXPECT_THAT(log, StartsWith("poll_server: "));
    EXPECT_EQ(log.find('\n'), log.size() - 1) << log;
  }
}

}  // namespace
}  // namespace confab
