// Deadlines, keepalive, queues and allowances through the door, to the nanosecond and the byte.

#include <chrono>
#include <string>

#include "gtest/gtest.h"
#include "server_core/test_door.h"

namespace confab {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr char kPing[] = "PING :irc.confab.test\n";

TEST(Keepalive, TwoProbesThenTheEndToTheNanosecond) {
  TestDoor door;
  door.LogOn(1, "alice");
  EXPECT_EQ(door.wake_at(), Instant() + seconds(240));
  door.WakeAt(Instant() + seconds(240) + nanoseconds(-1));
  EXPECT_EQ(door.Heard(1), "");
  door.WakeAt(Instant() + seconds(240));
  EXPECT_EQ(door.Heard(1), kPing);
  EXPECT_EQ(door.wake_at(), Instant() + seconds(360));
  door.WakeAt(door.wake_at());
  EXPECT_EQ(door.Heard(1), kPing);
  EXPECT_EQ(door.wake_at(), Instant() + seconds(480));
  door.WakeAt(Instant() + seconds(480) + nanoseconds(-1));
  EXPECT_EQ(door.Heard(1), "");
  door.WakeAt(door.wake_at());
  EXPECT_EQ(door.Heard(1), "ERROR :Closing Link: alice[host] 011 (Ping timeout: 480 seconds)\n");
  EXPECT_EQ(door.Events(),
            "1 close ping-timeout\n1 note CLIENT_CLOSED reason=ping-timeout nick=alice\n");
  EXPECT_EQ(door.wake_at(), Instant::Never());
  EXPECT_EQ(door.server().Accounts(), Ledger());
}

TEST(Keepalive, AnyByteRestartsAndNothingSentDoes) {
  TestDoor door;
  door.LogOn(1, "alice");
  door.LogOn(2, "bob");
  door.Wait(seconds(250));
  EXPECT_EQ(door.Heard(1), kPing);
  door.Send(1, "P");
  EXPECT_EQ(door.wake_at(), Instant() + seconds(360)) << "bob's second probe";
  EXPECT_NE(door.server().Census().find("nick=alice user=~alice ircx=0 cap=0 auth=none failures=0 "
                                        "account=* probes=0 "),
            std::string::npos);
  door.Say(1, "ONG");
  door.Say(1, "PRIVMSG bob :are you there?");
  door.Wait(seconds(239));
  EXPECT_EQ(door.Heard(1), "");
  EXPECT_EQ(door.Events().substr(0, 20), "2 close ping-timeout");
  door.Wait(seconds(1));
  EXPECT_EQ(door.Heard(1), kPing);
}

TEST(Keepalive, IsCountedFromTheLastByteAtLogOn) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "AUTH SCRAM-SHA-256 I :n,,n=u,r=x\r\nNICK alice\r\nUSER a 0 * :A\r\n");
  door.Wait(seconds(30));
  door.Refuse(1);
  EXPECT_EQ(door.wake_at(), Instant() + seconds(240));
}

TEST(Keepalive, NewSettingsLeaveArmedTimersAlone) {
  Config config;
  TestDoor door(config);
  door.LogOn(1, "alice");
  config.probe_after = seconds(10);
  door.Reconfigure(config);
  EXPECT_EQ(door.Events(), "0 note CONFIG_REPLACED\n");
  EXPECT_EQ(door.wake_at(), Instant() + seconds(240));
  door.Say(1, "PONG x");
  EXPECT_EQ(door.wake_at(), Instant() + seconds(10));
}

TEST(Deadlines, RegistrationIsCountedFromOpenedAndNothingExtendsIt) {
  TestDoor door;
  door.Open(1);
  door.Wait(seconds(59));
  door.Say(1, "NICK alice");
  EXPECT_EQ(door.wake_at(), Instant() + seconds(60));
  door.WakeAt(Instant() + seconds(60));
  EXPECT_EQ(door.Heard(1), "ERROR :Closing Link: alice[host] (Registration timed out)\n");
  EXPECT_EQ(door.server().Accounts(), Ledger());
}

TEST(Deadlines, SpuriousWakesAreHarmless) {
  TestDoor door;
  door.WakeAt(Instant() + seconds(5));
  door.LogOn(1, "alice");
  door.WakeAt(door.now());
  EXPECT_EQ(door.Heard(1) + door.Events(), "");
}

