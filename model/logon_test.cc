// Worked examples of clauses 2, 3, 4 and 6, written by hand.

#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "model/rehearsal.h"

namespace confab::model {
namespace {

TEST(Wire, ABodyOf510BytesIsALineAnd511IsNot) {
  Rehearsal r((Config()));
  r.Open(1);
  const std::string longest = "PING " + std::string(505, 'x');
  EXPECT_EQ(r.Say(1, longest), (Lines{"1: :irc.confab.test 417 * :..."}));  // the reply is too long
  const std::string tags = "@" + std::string(4094, 't') + " ";
  EXPECT_EQ(r.Say(1, tags + "PING x"), (Lines{"1: :irc.confab.test PONG irc.confab.test :x"}));
  EXPECT_EQ(r.Say(1, "@" + tags + "PING x"), (Lines{"1: :irc.confab.test 417 * :..."}));
  EXPECT_EQ(r.Say(1, longest + "x"), (Lines{"1: :irc.confab.test 417 * :..."}));
  EXPECT_EQ(r.Say(1, tags + longest + "x"), (Lines{"1: :irc.confab.test 417 * :..."}));
}

TEST(Wire, AnOverLongLineIsRefusedAtItsFirstByteTooMany) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, std::string(510, 'x')}), Lines());
  EXPECT_EQ(r.reference().Objects()[Account::kReceiveBuffers].objects, 1);
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, "x"}), (Lines{"1: :irc.confab.test 417 * :..."}));
  EXPECT_EQ(r.reference().Objects()[Account::kReceiveBuffers].objects, 0);
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, std::string(5, '\0')}), Lines());
  EXPECT_EQ(r.DoAll(Received{LinkId{1}, "\rPING x\n"}).size(), 1u);
}

TEST(Wire, NulSpacesSourcesNumbersAndEmptyLines) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.Say(1, std::string("PI\0NG x", 7)), (Lines{"1: :irc.confab.test 400 * * :..."}));
  EXPECT_EQ(r.Say(1, "  :who  ping   x  "), (Lines{"1: :irc.confab.test PONG irc.confab.test :x"}));
  for (const char* nothing : {"", "   ", ":who", ":who ", "@tags", "@tags ", "001 x", "ERROR :x"}) {
    EXPECT_EQ(r.Say(1, nothing), Lines()) << nothing;
  }
  EXPECT_EQ(r.Say(1, "@a=b :who FOO"), (Lines{"1: :irc.confab.test 421 * FOO :..."}));
  EXPECT_EQ(r.Say(1, ":a :b"), (Lines{"1: :irc.confab.test 421 * * :..."}));
}

TEST(Dispatch, UnknownThenStageThenParameters) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.Say(1, "JOIN"), (Lines{"1: :irc.confab.test 451 * :..."}));
  EXPECT_EQ(r.Say(1, "mode #x"), (Lines{"1: :irc.confab.test 451 * :..."}));
  EXPECT_EQ(r.Say(1, "MODE"), (Lines{"1: :irc.confab.test 451 * :..."}));
  EXPECT_EQ(r.Say(1, "MODE isircx"), (Lines{"1: :irc.confab.test 451 * :..."}));
  EXPECT_EQ(r.Say(1, "user a b c :"), (Lines{"1: :irc.confab.test 461 * USER :..."}));
  EXPECT_EQ(r.Say(1, "USER ! b c d"), (Lines{"1: :irc.confab.test 461 * USER :..."}));
  EXPECT_EQ(r.Say(1, "PASS"), (Lines{"1: :irc.confab.test 461 * PASS :..."}));
  r.LogOn(2, "b");
  EXPECT_EQ(r.Say(2, "USER"), (Lines{"2: :irc.confab.test 462 b :..."}));
  EXPECT_EQ(r.Say(2, "JOIN :"), (Lines{"2: :irc.confab.test 461 b JOIN :..."}));
}

