// Log-on through the door: PASS, NICK, USER, CAP, IRCX and the burst.

#include <string>

#include "gtest/gtest.h"
#include "server_core/test_door.h"

namespace confab {
namespace {

constexpr char kServer[] = ":irc.confab.test ";

std::string Numeric(std::string_view rest) { return kServer + std::string(rest) + "\n"; }

TEST(LogOn, BurstIsCompleteAndCountsTheNewUser) {
  Config config;
  config.motd = {"Be kind.", ""};
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "IRCX\r\nNICK alice\r\nUSER a 0 * :Alice\r\n");
  EXPECT_EQ(
      door.Heard(1),
      ":irc.confab.test 800 * 1 0 SCRAM-SHA-256,ANON 512 *\n"
      ":irc.confab.test 001 alice :T\n"
      ":irc.confab.test 002 alice :T\n"
      ":irc.confab.test 003 alice :T\n"
      ":irc.confab.test 004 alice irc.confab.test confab-0.1 x -\n"
      ":irc.confab.test 005 alice CASEMAPPING=rfc1459 CHANLIMIT=#&:20 CHANMODES=,,, CHANNELLEN=63 "
      "CHANTYPES=#& HOSTLEN=63 IRCX MAXTARGETS=4 NAMELEN=128 NETWORK=Confab NICKLEN=30 PREFIX= "
      "TARGMAX=JOIN:,NAMES:,NOTICE:4,PART:,PRIVMSG:4,WHOIS:1 :T\n"
      ":irc.confab.test 005 alice TOPICLEN=300 USERLEN=10 :T\n"
      ":irc.confab.test 251 alice :T\n"
      ":irc.confab.test 252 alice 0 :T\n"
      ":irc.confab.test 253 alice 0 :T\n"
      ":irc.confab.test 254 alice 0 :T\n"
      ":irc.confab.test 255 alice :T\n"
      ":irc.confab.test 265 alice 1 1 :T\n"
      ":irc.confab.test 266 alice 1 1 :T\n"
      ":irc.confab.test 375 alice :T\n"
      ":irc.confab.test 372 alice :- Be kind.\n"
      ":irc.confab.test 372 alice :- \n"
      ":irc.confab.test 376 alice :T\n"
      ":irc.confab.test 221 alice +x\n");
  EXPECT_EQ(door.Events(), "1 note CLIENT_LOGGED_ON nick=alice account=*\n");
}

TEST(LogOn, NetworkNameIsEscapedInIsupport) {
  Config config;
  config.network_name = "a=b\\c";
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "NICK alice\r\nUSER a 0 * :Alice\r\n");
  EXPECT_NE(door.Heard(1).find(" NETWORK=a\\x3Db\\x5Cc "), std::string::npos);
}

TEST(LogOn, OrderOfNickAndUserIsFree) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "USER a 0 * :Alice\r\nNICK alice\r\n");
  EXPECT_NE(door.Heard(1).find(" 001 alice "), std::string::npos);
}

TEST(LogOn, ReservedNickIsRefusedToTheSecond) {
  TestDoor door;
  door.Open(1);
  door.Open(2);
  door.Say(1, "NICK alice");
  door.Say(2, "NICK ALICE");
  EXPECT_EQ(door.Heard(2), Numeric("433 * ALICE :T"));
  EXPECT_EQ(door.Events(), "2 note NICK_REFUSED nick=ALICE holder=connected\n");
  door.Say(2, "NICK bob");
  door.Say(2, "NICK Alice");
  EXPECT_EQ(door.Heard(2), Numeric("433 bob Alice :T"));
  EXPECT_EQ(door.server().Census(),
            "link 1 connected nick=alice user=* ircx=0 cap=0 auth=none failures=0 account=* "
            "probes=0 queued=0\n"
            "link 2 connected nick=bob user=* ircx=0 cap=0 auth=none failures=0 account=* "
            "probes=0 queued=" +
                std::to_string(door.queued(2)) +
                "\n"
                "counters links=2 users=0 users_max=0 channels=0\n");
}