TEST(Deadlines, EqualInstantsFireByKindThenByLink) {
  Config config;
  config.registration_deadline = config.probe_after = seconds(10);
  TestDoor door(config);
  door.LogOn(1, "alice");
  door.Open(3);
  door.Open(2);
  door.WakeAt(Instant() + seconds(10));
  EXPECT_EQ(door.Events(),
            "2 close registration-timeout\n"
            "2 note CLIENT_CLOSED reason=registration-timeout nick=*\n"
            "3 close registration-timeout\n"
            "3 note CLIENT_CLOSED reason=registration-timeout nick=*\n");
  EXPECT_EQ(door.Heard(1), kPing);
}

TEST(SendQueue, FullToTheByteIsKeptAndOneMoreDooms) {
  const auto pong =
      static_cast<int64_t>(std::string(":irc.confab.test PONG irc.confab.test :x\r\n").size());
  for (const int64_t missing : {0, 1}) {
    Config config;
    config.send_queue_bytes_max = 1024;
    config.server_info = "i";
    TestDoor door(config);
    door.Open(1);
    int64_t queued = 0;
    for (; queued + 2 * pong <= 1024; queued += pong) door.Say(1, "PING x");
    const auto room = static_cast<size_t>(1024 - queued - pong + 1 + missing);
    door.Heard(1);
    door.Say(1, "PING " + std::string(room, 'x'));
    if (missing == 0) {
      EXPECT_EQ(door.queued(1), 1024);
      EXPECT_EQ(door.Events(), "");
    } else {
      EXPECT_EQ(door.Heard(1), "ERROR :Closing Link: *[host] 009 (Output saturation)\n");
      EXPECT_EQ(door.Events().substr(0, 27), "1 close send-queue-exceeded");
    }
  }
}

TEST(SendQueue, WhatIsDrainedIsRoomAgain) {
  TestDoor door;
  door.LogOn(1, "alice");
  EXPECT_EQ(door.Objects(Account::kSendQueues), 0);
  door.Say(1, "PING x");
  EXPECT_EQ(door.Objects(Account::kSendQueues), 1);
  door.Drain(1, 1);
  EXPECT_EQ(door.Objects(Account::kSendQueues), 1);
  EXPECT_EQ(door.server().Accounts()[Account::kSendQueues].bytes, door.queued(1));
  door.DrainAll(1);
  EXPECT_EQ(door.server().Accounts()[Account::kSendQueues], AccountTotals());
}

TEST(SendQueue, DoomedLinkMayStillQuit) {
  Config config;
  config.send_queue_bytes_max = 512;
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "PING " + std::string(400, 'x') + "\r\nPING " + std::string(400, 'x') +
                   "\r\nPING z\r\nQUIT :bye\r\n");
  const std::string heard = door.Heard(1);
  EXPECT_EQ(heard.substr(heard.find('\n') + 1), "ERROR :Closing Link: *[host] (Quit: bye)\n");
  EXPECT_EQ(door.Events(), "1 close quit\n1 note CLIENT_CLOSED reason=quit nick=*\n");
}

TEST(SendQueue, DoomIsSettledByLinkAndQuitLinesCanDoomTheNext) {
  Config config;
  config.send_queue_bytes_max = 4096;
  TestDoor door(config);
  for (const uint64_t link : {3, 2, 1}) door.LogOn(link, "user" + std::to_string(link));
  for (const uint64_t link : {3, 2, 1}) door.Say(link, "JOIN #a");
  for (const uint64_t link : {1, 2, 3}) door.DrainAll(link);
  const std::string line = "PRIVMSG user3 :" + std::string(400, 'x');
  while (door.queued(3) + 450 < 4096) door.Say(1, line);
  door.Forget();
  const auto room = 4096 - door.queued(3) -
                    static_cast<int64_t>(std::string(":user1!~user1@host PRIVMSG user3 :").size()) -
                    2;
  door.Say(1, "PRIVMSG user3 :" + std::string(static_cast<size_t>(room), 'x'));
  EXPECT_EQ(door.Events(), "");
  door.Say(2, "QUIT");
  EXPECT_EQ(door.Events(),
            "2 close quit\n2 note CLIENT_CLOSED reason=quit nick=user2\n"
            "3 close send-queue-exceeded\n"
            "3 note CLIENT_CLOSED reason=send-queue-exceeded nick=user3\n");
  EXPECT_EQ(door.Heard(1),
            ":user2!~user2@host QUIT :Quit\n:user3!~user3@host QUIT :Output saturation\n");
}

