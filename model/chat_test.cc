// Worked examples of clauses 4.9 and 7, written by hand.

#include <gtest/gtest.h>

#include <string>

#include "model/rehearsal.h"

namespace confab::model {
namespace {

TEST(Chat, JoinTellsEverybodyAndNamesTheMembers) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  EXPECT_EQ(r.Say(1, "JOIN #X"),
            (Lines{"1: :a!~a@192.0.2.7 JOIN #X", "1: :irc.confab.test 353 a = #X :a",
                   "1: :irc.confab.test 366 a #X :..."}));
  r.Wall(77);
  EXPECT_EQ(r.Say(1, "TOPIC #x :t"), (Lines{"1: :a!~a@192.0.2.7 TOPIC #X :t"}));
  EXPECT_EQ(r.Say(1, "TOPIC #x :t"), Lines());
  EXPECT_EQ(
      r.Say(2, "JOIN ,#x,x,#\x07,#x"),
      (Lines{"1: :b!~b@192.0.2.7 JOIN #X", "2: :b!~b@192.0.2.7 JOIN #X",
             "2: :irc.confab.test 332 b #X :t", "2: :irc.confab.test 333 b #X a!~a@192.0.2.7 77",
             "2: :irc.confab.test 353 b = #X :a b", "2: :irc.confab.test 366 b #X :...",
             "2: :irc.confab.test 403 b x :...", "2: :irc.confab.test 479 b #\x07 :..."}));
}

TEST(Chat, LimitsOfChannels) {
  Config config;
  config.channels_per_user_max = 2;
  config.channels_max = 3;
  config.channel_bytes_max = 3;
  Rehearsal r(config);
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #a,&b");
  EXPECT_EQ(r.Say(1, "JOIN #c"), (Lines{"1: :irc.confab.test 405 a #c :..."}));
  r.Say(2, "JOIN #c");
  EXPECT_EQ(r.Say(2, "JOIN #d"), (Lines{"2: :irc.confab.test 437 b #d :..."}));
  EXPECT_EQ(r.Say(2, "JOIN #abc"), (Lines{"2: :irc.confab.test 479 b #abc :..."}));
  EXPECT_EQ(r.Say(2, "JOIN #"), (Lines{"2: :irc.confab.test 479 b # :..."}));
  EXPECT_EQ(r.Say(1, "JOIN 0"),
            (Lines{"1: :a!~a@192.0.2.7 PART #a", "1: :a!~a@192.0.2.7 PART &b"}));
  EXPECT_EQ(r.Say(2, "JOIN #ab").size(), 3u);
}

TEST(Chat, PartNamesTopicRefusals) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #x");
  EXPECT_EQ(r.Say(2, "PART #y,#X :bye"),
            (Lines{"2: :irc.confab.test 403 b #y :...", "2: :irc.confab.test 442 b #x :..."}));
  EXPECT_EQ(r.Say(2, "TOPIC #X"), (Lines{"2: :irc.confab.test 331 b #x :..."}));
  EXPECT_EQ(r.Say(2, "TOPIC #X t"), (Lines{"2: :irc.confab.test 442 b #x :..."}));
  EXPECT_EQ(r.Say(2, "TOPIC #y"), (Lines{"2: :irc.confab.test 403 b #y :..."}));
  EXPECT_EQ(r.Say(2, "NAMES #X,#y"),
            (Lines{"2: :irc.confab.test 353 b = #x :a", "2: :irc.confab.test 366 b #x :...",
                   "2: :irc.confab.test 366 b #y :..."}));
  EXPECT_EQ(r.Say(2, "NAMES"), (Lines{"2: :irc.confab.test 366 b * :..."}));
  EXPECT_EQ(r.Say(1, "PART #X :b\x01ye"), (Lines{"1: :a!~a@192.0.2.7 PART #x :bye"}));
  EXPECT_EQ(r.reference().ChannelCount(), 0u);
}

