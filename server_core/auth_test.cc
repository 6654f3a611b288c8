// AUTH through the door: framing, the SCRAM conversation, and Q178627 around it.

#include <string>

#include "gtest/gtest.h"
#include "server_core/test_door.h"

namespace confab {
namespace {

// The conversation of RFC 7677, section 3: names, nonces, salt, proof, signature.
constexpr char kClientFirst[] = "AUTH SCRAM-SHA-256 I :n\\c\\cn=user\\cr=rOprNGfwEbeRWgbNEkqO";
constexpr char kParameters[] = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 W22ZaJ0SNY7soEsUEjb6gQ== 4096";
constexpr char kServerFirst[] =
    "AUTH SCRAM-SHA-256 S :r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0\\c"
    "s=W22ZaJ0SNY7soEsUEjb6gQ==\\ci=4096\n";
constexpr char kClientFinal[] =
    "AUTH SCRAM-SHA-256 S :c=biws\\cr=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0\\c"
    "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
constexpr char kSignature[] = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

std::string Numeric(std::string_view rest) {
  return ":irc.confab.test " + std::string(rest) + " SCRAM-SHA-256 :T\n";
}

std::string Failed(std::string_view why) {
  return "1 note AUTH_FAILED package=SCRAM-SHA-256 why=" + std::string(why) + "\n";
}

void Authenticate(TestDoor& door, uint64_t link, uint64_t first_question) {
  door.Say(link, kClientFirst);
  door.Answer(first_question, kParameters);
  door.Say(link, kClientFinal);
  door.Answer(first_question + 1, kSignature);
  door.Say(link, "AUTH SCRAM-SHA-256 S");
}

TEST(Auth, ConversationOfRfc7677) {
  TestDoor door;
  door.Open(1);
  door.Say(1, kClientFirst);
  EXPECT_EQ(door.Events(), "1 ask 1: parameters of user\n");
  door.Answer(1, kParameters);
  EXPECT_EQ(door.Heard(1), kServerFirst);
  door.Say(1, kClientFinal);
  EXPECT_EQ(door.Events(),
            "1 ask 2: proof of user over n=user,r=rOprNGfwEbeRWgbNEkqO,"
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,"
            "i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 is "
            "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=\n");
  door.Answer(2, kSignature);
  EXPECT_EQ(door.Heard(1),
            "AUTH SCRAM-SHA-256 S :v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=\n");
  door.Say(1, "AUTH scram-sha-256 s");
  EXPECT_EQ(door.Heard(1), "AUTH SCRAM-SHA-256 * user@irc.confab.test 0\n");
  EXPECT_EQ(door.Events(), "1 note AUTH_SUCCEEDED package=SCRAM-SHA-256 account=user\n");
  EXPECT_EQ(door.Objects(Account::kAuth), 0);
  door.Say(1, kClientFirst);
  EXPECT_EQ(door.Heard(1), Numeric("909 *"));
}

TEST(Auth, LogOnWaitsForTheExchangeAndShowsTheAccount) {
  TestDoor door;
  door.Open(1);
  door.Send(1, std::string(kClientFirst) + "\r\nNICK alice\r\nUSER alice 0 * :A\r\n");
  EXPECT_EQ(door.Heard(1), "");
  EXPECT_NE(door.server().Census().find(" auth=asked "), std::string::npos);
  door.Answer(1, kParameters);
  EXPECT_NE(door.server().Census().find(" auth=open "), std::string::npos);
  door.Say(1, kClientFinal);
  door.Answer(2, kSignature);
  door.Heard(1);
  door.Say(1, "AUTH SCRAM-SHA-256 S");
  const std::string heard = door.Heard(1);
  EXPECT_EQ(heard.find("AUTH SCRAM-SHA-256 * user@irc.confab.test 0\n:irc.confab.test 001 alice"),
            0U);
  door.Say(1, "WHOIS alice");
  const std::string whois = door.Heard(1);
  EXPECT_NE(whois.find(" 311 alice alice alice host * :A\n"), std::string::npos);
  EXPECT_NE(whois.find(" 330 alice alice user :T\n"), std::string::npos);
}

TEST(Auth, FailureWhileNickAndUserWaitLogsOnAnonymously) {
  TestDoor door;
  door.Open(1);
  door.Send(1, std::string(kClientFirst) + "\r\nNICK alice\r\nUSER alice 0 * :A\r\n");
  door.Refuse(1);
  const std::string heard = door.Heard(1);
  EXPECT_EQ(heard.find(Numeric("910 alice") + ":irc.confab.test 001 alice"), 0U);
}

TEST(Auth, EveryMalformedClientFirstFails) {
  for (const std::string data : {"",
                                 "n",
                                 "n,",
                                 "n,,",
                                 "p=tls,,n=user,r=abc",
                                 "n,,m=x,n=user,r=abc",
                                 "n,,n=,r=abc",
                                 "n,,n=us=er,r=abc",
                                 "n,,n=user=2Cx,r=abc",
                                 "n,,n=user",
                                 "n,,n=user,r=",
                                 "n,,n=us er,r=abc",
                                 "n,,n=us*r,r=abc",
                                 "n,a=bob,n=user,r=abc",
                                 "n,a=,n=user,r=abc",
                                 "n,user,n=user,r=abc",
                                 "N,,n=user,r=abc",
                                 "n,,n=user,x=1,r=abc",
                                 "n,,r=abc,n=user",
                                 "n,,n=user,r=a b"}) {
    TestDoor door;
    door.Open(1);
    std::string escaped;
    for (const char byte : data) {
      escaped += byte == ',' ? "\\c" : byte == ' ' ? "\\b" : std::string(1, byte);
    }
    door.Say(1, "AUTH SCRAM-SHA-256 I :" + escaped);
    EXPECT_EQ(door.Heard(1), Numeric("910 *")) << data;
    EXPECT_EQ(door.Events(), Failed("malformed client-first")) << data;
    EXPECT_EQ(door.Objects(Account::kAuth), 0);
  }
}

TEST(Auth, WellFormedClientFirstsAreAsked) {
  for (const std::string data : {"n,,n=user,r=a", "y,,n=user,r=a", "n,a=user,n=user,r=a",
                                 "n,,n=user,r=a,x=1", "n,a=u=3D,n=u=3D,r=a"}) {
    TestDoor door;
    door.Open(1);
    door.Say(1, "AUTH SCRAM-SHA-256 I :" + data);
    EXPECT_EQ(door.Events().find("1 ask 1: parameters of u"), 0U) << data;
  }
}

TEST(Auth, AccountAndNonceAtTheLimitAndOneMore) {
  const std::string head = "AUTH SCRAM-SHA-256 I :n,,n=";
  const std::string full(64, 'u');
  for (const auto& [name, nonce, is_asked] :
       {std::tuple(full, full, true), std::tuple(full + "u", full, false),
        std::tuple(full, full + "u", false)}) {
    TestDoor door;
    door.Open(1);
    door.Say(1, head + name + ",r=" + nonce);
    EXPECT_EQ(door.Events().find("1 ask 1") == 0, is_asked);
  }
}

TEST(Auth, OnlyExactParametersChallenge) {
  const std::string full_nonce(64, 'n');
  const std::string full_salt(128, 'A');
  struct {
    std::string answer;
    bool good;
  } const cases[] = {
      {"nonce c2FsdA== 4096", true},
      {"nonce c2FsdA== 9999999", true},
      {full_nonce + " " + full_salt + " 4096", true},
      {full_nonce + "n c2FsdA== 4096", false},
      {"nonce " + full_salt + "A 4096", false},
      {"nonce c2FsdA== 4095", false},
      {"nonce c2FsdA== 10000000", false},
      {"nonce c2FsdA== +4096", false},
      {"nonce c2FsdA==  4096", false},
      {"nonce c2FsdA== 4096 ", false},
      {"nonce c2Fs,A== 4096", false},
      {"no,nce c2FsdA== 4096", false},
      {"nonce c2FsdA==", false},
      {"", false},
  };
  for (const auto& [answer, good] : cases) {
    TestDoor door;
    door.Open(1);
    door.Say(1, kClientFirst);
    door.Answer(1, answer);
    EXPECT_EQ(door.Heard(1).find("AUTH SCRAM-SHA-256 S :r=") == 0, good) << answer;
    EXPECT_EQ(door.Objects(Account::kAuth), good ? 1 : 0);
  }
}

TEST(Auth, OnlyExactClientFinalsAreAsked) {
  const std::string r = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  const std::string full_proof(128, 'P');
  struct {
    std::string data;
    bool good;
  } const cases[] = {
      {"c=biws," + r + ",p=cHJvb2Y=", true},
      {"c=biws," + r + ",x=any,y=,p=cHJvb2Y=", true},
      {"c=biws," + r + ",p=" + full_proof, true},
      {"c=biws," + r + ",p=" + full_proof + "P", false},
      {"c=biws," + r + ",p=", false},
      {"c=biws," + r + ",p=pro of", false},
      {"c=biws," + r, false},
      {"c=eSws," + r + ",p=cHJvb2Y=", false},
      {"c=biws," + r + "x,p=cHJvb2Y=", false},
      {"c=biws,r=rOprNGfwEbeRWgbNEkqO,p=cHJvb2Y=", false},
      {"c=biws," + r + ",x,p=cHJvb2Y=", false},
      {"c=biws," + r + ",,p=cHJvb2Y=", false},
      {r + ",c=biws,p=cHJvb2Y=", false},
      {"", false},
  };
  for (const auto& [data, good] : cases) {
    TestDoor door;
    door.Open(1);
    door.Say(1, kClientFirst);
    door.Answer(1, kParameters);
    door.Forget();
    door.Say(1, "AUTH SCRAM-SHA-256 S :" + data);
    EXPECT_EQ(door.Events().find("1 ask 2: proof of user") == 0, good) << data;
    EXPECT_EQ(door.Heard(1), good ? "" : Numeric("910 *")) << data;
  }
}

TEST(Auth, OnlySignaturesAreAcceptedAsAnswerToAProof) {
  for (const auto& [answer, good] :
       {std::pair(std::string(128, 'S'), true), std::pair(std::string(129, 'S'), false),
        std::pair(std::string(), false), std::pair(std::string("no no"), false)}) {
    TestDoor door;
    door.Open(1);
    door.Say(1, kClientFirst);
    door.Answer(1, kParameters);
    door.Say(1, kClientFinal);
    door.Forget();
    door.Answer(2, answer);
    EXPECT_EQ(door.Heard(1), good ? "AUTH SCRAM-SHA-256 S :v=" + answer + "\n" : Numeric("910 *"));
  }
}

TEST(Auth, FramingIsCheckedInOrder) {
  TestDoor door;
  door.Open(1);
  door.Send(1, "AUTH NTLM X\r\nAUTH ANON I\r\nAUTH SCRAM-SHA-256 X\r\nAUTH SCRAM-SHA-256 S\r\n");
  EXPECT_EQ(door.Heard(1),
            ":irc.confab.test 912 * NTLM :T\n:irc.confab.test 912 * ANON :T\n"
            ":irc.confab.test 900 * AUTH :T\n:irc.confab.test 900 * AUTH :T\n");
  door.Say(1, "AUTH SCRAM-SHA-256 *");
  EXPECT_EQ(door.Heard(1), Numeric("910 *"));
  EXPECT_EQ(door.Events(), "");
  door.Say(1, kClientFirst);
  door.Forget();
  door.Say(1, "AUTH SCRAM-SHA-256 *");
  EXPECT_EQ(door.Heard(1), Numeric("910 *"));
  EXPECT_EQ(door.Events(), Failed("aborted"));
  EXPECT_NE(door.server().Census().find(" failures=0 "), std::string::npos);
  door.Answer(1, kParameters);
  EXPECT_EQ(door.Heard(1), "") << "late news";
}

TEST(Auth, AnswerOutOfTurnAndAnswerToNothingFail) {
  TestDoor door;
  door.Open(1);
  door.Say(1, kClientFirst);
  door.Forget();
  door.Say(1, "AUTH SCRAM-SHA-256 S :x");
  EXPECT_EQ(door.Heard(1), Numeric("910 *"));
  EXPECT_EQ(door.Events(), Failed("out of turn"));
  EXPECT_EQ(door.Objects(Account::kQuestions), 0);
}

TEST(Auth, FailuresAtTheLimitAndOneMore) {
  Config config;
  config.auth_failures_max = 2;
  TestDoor door(config);
  door.Open(1);
  door.Say(1, "AUTH SCRAM-SHA-256 I :bad");
  door.Say(1, "AUTH SCRAM-SHA-256 I :bad");
  EXPECT_EQ(door.Heard(1), Numeric("910 *") + Numeric("910 *"));
  door.Forget();
  door.Say(1, kClientFirst);
  EXPECT_EQ(door.Heard(1), Numeric("911 *"));
  EXPECT_EQ(door.Events(), "1 note AUTH_SUSPENDED package=SCRAM-SHA-256 failures=2\n");
}

TEST(Auth, ExchangesAtTheLimitAndOneMore) {
  Config config;
  config.auth_exchanges_max = 1;
  TestDoor door(config);
  door.Open(1);
  door.Open(2);
  door.Say(1, kClientFirst);
  door.Say(1, kClientFirst);
  EXPECT_EQ(door.Events(), "1 ask 1: parameters of user\n1 ask 2: parameters of user\n");
  door.Say(2, kClientFirst);
  EXPECT_EQ(door.Heard(2), ":irc.confab.test 907 * :T\n");
  EXPECT_EQ(door.Events(), "2 note RESOURCE_REFUSED account=auth limit=1\n");
  door.Lose(1);
  door.Forget();
  door.Say(2, kClientFirst);
  EXPECT_EQ(door.Events(), "2 ask 3: parameters of user\n");
  EXPECT_EQ(door.Objects(Account::kQuestions), 1);
}

TEST(Auth, RefusedNickDoesNotTouchTheExchangeNorTheOwner) {
  TestDoor door;
  door.LogOn(1, "alice");
  door.Open(2);
  door.Say(2, "NICK alice");
  door.Say(2, kClientFirst);
  door.Answer(1, kParameters);
  door.Say(2, "NICK alice");
  door.Say(2, kClientFinal);
  door.Answer(2, kSignature);
  door.Send(2, "NICK alice\r\nUSER u 0 * :U\r\n");
  door.Heard(2);
  door.Say(2, "AUTH SCRAM-SHA-256 S");
  EXPECT_EQ(door.Heard(2), "AUTH SCRAM-SHA-256 * user@irc.confab.test 0\n");
  EXPECT_NE(door.server().Census().find("link 2 connected nick=* user=u ircx=0 cap=0 auth=done "
                                        "failures=0 account=user "),
            std::string::npos);
  door.Say(2, "NICK carol");
  EXPECT_NE(door.Heard(2).find(" 001 carol "), std::string::npos);
  EXPECT_EQ(door.Heard(1), "");
}

TEST(Auth, ForbiddenAnonymousMayComeInAuthenticated) {
  Config config;
  config.anonymous_allowed = false;
  TestDoor door(config);
  door.Open(1);
  Authenticate(door, 1, 1);
  door.Send(1, "NICK alice\r\nUSER u 0 * :U\r\n");
  EXPECT_NE(door.Heard(1).find(" 001 alice "), std::string::npos);
}

TEST(Auth, DisabledPackageIsUnknown) {
  Config config;
  config.scram_enabled = false;
  TestDoor door(config);
  door.Open(1);
  door.Say(1, kClientFirst);
  door.Say(1, "ISIRCX");
  EXPECT_EQ(door.Heard(1), Numeric("912 *") + ":irc.confab.test 800 * 0 0 ANON 512 *\n");
}

// Else it would hold log-on back until the registration deadline.
TEST(Auth, ExchangeOfAPackageDisabledMeanwhileCanBeEnded) {
  TestDoor door;
  for (const uint64_t link : {1, 2}) {
    door.Open(link);
    door.Say(link, kClientFirst);
    door.Answer(link, kParameters);
  }
  Config config;
  config.scram_enabled = false;
  door.Reconfigure(config);
  door.Forget();
  door.Send(1, "AUTH SCRAM-SHA-256 X\r\nAUTH SCRAM-SHA-256 *\r\nAUTH SCRAM-SHA-256 *\r\n");
  EXPECT_EQ(door.Heard(1), Numeric("912 *") + Numeric("910 *") + Numeric("912 *"));
  door.Say(2, kClientFinal);
  door.Answer(3, kSignature);
  door.Heard(2);
  door.Say(2, "AUTH SCRAM-SHA-256 S");
  EXPECT_EQ(door.Heard(2), "AUTH SCRAM-SHA-256 * user@irc.confab.test 0\n");
  door.Say(2, "AUTH SCRAM-SHA-256 S");
  EXPECT_EQ(door.Heard(2), Numeric("912 *"));
  EXPECT_EQ(door.Objects(Account::kAuth), 0);
}

}  // namespace
}  // namespace confab