TEST(InputAllowance, BurstAtTheLimitAndOneMore) {
  for (const size_t more : {0, 1}) {
    Config config;
    config.input_burst_bytes_max = 512;
    config.input_bytes_per_second_max = 1;
    TestDoor door(config);
    door.Open(1);
    door.Send(1, "PING x\r\n" + std::string(504 + more, '\n'));
    const std::string heard = door.Heard(1);
    EXPECT_EQ(heard.find(":irc.confab.test PONG irc.confab.test :x\n"), 0U);
    EXPECT_EQ(heard.find("ERROR :Closing Link: *[host] 008 (Input flooding)\n") != heard.npos,
              more == 1);
  }
}

TEST(InputAllowance, ComesBackByteByByte) {
  Config config;
  config.input_burst_bytes_max = 512;
  config.input_bytes_per_second_max = 1'000;
  config.registration_deadline = std::chrono::hours(1);
  TestDoor door(config);
  door.Open(1);
  door.Send(1, std::string(512, '\n'));
  door.Wait(std::chrono::milliseconds(3));
  door.Send(1, "\n\n\n");
  EXPECT_EQ(door.Events(), "");
  door.Wait(std::chrono::milliseconds(2) + nanoseconds(999'999));
  door.Send(1, "\n\n\n");
  EXPECT_EQ(door.Events().substr(0, 22), "1 close input-exceeded");
}

TEST(InputAllowance, QuitInTheGrantedPartComesFirst) {
  Config config;
  config.input_burst_bytes_max = 512;
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "QUIT\r\n" + std::string(600, '\n'));
  EXPECT_EQ(door.Heard(1), "ERROR :Closing Link: *[host] (Quit)\n");
}

TEST(Links, AtTheLimitAndOneMore) {
  Config config;
  config.links_max = 1;
  TestDoor door(config);
  door.Open(1);
  door.Open(2, ":1");
  EXPECT_EQ(door.Heard(2), "ERROR :Closing Link: *[0:1] 003 (No more connections)\n");
  EXPECT_EQ(door.Events(),
            "2 close no-more-connections\n2 note RESOURCE_REFUSED account=links limit=1\n"
            "2 note CLIENT_CLOSED reason=no-more-connections nick=*\n");
  door.Send(2, "PING x\r\n");
  EXPECT_EQ(door.Heard(2), "") << "late news";
}

TEST(Links, OverLongLinesAndNulBytesAreRefusedOnce) {
  TestDoor door;
  door.Open(1);
  door.Send(1, std::string(511, 'x'));
  EXPECT_EQ(door.Heard(1), ":irc.confab.test 417 * :T\n");
  EXPECT_EQ(door.Objects(Account::kReceiveBuffers), 0);
  door.Send(1, std::string(600, 'y') + "\nPING a\n");
  EXPECT_EQ(door.Heard(1), ":irc.confab.test PONG irc.confab.test :a\n");
  door.Send(1, std::string("PING \0x\n", 8));
  EXPECT_EQ(door.Heard(1), ":irc.confab.test 400 * * :T\n");
  EXPECT_EQ(door.Events(), "1 note INPUT_REFUSED numeric=417\n1 note INPUT_REFUSED numeric=400\n");
}

TEST(Links, UnfinishedLinesAreBilledByTheByte) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "PING x\r\nPIN");
  EXPECT_EQ(door.server().Accounts()[Account::kReceiveBuffers], (AccountTotals{1, 3}));
  door.Send(1, "G y\r\n");
  EXPECT_EQ(door.server().Accounts()[Account::kReceiveBuffers], AccountTotals());
  door.Send(1, "PIN");
  door.Lose(1, "re\x01set");
  EXPECT_EQ(door.Events(), "1 note CLIENT_LOST why=reset nick=*\n");
  EXPECT_EQ(door.server().Accounts(), Ledger());
}

TEST(Settings, InvalidOnesAndAnotherCaseMappingAreRefused) {
  Config config;
  TestDoor door(config);
  config.probe_wait = seconds(0);
  door.Reconfigure(config);
  EXPECT_EQ(door.Events().find("0 note CONFIG_REFUSED why=probe_wait: "), 0U);
  config.probe_wait = seconds(1);
  config.case_mapping = CaseMapping::kAscii;
  door.Reconfigure(config);
  EXPECT_EQ(door.Events().find("0 note CONFIG_REFUSED why=case_mapping: "), 0U);
}

}  // namespace
}  // namespace confab