TEST(LogOn, LeavingAReservationFreesIt) {
  TestDoor door;
  door.Open(1);
  door.Open(2);
  door.Say(1, "NICK alice");
  door.Say(1, "NICK alicia");
  door.Say(2, "NICK alice");
  EXPECT_EQ(door.Heard(2), "");
  door.Lose(1);
  door.Say(2, "NICK alicia");
  EXPECT_EQ(door.Heard(2), "");
  EXPECT_EQ(door.Objects(Account::kNames), 1);
}

TEST(LogOn, LoggedOnUserOverridesAReservation) {
  TestDoor door;
  door.LogOn(1, "alice");
  door.Open(2);
  door.Say(2, "NICK bob");
  door.Say(1, "NICK Bob");
  EXPECT_EQ(door.Heard(2), "ERROR :Closing Link: bob[host] (Overridden)\n");
  EXPECT_EQ(door.Heard(1), ":alice!~alice@host NICK Bob\n");
  EXPECT_EQ(door.Events(),
            "2 close nick-overridden\n2 note CLIENT_CLOSED reason=nick-overridden nick=bob\n");
}

TEST(LogOn, NickOfALoggedOnUserIsRefusedToAll) {
  TestDoor door;
  door.LogOn(1, "alice");
  door.LogOn(2, "bob");
  door.Say(2, "NICK aLICE");
  EXPECT_EQ(door.Heard(2), Numeric("433 bob aLICE :T"));
  EXPECT_EQ(door.Events(), "2 note NICK_REFUSED nick=aLICE holder=logged-on\n");
}

TEST(LogOn, OwnNickInAnotherSpellingChangesAndTheSameIsSilent) {
  TestDoor door;
  door.LogOn(1, "ali[ce]");
  door.Say(1, "NICK ali[ce]");
  EXPECT_EQ(door.Heard(1), "");
  door.Say(1, "NICK Ali{ce}");
  EXPECT_EQ(door.Heard(1), ":ali[ce]!~alice@host NICK Ali{ce}\n");
}

TEST(LogOn, MalformedNicks) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "NICK\r\nNICK :\r\nNICK 1a\r\nNICK :a b\r\n");
  EXPECT_EQ(door.Heard(1), Numeric("431 * :T") + Numeric("431 * :T") + Numeric("432 * 1a :T") +
                               Numeric("432 * * :T"));
}

TEST(LogOn, NickLengthAtTheLimitAndOneMore) {
  TestDoor door;
  door.Open(1);
  door.Say(1, "NICK " + std::string(30, 'n'));
  EXPECT_EQ(door.Heard(1), "");
  door.Say(1, "NICK " + std::string(31, 'n'));
  EXPECT_EQ(door.Heard(1),
            Numeric("432 " + std::string(30, 'n') + " " + std::string(31, 'n') + " :T"));
}

TEST(LogOn, PasswordIsWantedOfEverybody) {
  Config config;
  config.password = "sesame";
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "PASS wrong\r\nPASS sesame\r\nNICK alice\r\nUSER a 0 * :A\r\n");
  EXPECT_NE(door.Heard(1).find(" 001 alice "), std::string::npos);
  door.Events();
  door.Open(2);
  door.Send(2, "PASS sesame\r\nPASS wrong\r\nNICK bob\r\nUSER a 0 * :A\r\nPING x\r\n");
  EXPECT_EQ(door.Heard(2),
            Numeric("464 bob :T") + "ERROR :Closing Link: bob[host] (Bad password)\n");
  EXPECT_EQ(door.Events(),
            "2 close bad-password\n2 note CLIENT_CLOSED reason=bad-password nick=bob\n");
}