TEST(LogOn, EndsInTheBurstOfClause49) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.Say(1, "NICK Al[1]"), Lines());
  EXPECT_EQ(
      r.Say(1, "USER al 0 * :Al of Here"),
      (Lines{"1: :irc.confab.test 001 Al[1] :...Al[1]!~al@192.0.2.7",
             "1: :irc.confab.test 002 Al[1] :...", "1: :irc.confab.test 003 Al[1] :...",
             "1: :irc.confab.test 004 Al[1] irc.confab.test confab-0.1 x -",
             "1: :irc.confab.test 005 Al[1] CASEMAPPING=rfc1459 CHANLIMIT=#&:20 "
             "CHANMODES=,,, CHANNELLEN=63 CHANTYPES=#& HOSTLEN=63 IRCX MAXTARGETS=4 "
             "NAMELEN=128 NETWORK=Confab NICKLEN=30 PREFIX= "
             "TARGMAX=JOIN:,NAMES:,NOTICE:4,PART:,PRIVMSG:4,WHOIS:1 :...",
             "1: :irc.confab.test 005 Al[1] TOPICLEN=300 USERLEN=10 :...",
             "1: :irc.confab.test 251 Al[1] :...", "1: :irc.confab.test 252 Al[1] 0 :...",
             "1: :irc.confab.test 253 Al[1] 0 :...", "1: :irc.confab.test 254 Al[1] 0 :...",
             "1: :irc.confab.test 255 Al[1] :...", "1: :irc.confab.test 265 Al[1] 1 1 :...",
             "1: :irc.confab.test 266 Al[1] 1 1 :...", "1: :irc.confab.test 422 Al[1] :..."}));
}

TEST(LogOn, TheNickOfAnotherIsRefusedAndTheOwnKept) {
  Rehearsal r((Config()));
  r.Open(1);
  r.Open(2);
  EXPECT_EQ(r.Say(1, "NICK a{"), Lines());
  EXPECT_EQ(r.Say(2, "NICK b"), Lines());
  EXPECT_EQ(r.Say(2, "NICK A["), (Lines{"2: :irc.confab.test 433 b A[ :..."}));
  EXPECT_EQ(r.Say(2, "NICK 1x"), (Lines{"2: :irc.confab.test 432 b 1x :..."}));
  EXPECT_EQ(r.Say(2, "NICK " + std::string(31, 'x')),
            (Lines{"2: :irc.confab.test 432 b " + std::string(31, 'x') + " :..."}));
  EXPECT_EQ(r.Say(2, "NICK " + std::string(30, 'x')), Lines());
  EXPECT_EQ(r.Say(1, "NICK b"), Lines());  // released by its holder
  EXPECT_EQ(r.Say(1, "NICK :"), (Lines{"1: :irc.confab.test 431 b :..."}));
  EXPECT_EQ(r.reference().Objects()[Account::kNames].objects, 2);
}

TEST(LogOn, ALoggedOnUserTakesAReservedNick) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "c");
  r.Say(1, "JOIN #x");
  r.Say(2, "JOIN #x");
  r.Open(3);
  r.Say(3, "NICK B");
  EXPECT_EQ(r.Say(1, "NICK b"),
            (Lines{"3: ERROR :Closing Link: B[192.0.2.7] (Overridden)", "3: close nick-overridden",
                   "1: :a!~a@192.0.2.7 NICK b", "2: :a!~a@192.0.2.7 NICK b"}));
  EXPECT_EQ(r.Say(1, "NICK b"), Lines());
  EXPECT_EQ(r.Say(1, "NICK B").size(), 2u);
  EXPECT_EQ(r.Say(1, "NICK C"), (Lines{"1: :irc.confab.test 433 B C :..."}));
}

TEST(LogOn, APasswordThatIsMissingOrWrongEndsIt) {
  Config config;
  config.password = "s";
  Rehearsal r(config);
  r.Open(1);
  r.Say(1, "PASS s");
  r.Say(1, "PASS wrong");
  r.Say(1, "NICK a");
  EXPECT_EQ(r.Say(1, "USER a 0 * x"), (Lines{"1: :irc.confab.test 464 a :...",
                                             "1: ERROR :Closing Link: a[192.0.2.7] (Bad password)",
                                             "1: close bad-password"}));
  r.Open(2);
  r.Say(2, "PASS wrong");
  r.Say(2, "PASS s");
  r.Say(2, "NICK a");
  EXPECT_EQ(r.Say(2, "USER a 0 * x").size(), 14u);
}

TEST(LogOn, CapNegotiationHoldsIt) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.Say(1, "CAP ls 302"), (Lines{"1: :irc.confab.test CAP * LS :"}));
  r.Say(1, "NICK a");
  EXPECT_EQ(r.Say(1, "USER a 0 * x"), Lines());
  EXPECT_EQ(r.Say(1, "CAP REQ : x  -y "), (Lines{"1: :irc.confab.test CAP a NAK : x  -y "}));
  EXPECT_EQ(r.Say(1, "CAP REQ :  "), (Lines{"1: :irc.confab.test CAP a ACK :  "}));
  EXPECT_EQ(r.Say(1, "CAP LIST"), (Lines{"1: :irc.confab.test CAP a LIST :"}));
  EXPECT_EQ(r.Say(1, "CAP x"), (Lines{"1: :irc.confab.test 410 a x :..."}));
  EXPECT_EQ(r.Say(1, "CAP end").size(), 14u);
  EXPECT_EQ(r.Say(1, "CAP LS"), (Lines{"1: :irc.confab.test CAP a LS :"}));
  EXPECT_EQ(r.Say(1, "CAP END"), Lines());
}