TEST(Chat, MessagesAndTheirRefusals) {
  Config config;
  config.targets_max = 2;
  Rehearsal r(config);
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #x");
  EXPECT_EQ(r.Say(1, "PRIVMSG"), (Lines{"1: :irc.confab.test 411 a :..."}));
  EXPECT_EQ(r.Say(1, "PRIVMSG b :"), (Lines{"1: :irc.confab.test 412 a :..."}));
  EXPECT_EQ(r.Say(1, "PRIVMSG B,b,a,B,c :hi"),
            (Lines{"2: :a!~a@192.0.2.7 PRIVMSG b :hi", "1: :a!~a@192.0.2.7 PRIVMSG a :hi",
                   "1: :irc.confab.test 407 a c :..."}));
  EXPECT_EQ(r.Say(1, "PRIVMSG c,#y :hi"),
            (Lines{"1: :irc.confab.test 401 a c :...", "1: :irc.confab.test 403 a #y :..."}));
  EXPECT_EQ(r.Say(2, "PRIVMSG #X :hi"), (Lines{"2: :irc.confab.test 404 b #x :..."}));
  EXPECT_EQ(r.Say(2, "NOTICE c,#X :hi"), Lines());
  EXPECT_EQ(r.Say(2, "NOTICE"), Lines());
  EXPECT_EQ(r.Say(2, "NOTICE a :hi"), (Lines{"1: :b!~b@192.0.2.7 NOTICE a :hi"}));
  const std::string longest(510 - std::string(":b!~b@192.0.2.7 NOTICE a :").size(), 'x');
  EXPECT_EQ(r.Say(2, "NOTICE a :" + longest).size(), 1u);
  EXPECT_EQ(r.Say(2, "NOTICE a :" + longest + "x"), (Lines{"2: :irc.confab.test 417 b :..."}));
}

TEST(Queries, QuitSaysWhyToAll) {
  Rehearsal r((Config()));
  r.LogOn(1, "a");
  r.LogOn(2, "b");
  r.Say(1, "JOIN #x");
  r.Say(2, "JOIN #x");
  EXPECT_EQ(r.Say(1, "QUIT :so\tlong"),
            (Lines{"1: ERROR :Closing Link: a[192.0.2.7] (Quit: solong)",
                   "2: :a!~a@192.0.2.7 QUIT :Quit: solong", "1: close quit"}));
  EXPECT_EQ(r.Say(2, "QUIT"),
            (Lines{"2: ERROR :Closing Link: b[192.0.2.7] (Quit)", "2: close quit"}));
}

TEST(Queries, WhoisModeMotdPing) {
  Config config;
  config.motd = {"one"};
  Rehearsal r(config);
  r.Wall(1000);
  r.LogOn(1, "a");
  r.Say(1, "JOIN #x");
  r.At(5);
  EXPECT_EQ(
      r.Say(1, "WHOIS IRC.confab.test A"),
      (Lines{"1: :irc.confab.test 311 a a ~a 192.0.2.7 * :Real a",
             "1: :irc.confab.test 319 a a :#x", "1: :irc.confab.test 312 a a irc.confab.test :...",
             "1: :irc.confab.test 317 a a 5 1000 :...", "1: :irc.confab.test 318 a A :..."}));
  EXPECT_EQ(r.Say(1, "WHOIS x y"), (Lines{"1: :irc.confab.test 402 a x :..."}));
  EXPECT_EQ(r.Say(1, "WHOIS y"),
            (Lines{"1: :irc.confab.test 401 a y :...", "1: :irc.confab.test 318 a y :..."}));
  EXPECT_EQ(r.Say(1, "WHOIS"), (Lines{"1: :irc.confab.test 431 a :..."}));
  EXPECT_EQ(r.Say(1, "MODE A"), (Lines{"1: :irc.confab.test 221 a +"}));
  EXPECT_EQ(r.Say(1, "MODE #X"), (Lines{"1: :irc.confab.test 324 a #x +"}));
  EXPECT_EQ(r.Say(1, "MODE #X +-b"), (Lines{"1: :irc.confab.test 472 a b :..."}));
  EXPECT_EQ(r.Say(1, "MODE #y"), (Lines{"1: :irc.confab.test 403 a #y :..."}));
  EXPECT_EQ(r.Say(1, "MODE y"), (Lines{"1: :irc.confab.test 401 a y :..."}));
  EXPECT_EQ(r.Say(1, "MOTD"),
            (Lines{"1: :irc.confab.test 375 a :...", "1: :irc.confab.test 372 a :- one",
                   "1: :irc.confab.test 376 a :..."}));
  EXPECT_EQ(r.Say(1, "MOTD x"), (Lines{"1: :irc.confab.test 402 a x :..."}));
  EXPECT_EQ(r.Say(1, "PING"), (Lines{"1: :irc.confab.test 409 a :..."}));
  EXPECT_EQ(r.Say(1, "PING :a b"), (Lines{"1: :irc.confab.test PONG irc.confab.test :a b"}));
}

}  // namespace
}  // namespace confab::model