TEST(LogOn, AnonymousMayBeForbidden) {
  Config config;
  config.anonymous_allowed = false;
  TestDoor door(config);
  door.Open(1);
  door.Send(1, "MODE ISIRCX\r\nNICK alice\r\nUSER a 0 * :A\r\n");
  EXPECT_EQ(door.Heard(1), Numeric("800 * 0 0 SCRAM-SHA-256 512 *") +
                               "ERROR :Closing Link: alice[host] 001 (No Authorization)\n");
}

TEST(LogOn, WaitsForTheEndOfCapabilityNegotiation) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "CAP ls 302\r\nNICK alice\r\nUSER a 0 * :A\r\nCAP REQ :sasl\r\nCAP REQ :\r\n");
  EXPECT_EQ(door.Heard(1),
            Numeric("CAP * LS :") + Numeric("CAP alice NAK :sasl") + Numeric("CAP alice ACK :"));
  door.Send(1, "CAP LIST\r\nCAP WHAT\r\n");
  EXPECT_EQ(door.Heard(1), Numeric("CAP alice LIST :") + Numeric("410 alice WHAT :T"));
  door.Say(1, "CAP END");
  EXPECT_NE(door.Heard(1).find(" 001 alice "), std::string::npos);
  door.Say(1, "CAP LS");
  door.Say(1, "CAP END");
  EXPECT_EQ(door.Heard(1), Numeric("CAP alice LS :"));
}

TEST(LogOn, CapReplyAtTheLineLimitAndOneMore) {
  TestDoor door;
  door.Open(1);
  const size_t room = 510 - std::string(":irc.confab.test CAP * NAK :").size();
  door.Say(1, "CAP REQ :" + std::string(room, 'x'));
  EXPECT_EQ(door.Heard(1), Numeric("CAP * NAK :" + std::string(room, 'x')));
  door.Say(1, "CAP REQ :" + std::string(room + 1, 'x'));
  EXPECT_EQ(door.Heard(1), Numeric("417 * :T"));
}

TEST(LogOn, UserNamesAreCleanedAndCut) {
  TestDoor door;
  door.Open(1);
  door.Say(1, "USER !@ 0 * :A");
  EXPECT_EQ(door.Heard(1), Numeric("461 * USER :T"));
  door.Say(1, "USER al!ice-with.long_name 0 * :A");
  EXPECT_NE(door.server().Census().find(" user=alice-with.long_name "), std::string::npos);
  door.Say(1, "NICK alice");
  EXPECT_NE(door.server().Census().find(" user=~alice-wit "), std::string::npos);
}

TEST(LogOn, StagesAndArityAreCheckedInThatOrder) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "FOO\r\nJOIN\r\nUSER a b c\r\nUSER a b c :\r\nMODE x\r\nMODE\r\nAUTH x\r\n");
  EXPECT_EQ(door.Heard(1), Numeric("421 * FOO :T") + Numeric("451 * :T") +
                               Numeric("461 * USER :T") + Numeric("461 * USER :T") +
                               Numeric("451 * :T") + Numeric("451 * :T") +
                               Numeric("461 * AUTH :T"));
  door.LogOn(2, "bob");
  door.Send(2, "foo\r\nuser\r\nPASS x\r\nAUTH\r\njoin\r\nMODE\r\nJOIN :\r\n");
  EXPECT_EQ(door.Heard(2), Numeric("421 bob foo :T") + Numeric("462 bob :T") +
                               Numeric("462 bob :T") + Numeric("462 bob :T") +
                               Numeric("461 bob JOIN :T") + Numeric("461 bob MODE :T") +
                               Numeric("461 bob JOIN :T"));
}

TEST(LogOn, RefusedNickLeavesNothingBehindAfterTheLinkIsGone) {
  TestDoor door;
  door.LogOn(1, "alice");
  door.Open(2);
  door.Send(2, "NICK alice\r\nUSER a 0 * :A\r\n");
  door.Lose(2);
  door.Open(3);
  door.Say(3, "NICK alice");
  EXPECT_EQ(door.Heard(3), Numeric("433 * alice :T"));
}

}  // namespace
}  // namespace confab
