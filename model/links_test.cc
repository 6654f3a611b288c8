// Worked examples of clauses 1 and 8, written by hand.

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "model/rehearsal.h"

namespace confab::model {
namespace {

TEST(Links, TheLinkAfterTheLastIsRefused) {
  Config config;
  config.links_max = 1;
  Rehearsal r(config);
  EXPECT_EQ(r.Open(1), Lines());
  EXPECT_EQ(r.DoAll(Opened{LinkId{2}, ":: x"}),
            (Lines{"2: ERROR :Closing Link: *[0::-x] 003 (No more connections)",
                   "2: close no-more-connections"}));
  EXPECT_EQ(r.reference().LinkCount(), 1u);
}

TEST(Links, TheRegistrationDeadlineIsExactAndNothingExtendsIt) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.WakeSeconds(), 60);
  r.At(59);
  r.Say(1, "NICK a");
  EXPECT_EQ(r.Wake(), Lines());
  EXPECT_EQ(r.WakeSeconds(), 60);
  r.At(60);
  EXPECT_EQ(r.Wake(), (Lines{"1: ERROR :Closing Link: a[192.0.2.7] (Registration timed out)",
                             "1: close registration-timeout"}));
  EXPECT_EQ(r.reference().WakeAt(), Instant::Never());
}

TEST(Links, KeepaliveAsksTwiceThenCloses) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  EXPECT_EQ(r.WakeSeconds(), 240);
  r.At(240);
  EXPECT_EQ(r.Wake(), (Lines{"1: PING :irc.confab.test"}));
  EXPECT_EQ(r.WakeSeconds(), 360);
  r.At(360);
  EXPECT_EQ(r.Wake(), (Lines{"1: PING :irc.confab.test"}));
  EXPECT_EQ(r.WakeSeconds(), 480);
  r.At(480);
  EXPECT_EQ(r.Wake(), (Lines{"1: ERROR :Closing Link: a[192.0.2.7] 011 (Ping timeout: 480 seconds)",
                             "1: close ping-timeout"}));
}

TEST(Links, AnyByteRestartsTheKeepalive) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.At(360);
  r.Wake();
  r.DoAll(Received{LinkId{1}, "x"});
  EXPECT_EQ(r.WakeSeconds(), 600);
  r.DoAll(Received{LinkId{1}, ""});
  EXPECT_EQ(r.WakeSeconds(), 600);
}

TEST(Links, WhatIsSentToAReaderRestartsNothing) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.At(200);
  EXPECT_EQ(r.Say(2, "PRIVMSG a :hello"), (Lines{"1: :b!~b@192.0.2.7 PRIVMSG a :hello"}));
  EXPECT_EQ(r.WakeSeconds(), 240);
}

TEST(Links, InputBeyondTheAllowanceClosesAfterTheBytesThatFit) {
  Config config;
  config.input_burst_bytes_max = 512;
  config.input_bytes_per_second_max = 1;
  Rehearsal r(config);
  r.Open(1);
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, std::string(512, 'x')}).size(), 1u);  // 417 at byte 511
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, "\n"}),
            (Lines{"1: ERROR :Closing Link: *[192.0.2.7] 008 (Input flooding)",
                   "1: close input-exceeded"}));
  r.Open(2);
  r.DoAll(Received{LinkId{2}, std::string(512, '\n')});
  r.At(2);
  EXPECT_EQ(r.DoAll(Received{LinkId{2}, "\n\n"}), Lines());
  EXPECT_EQ(r.DoAll(Received{LinkId{2}, "\n"}).size(), 2u);
}

