// Chat through the door: channels, messages, queries.

#include <string>

#include "gtest/gtest.h"
#include "server_core/test_door.h"

namespace confab {
namespace {

std::string Numeric(std::string_view rest) {
  return ":irc.confab.test " + std::string(rest) + "\n";
}

// alice (1) and bob (2) in #a; carol (3) outside.
class Chat : public ::testing::Test {
 protected:
  Chat() : Chat(Config()) {}
  explicit Chat(const Config& config) : door_(config) {
    door_.LogOn(1, "alice");
    door_.LogOn(2, "bob");
    door_.LogOn(3, "carol");
    door_.Say(1, "JOIN #a");
    door_.Say(2, "JOIN #A");
    door_.Forget();
  }

  TestDoor door_;
};

TEST_F(Chat, JoinIsHeardByAllAndAnsweredWithNames) {
  door_.Say(3, "JOIN #A");
  EXPECT_EQ(door_.Heard(1), ":carol!~carol@host JOIN #a\n");
  EXPECT_EQ(door_.Heard(3), ":carol!~carol@host JOIN #a\n" +
                                Numeric("353 carol = #a :alice bob carol") +
                                Numeric("366 carol #a :T"));
  door_.Say(3, "JOIN #a");
  EXPECT_EQ(door_.Heard(3), "");
}

TEST_F(Chat, JoinRefusals) {
  door_.Say(3, "JOIN x,#,#b,,#\x01,");
  EXPECT_EQ(door_.Heard(3), Numeric("403 carol x :T") + Numeric("479 carol # :T") +
                                ":carol!~carol@host JOIN #b\n" + Numeric("353 carol = #b :carol") +
                                Numeric("366 carol #b :T") + Numeric("479 carol #\x01 :T"));
}

TEST_F(Chat, ChannelNameAtTheLimitAndOneMore) {
  const std::string full = "#" + std::string(62, 'c');
  door_.Say(3, "JOIN " + full);
  EXPECT_EQ(door_.Heard(3).find(":carol!~carol@host JOIN " + full + "\n"), 0U);
  door_.Say(3, "JOIN " + full + "c");
  EXPECT_EQ(door_.Heard(3), Numeric("479 carol " + full + "c :T"));
}

TEST_F(Chat, PartIsHeardByAllAndTheLastOneTakesTheChannelAlong) {
  door_.Say(1, "PART #A,#none,,#a :see\x01 you");
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host PART #a :see you\n");
  EXPECT_EQ(door_.Heard(1), ":alice!~alice@host PART #a :see you\n" +
                                Numeric("403 alice #none :T") + Numeric("442 alice #a :T"));
  door_.Say(2, "PART #a :\x01");
  EXPECT_EQ(door_.Heard(2), ":bob!~bob@host PART #a\n");
  EXPECT_EQ(door_.Objects(Account::kChannels), 0);
}

TEST_F(Chat, JoinZeroPartsEverythingInTheOrderOfJoining) {
  door_.Say(1, "JOIN #c,#b");
  door_.Forget();
  door_.Say(1, "JOIN 0");
  EXPECT_EQ(door_.Heard(1),
            ":alice!~alice@host PART #a\n:alice!~alice@host PART #c\n"
            ":alice!~alice@host PART #b\n");
  door_.Say(1, "JOIN 0,#b");
  EXPECT_EQ(door_.Heard(1).find(Numeric("403 alice 0 :T")), 0U);
}

TEST(ChatLimits, ChannelsPerUserAndOfAllAtTheLimitAndOneMore) {
  Config config;
  config.channels_per_user_max = 2;
  config.channels_max = 3;
  TestDoor door(config);
  door.LogOn(1, "alice");
  door.LogOn(2, "bob");
  door.Say(1, "JOIN #a,#b");
  door.Forget();
  door.Say(1, "JOIN #c");
  EXPECT_EQ(door.Heard(1), Numeric("405 alice #c :T"));
  door.Say(2, "JOIN #c");
  door.Forget();
  door.Say(2, "JOIN #d");
  EXPECT_EQ(door.Heard(2), Numeric("437 bob #d :T"));
  EXPECT_EQ(door.Events(), "2 note RESOURCE_REFUSED account=channels limit=3\n");
  door.Say(2, "JOIN #a");
  EXPECT_EQ(door.Heard(2).find(":bob!~bob@host JOIN #a\n"), 0U);
}

TEST(ChatLimits, ReasonsAreCutToTheLimit) {
  Config config;
  config.reason_bytes_max = 4;
  TestDoor door(config);
  door.LogOn(1, "alice");
  door.LogOn(2, "bob");
  for (const std::string_view reason : {"1234", "12345"}) {
    door.Say(1, "JOIN #a");
    door.Say(2, "JOIN #a");
    door.Forget();
    door.Say(1, "PART #a :" + std::string(reason));
    EXPECT_EQ(door.Heard(2), ":alice!~alice@host PART #a :1234\n");
  }
  door.Say(1, "JOIN #a");
  door.Forget();
  door.Say(1, "QUIT :12345");
  EXPECT_EQ(door.Heard(2), ":alice!~alice@host QUIT :Quit: 1234\n");
}

TEST(ChatLimits, NamesFillLinesGreedilyToTheByte) {
  Config config;
  config.nick_bytes_max = 63;
  config.topic_bytes_max = 100;  // else its longest line would not fit
  TestDoor door(config);
  const size_t head = std::string(":irc.confab.test 353 n63 = #a :").size();
  const size_t filler = 510 - head - std::string("n63").size() - 7 * 64 - 1;
  ASSERT_GT(filler, 1U);
  door.LogOn(1, "n63");
  door.Say(1, "JOIN #a");
  for (uint64_t link = 2; link <= 8; ++link) {
    door.LogOn(link, std::string(62, 'n') + std::to_string(link));
    door.Say(link, "JOIN #a");
  }
  door.LogOn(9, std::string(filler, 'x'));
  door.Say(9, "JOIN #a");
  door.Forget();
  door.Say(1, "NAMES #a");
  const std::string full = door.Heard(1);
  EXPECT_EQ(full.find('\n'), 510U);
  EXPECT_EQ(full.substr(511), Numeric("366 n63 #a :T"));
  door.Say(9, "NICK " + std::string(filler + 1, 'x'));
  door.Forget();
  door.Say(1, "NAMES #a");
  EXPECT_EQ(door.Heard(1).substr(510 - filler),
            Numeric("353 n63 = #a :" + std::string(filler + 1, 'x')) + Numeric("366 n63 #a :T"));
}

TEST_F(Chat, NamesOfListsAndOfNothing) {
  door_.Say(3, "NAMES #A,,#none");
  EXPECT_EQ(door_.Heard(3), Numeric("353 carol = #a :alice bob") + Numeric("366 carol #a :T") +
                                Numeric("366 carol #none :T"));
  door_.Send(3, "NAMES\r\nNAMES ,\r\n");
  EXPECT_EQ(door_.Heard(3), Numeric("366 carol * :T") + Numeric("366 carol * :T"));
}

TEST_F(Chat, MessagesReachChannelsAndNicks) {
  door_.Say(1, "PRIVMSG #A,Bob,alice :hi there");
  EXPECT_EQ(door_.Heard(2),
            ":alice!~alice@host PRIVMSG #a :hi there\n:alice!~alice@host PRIVMSG bob :hi there\n");
  EXPECT_EQ(door_.Heard(1), ":alice!~alice@host PRIVMSG alice :hi there\n");
  door_.Say(1, "NOTICE bob :hm");
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host NOTICE bob :hm\n");
}

TEST_F(Chat, MessageRefusals) {
  door_.Send(3, "PRIVMSG\r\nPRIVMSG bob\r\nPRIVMSG bob :\r\nPRIVMSG #A,#no,nobody,: x\r\n");
  EXPECT_EQ(door_.Heard(3), Numeric("411 carol :T") + Numeric("412 carol :T") +
                                Numeric("412 carol :T") + Numeric("404 carol #a :T") +
                                Numeric("403 carol #no :T") + Numeric("401 carol nobody :T") +
                                Numeric("401 carol * :T"));
  door_.Send(3, "NOTICE\r\nNOTICE bob\r\nNOTICE #a,#no,nobody x\r\n");
  EXPECT_EQ(door_.Heard(3), "");
}

TEST_F(Chat, TargetsAtTheLimitAndOneMoreCountingEachFoldOnce) {
  door_.Say(1, "PRIVMSG bob,BOB,carol,,x,bob,y :hi");
  EXPECT_EQ(door_.Heard(1), Numeric("401 alice x :T") + Numeric("401 alice y :T"));
  door_.Say(1, "PRIVMSG a,b,c,d,e,f :hi");
  EXPECT_EQ(door_.Heard(1), Numeric("401 alice a :T") + Numeric("401 alice b :T") +
                                Numeric("401 alice c :T") + Numeric("401 alice d :T") +
                                Numeric("407 alice e :T"));
  door_.Forget();
  door_.Say(1, "NOTICE a,b,c,d,bob :hi");
  EXPECT_EQ(door_.Heard(2), "");
}

TEST_F(Chat, RelayedLineAtTheLimitAndOneMore) {
  const size_t room = 510 - std::string(":alice!~alice@host PRIVMSG bob :").size();
  door_.Say(1, "PRIVMSG bob :" + std::string(room, 'x'));
  EXPECT_EQ(door_.Heard(2).size(), 511U);
  door_.Say(1, "PRIVMSG bob :" + std::string(room + 1, 'x'));
  EXPECT_EQ(door_.Heard(2), "");
  EXPECT_EQ(door_.Heard(1), Numeric("417 alice :T"));
}

TEST_F(Chat, NickChangeAndQuitAreHeardOnceByPeersOnly) {
  door_.Say(1, "JOIN #b");
  door_.Say(2, "JOIN #b");
  door_.Forget();
  door_.Say(1, "NICK al");
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host NICK al\n");
  EXPECT_EQ(door_.Heard(1), ":alice!~alice@host NICK al\n");
  EXPECT_EQ(door_.Heard(3), "");
  door_.Say(1, "QUIT :so\x02 long");
  EXPECT_EQ(door_.Heard(2), ":al!~alice@host QUIT :Quit: so long\n");
  EXPECT_EQ(door_.Heard(1), "ERROR :Closing Link: al[host] (Quit: so long)\n");
  door_.Lose(2);
  EXPECT_EQ(door_.Heard(3), "");
  EXPECT_EQ(door_.Objects(Account::kMemberships), 0);
}

TEST_F(Chat, ReasonAtTheLimitAndOneMore) {
  door_.Say(1, "PART #a :" + std::string(199, 'x') + "\xc3\xa9");
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host PART #a :" + std::string(199, 'x') + "\n");
  door_.Lose(3, std::string(201, 'y'));
  EXPECT_NE(door_.Events().find(" why=" + std::string(200, 'y') + " "), std::string::npos);
}

TEST_F(Chat, TopicIsShownSetAndRemoved) {
  door_.Send(3, "TOPIC #none\r\nTOPIC #A\r\nTOPIC #none x\r\nTOPIC #A x\r\n");
  EXPECT_EQ(door_.Heard(3), Numeric("403 carol #none :T") + Numeric("331 carol #a :T") +
                                Numeric("403 carol #none :T") + Numeric("442 carol #a :T"));
  door_.Send(1, "TOPIC #a :all things\r\nTOPIC #a :all things\r\n");
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host TOPIC #a :all things\n");
  door_.Say(3, "JOIN #a");
  EXPECT_EQ(door_.Heard(3), ":carol!~carol@host JOIN #a\n" + Numeric("332 carol #a :all things") +
                                Numeric("333 carol #a alice!~alice@host 1000000000") +
                                Numeric("353 carol = #a :alice bob carol") +
                                Numeric("366 carol #a :T"));
  EXPECT_NE(door_.server().Census().find("channel #a topic=1 members=alice,bob,carol\n"),
            std::string::npos);
  door_.Forget();
  door_.Send(2, "TOPIC #a :\r\nTOPIC #a\r\n");
  EXPECT_EQ(door_.Heard(2), ":bob!~bob@host TOPIC #a :\n" + Numeric("331 bob #a :T"));
}

TEST_F(Chat, TopicAtTheLimitAndOneMore) {
  door_.Say(1, "TOPIC #a :" + std::string(300, 'x'));
  EXPECT_EQ(door_.Heard(2), ":alice!~alice@host TOPIC #a :" + std::string(300, 'x') + "\n");
  door_.Say(1, "TOPIC #a :" + std::string(301, 'x'));
  EXPECT_EQ(door_.Heard(2), "") << "cut, it is the one that is set";
}

TEST_F(Chat, WhoisTellsWhatThereIs) {
  door_.Say(1, "PRIVMSG carol :hi");
  door_.Wait(std::chrono::seconds(61));
  door_.Say(2, "WHOIS ALICE");
  EXPECT_EQ(door_.Heard(2),
            Numeric("311 bob alice ~alice host * :Real alice") + Numeric("319 bob alice :#a") +
                Numeric("312 bob alice irc.confab.test :T") +
                Numeric("317 bob alice 61 1000000000 :T") + Numeric("318 bob ALICE :T"));
  door_.Send(2, "WHOIS\r\nWHOIS no\r\nWHOIS elsewhere carol\r\nWHOIS irc.CONFAB.test :\r\n");
  EXPECT_EQ(door_.Heard(2), Numeric("431 bob :T") + Numeric("401 bob no :T") +
                                Numeric("318 bob no :T") + Numeric("402 bob elsewhere :T") +
                                Numeric("431 bob :T"));
  door_.Say(2, "WHOIS CAROL carol");
  EXPECT_EQ(door_.Heard(2).find(Numeric("311 bob carol ~carol host * :Real carol")), 0U);
}

TEST_F(Chat, ModesAreShownAndNotChanged) {
  door_.Send(1, "MODE Alice\r\nIRCX\r\nMODE alice +i -w\r\nMODE bob\r\n");
  EXPECT_EQ(door_.Heard(1),
            Numeric("221 alice +") + Numeric("800 alice 1 0 SCRAM-SHA-256,ANON 512 *") +
                Numeric("221 alice +x") + Numeric("501 alice :T") + Numeric("502 alice :T"));
  door_.Send(1, "MODE #A\r\nMODE #a +-\r\nMODE #a +n-t\r\nMODE #no\r\nMODE no\r\nMODE ISIRCX\r\n");
  EXPECT_EQ(door_.Heard(1), Numeric("324 alice #a +") + Numeric("324 alice #a +") +
                                Numeric("472 alice n :T") + Numeric("403 alice #no :T") +
                                Numeric("401 alice no :T") + Numeric("401 alice ISIRCX :T"));
}

TEST_F(Chat, PingMotdAndLusers) {
  door_.Open(4);
  door_.Send(1,
             "PING\r\nPING :a b\r\nPONG\r\nERROR :x\r\nMOTD elsewhere\r\nMOTD IRC.confab.test\r\n");
  EXPECT_EQ(door_.Heard(1), Numeric("409 alice :T") + Numeric("PONG irc.confab.test :a b") +
                                Numeric("402 alice elsewhere :T") + Numeric("422 alice :T"));
  door_.Say(1, "LUSERS");
  EXPECT_EQ(door_.Heard(1), Numeric("251 alice :T") + Numeric("252 alice 0 :T") +
                                Numeric("253 alice 1 :T") + Numeric("254 alice 1 :T") +
                                Numeric("255 alice :T") + Numeric("265 alice 3 3 :T") +
                                Numeric("266 alice 3 3 :T"));
}

TEST_F(Chat, EverybodyGoneIsTheBaseline) {
  door_.Say(1, "TOPIC #a :x");
  door_.Send(2, "PRIVMSG alice :unfin");
  door_.Lose(1, "gone");
  EXPECT_EQ(door_.Heard(2).substr(0, 28), ":alice!~alice@host TOPIC #a ");
  door_.Say(3, "QUIT");
  door_.Lose(2);
  EXPECT_EQ(door_.server().Accounts(), Ledger());
  EXPECT_EQ(door_.server().Census(), "counters links=0 users=0 users_max=3 channels=0\n");
}

}  // namespace
}  // namespace confab