TEST(LogOn, IrcxIsTurnedOnAndReported) {
  Rehearsal r((Config()));
  r.Open(1);
  const auto reply = [](const std::string& state) {
    return Lines{"1: :irc.confab.test 800 * " + state + " 0 SCRAM-SHA-256,ANON 512 *"};
  };
  EXPECT_EQ(r.Say(1, "MODE ISIRCX"), reply("0"));
  EXPECT_EQ(r.Say(1, "ISIRCX"), reply("0"));
  EXPECT_EQ(r.Say(1, "IRCX"), reply("1"));
  EXPECT_EQ(r.Say(1, "MODE ISIRCX"), reply("1"));
  r.Say(1, "NICK a");
  EXPECT_EQ(r.Say(1, "USER a 0 * x").back(), "1: :irc.confab.test 221 a +x");
}

TEST(Auth, ScramFromFirstToLast) {
  Config config;
  config.anonymous_allowed = false;
  Rehearsal r(config);
  r.Open(1);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc"), (Lines{"1: parameters al"}));
  r.Say(1, "NICK a");
  EXPECT_EQ(r.Say(1, "USER a 0 * x"), Lines());
  EXPECT_EQ(r.Answer("XYZ c2FsdA== 4096"),
            (Lines{"1: AUTH SCRAM-SHA-256 S :r=abcXYZ\\cs=c2FsdA==\\ci=4096"}));
  EXPECT_EQ(r.Say(1, "auth scram-sha-256 s :c=biws\\cr=abcXYZ\\cp=cA=="),
            (Lines{"1: prove al|n=al,r=abc,r=abcXYZ,s=c2FsdA==,i=4096,c=biws,r=abcXYZ|cA=="}));
  EXPECT_EQ(r.Answer("c2ln"), (Lines{"1: AUTH SCRAM-SHA-256 S :v=c2ln"}));
  const Lines told = r.Say(1, "AUTH SCRAM-SHA-256 S");
  ASSERT_EQ(told.size(), 15u);
  EXPECT_EQ(told[0], "1: AUTH SCRAM-SHA-256 * al@irc.confab.test 0");
  EXPECT_EQ(told[1], "1: :irc.confab.test 001 a :...a!a@192.0.2.7");
}

TEST(Auth, FailuresCountAbortsDoNotAndTheLimitSuspends) {
  Config config;
  config.auth_failures_max = 2;
  Rehearsal r(config);
  r.Open(1);
  const Lines failed{"1: :irc.confab.test 910 * SCRAM-SHA-256 :..."};
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 *"), failed);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc").size(), 1u);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 *"), failed);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :p,,n=al,r=abc"), failed);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc").size(), 1u);
  EXPECT_EQ(r.Answer(absl::NotFoundError("who?")), failed);
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc"),
            (Lines{"1: :irc.confab.test 911 * SCRAM-SHA-256 :..."}));
}

TEST(Auth, TheExchangeAfterTheLastIsRefused) {
  Config config;
  config.auth_exchanges_max = 1;
  Rehearsal r(config);
  r.Open(1);
  r.Open(2);
  r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc");
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc"), (Lines{"1: parameters al"}));
  EXPECT_EQ(r.Say(2, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc"),
            (Lines{"2: :irc.confab.test 907 * :..."}));
  r.DoAll(Lost{LinkId{1}, "gone"});
  EXPECT_EQ(r.Answer("XYZ c2FsdA== 4096"), Lines());  // late news
  EXPECT_EQ(r.Say(2, "AUTH SCRAM-SHA-256 I :n,,n=al,r=abc"), (Lines{"2: parameters al"}));
}

TEST(Auth, RefusalsInTheirOrder) {
  Rehearsal r((Config()));
  r.Open(1);
  EXPECT_EQ(r.Say(1, "AUTH ANON X"), (Lines{"1: :irc.confab.test 912 * ANON :..."}));
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 X"), (Lines{"1: :irc.confab.test 900 * AUTH :..."}));
  EXPECT_EQ(r.Say(1, "AUTH SCRAM-SHA-256 S"), (Lines{"1: :irc.confab.test 900 * AUTH :..."}));
}

}  // namespace
}  // namespace confab::model