TEST(Links, AFullSendQueueClosesAtTheEndOfTheStep) {
  Config config;
  config.send_queue_bytes_max = 2048;
  Rehearsal r(config);
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #x");
  r.Say(2, "JOIN #x");
  const std::string text(400, 'x');
  const size_t line = std::string(":b!~b@192.0.2.7 PRIVMSG a :").size() + 400 + 2;
  Lines told;
  size_t sent = 0;
  for (told = r.Say(2, "PRIVMSG a :" + text); told.size() == 1; ++sent) {
    told = r.Say(2, "PRIVMSG a :" + text);
  }
  EXPECT_LT(sent * line, 2048u);
  EXPECT_EQ(told, (Lines{"1: ERROR :Closing Link: a[192.0.2.7] 009 (Output saturation)",
                         "2: :a!~a@192.0.2.7 QUIT :...", "1: close send-queue-exceeded"}));
}

TEST(Links, DrainedMakesRoom) {
  Rehearsal r((Config()));
  r.Open(1);
  r.Say(1, "PING x");  // :irc.confab.test PONG irc.confab.test :x\r\n
  const uint32_t bytes = 42;
  EXPECT_EQ(r.reference().Objects()[Account::kSendQueues].objects, 1);
  r.DoAll(Drained{LinkId{1}, bytes});
  EXPECT_EQ(r.reference().Objects()[Account::kSendQueues].objects, 0);
}

TEST(Links, ALostLinkIsSeenByItsPeersWithItsReason) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #x,#y");
  r.Say(2, "JOIN #x,#y");
  EXPECT_EQ(r.DoAll(Lost{LinkId{1}, "Reset\tby peer"}),
            (Lines{"2: :a!~a@192.0.2.7 QUIT :Resetby peer"}));
  EXPECT_EQ(r.DoAll(Lost{LinkId{2}, ""}), Lines());
  EXPECT_EQ(r.DoAll(Lost{LinkId{2}, ""}), Lines());
}

TEST(Links, OrderOfTimersIsDueThenKindThenLink) {
  Config config;
  config.registration_deadline = std::chrono::seconds(240);
  Rehearsal r(config);
  r.LogOn(1, "a");
  r.Open(3);
  r.Open(2);
  r.At(240);
  EXPECT_EQ(r.Wake(), (Lines{"2: ERROR :Closing Link: *[192.0.2.7] (Registration timed out)",
                             "2: close registration-timeout",
                             "3: ERROR :Closing Link: *[192.0.2.7] (Registration timed out)",
                             "3: close registration-timeout", "1: PING :irc.confab.test"}));
}

TEST(Links, NewSettingsHoldForLaterDecisionsOnly) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  auto config = std::make_shared<Config>();
  config->probe_after = std::chrono::seconds(10);
  r.DoAll(Reconfigured{config});
  EXPECT_EQ(r.WakeSeconds(), 240);
  r.Say(1, "PONG");
  EXPECT_EQ(r.WakeSeconds(), 10);
  auto bad = std::make_shared<Config>(*config);
  bad->case_mapping = CaseMapping::kAscii;
  bad->probe_after = std::chrono::seconds(20);
  r.DoAll(Reconfigured{bad});
  r.Say(1, "PONG");
  EXPECT_EQ(r.WakeSeconds(), 10);
}

TEST(Census, IsTheTextOfClause8) {
  Rehearsal r((Config()));
  r.Open(1);
  r.LogOn(2, "alice");
  r.Say(2, "IRCX");
  r.Say(2, "JOIN #A");
  r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc");
  const std::string census = r.reference().Census();
  EXPECT_EQ(census.substr(0, census.find('\n') + 1),
            "link 1 connected nick=* user=* ircx=0 cap=0 auth=asked failures=0 account=* probes=0 "
            "queued=0\n");
  EXPECT_NE(census.find("\nlink 2 logged-on nick=alice user=~alice ircx=1 cap=0 auth=none "
                        "failures=0 account=* probes=0 queued="),
            std::string::npos);
  EXPECT_NE(census.find("\nchannel #A topic=0 members=alice\n"
                        "counters links=2 users=1 users_max=1 channels=1\n"),
            std::string::npos);
}

}  // namespace
}  // namespace confab::model
