// `confabd account` beside a running server, and log-ons with SCRAM over AUTH.

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/confabd/testing/confabd_process.h"
#include "tools/examples/chat_peer.h"
#include "tools/examples/scram_client.h"

namespace confab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kListen[] = "[[listen]]\nport = 0\n";
constexpr std::string_view kChallenge = "AUTH SCRAM-SHA-256 S :";

// As much of Q218955's table as SCRAM needs.
std::string Escaped(std::string_view data) {
  std::string text;
  for (const char c : data) text += c == ',' ? std::string("\\c") : std::string(1, c);
  return text;
}

std::string Unescaped(std::string_view text) {
  std::string data;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_comma = text.substr(i, 2) == "\\c";
    data += is_comma ? ',' : text[i];
    i += is_comma;
  }
  return data;
}

std::string Exchange(ChatPeer& peer, char letter, std::string_view data) {
  peer.Say(std::string("AUTH SCRAM-SHA-256 ") + letter + " :" + Escaped(data) + "\r\n");
  return peer.Line();
}

// The last reply of a whole exchange.
std::string Authenticate(ChatPeer& peer, const std::string& name, const std::string& password) {
  ScramClient client(name, password, "fyko+d2lbbFgONRv9qkxdawL");
  const std::string challenge = Exchange(peer, 'I', client.First());
  if (challenge.rfind(kChallenge, 0) != 0) return challenge;
  const std::string reply =
      Exchange(peer, 'S', client.Final(Unescaped(challenge.substr(kChallenge.size()))));
  if (reply != std::string(kChallenge) + Escaped(client.ServerFinal())) return reply;
  return Exchange(peer, 'S', "");
}

CommandOutcome Account(const std::string& folder, std::vector<std::string> words,
                       std::string_view input = "") {
  words.insert(words.begin(), "account");
  return RunConfabd(folder, words, input);
}

TEST(ConfabdAccount, OneAddedWhileTheServerRunsLogsOn) {
  const ConfabdProcess server(kListen);
  const CommandOutcome added =
      Account(server.folder(), {"add", "alice", "--password-stdin"}, "wonder land\n");
  ASSERT_EQ(added.status, 0) << added.errors;
  EXPECT_EQ(added.output + added.errors, "");
  ChatPeer peer(server.port());
  EXPECT_EQ(Authenticate(peer, "alice", "wonder land"),
            "AUTH SCRAM-SHA-256 * alice@irc.confab.test 0");
  ASSERT_TRUE(peer.Say("NICK hatter\r\nUSER al 0 * :Alice\r\nWHOIS hatter\r\n"));
  EXPECT_THAT(peer.LineWith(" 330 "), HasSubstr(" 330 hatter hatter alice :"));
  EXPECT_THAT(server.LogWith("AUTH_SUCCEEDED"), HasSubstr("account=\"alice\""));
}

TEST(ConfabdAccount, AChangedPasswordHoldsAtOnce) {
  const ConfabdProcess server(kListen);
  const std::string& folder = server.folder();
  ASSERT_EQ(Account(folder, {"add", "alice", "--password-stdin"}, "one\n").status, 0);
  ASSERT_EQ(Account(folder, {"set-password", "alice", "--password-stdin"}, "two\n").status, 0);
  ChatPeer old_password(server.port());
  EXPECT_THAT(Authenticate(old_password, "alice", "one"), HasSubstr(" 910 "));
  ChatPeer new_password(server.port());
  EXPECT_THAT(Authenticate(new_password, "alice", "two"), HasSubstr(" * alice@"));
  ASSERT_EQ(Account(folder, {"remove", "alice"}).status, 0);
  ChatPeer removed(server.port());
  EXPECT_THAT(Authenticate(removed, "alice", "two"), HasSubstr(" 910 "));
}

TEST(ConfabdAccount, AnUnknownNameIsRefusedLikeAWrongPassword) {
  const ConfabdProcess server(kListen);
  ASSERT_EQ(Account(server.folder(), {"add", "alice", "--password-stdin"}, "secret\n").status, 0);
  std::vector<std::string> replies;
  for (const char* name : {"alice", "nobody"}) {
    ChatPeer peer(server.port());
    replies.push_back(Authenticate(peer, name, "wrong"));
    EXPECT_TRUE(peer.LogOn(name)) << "the anonymous way stays open";
  }
  EXPECT_EQ(replies[0], replies[1]);
}

TEST(ConfabdAccount, NoPasswordReachesTheLog) {
  ConfabdProcess server("[[listen]]\nport = 0\n[log]\nlog_level = \"debug\"\n");
  Account(server.folder(), {"add", "alice", "--password-stdin"}, "s3cret-phrase\n");
  ChatPeer peer(server.port());
  Authenticate(peer, "alice", "s3cret-phrase");
  ASSERT_TRUE(peer.Say("PASS s3cret-phrase\r\n"));
  ASSERT_TRUE(peer.LogOn("alice"));
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_THAT(server.Log(), HasSubstr("AUTH_SUCCEEDED"));
  EXPECT_THAT(server.Log(), Not(HasSubstr("s3cret-phrase")));
}

TEST(ConfabdAccount, WorksWithTheServerDown) {
  const std::string folder = FreshFolder();
  EXPECT_EQ(Account(folder, {"list"}).output, "");
  ASSERT_EQ(Account(folder, {"add", "bob", "--password-stdin"}, "x").status, 0);
  ASSERT_EQ(Account(folder, {"add", "alice", "--password-stdin"}, "x\r\n").status, 0);
  EXPECT_EQ(Account(folder, {"list"}).output, "alice\nbob\n");
  EXPECT_EQ(Account(folder, {"remove", "bob"}).status, 0);
  EXPECT_EQ(Account(folder, {"list"}).output, "alice\n");
}

struct Row {
  std::vector<std::string> words;
  const char* input;
  int status;
  const char* error;
};

TEST(ConfabdAccount, EachMistakeGetsOneLineAndItsStatus) {
  const std::string folder = FreshFolder();
  ASSERT_EQ(Account(folder, {"add", "alice", "--password-stdin"}, "x\n").status, 0);
  const Row rows[] = {
      {{"add", "alice", "--password-stdin"}, "y\n", 1, "alice: the account exists already"},
      {{"add", "ALICE", "--password-stdin"}, "y\n", 1, "ALICE: the account exists already"},
      {{"remove", "bob"}, "", 1, "bob: no such account"},
      {{"set-password", "bob", "--password-stdin"}, "y\n", 1, "bob: no such account"},
      {{"add", "bob"}, "y\n", 2, "no terminal to ask for a password; use --password-stdin"},
      {{"add", "bob", "--password-stdin"}, "", 2, "no password was given"},
      {{"add", "bob", "--password-stdin"},
       "\n",
       2,
       "a password is printable ASCII characters, at least one"},
      {{"add", "b@b", "--password-stdin"},
       "y\n",
       2,
       "an account name is 1 to 64 printable ASCII characters without space and !@,:*?"},
      {{"add", "bob", "hidden"}, "", 2, "hidden: one word too many"},
  };
  for (const Row& row : rows) {
    const CommandOutcome outcome = Account(folder, row.words, row.input);
    EXPECT_EQ(outcome.errors, std::string("confabd: ") + row.error + "\n");
    EXPECT_EQ(outcome.status, row.status) << row.error;
    EXPECT_EQ(outcome.output, "");
  }
  EXPECT_EQ(Account(folder, {"list"}).output, "alice\n");
}

TEST(ConfabdAccount, PasswordsEndAtTheirLimit) {
  const std::string folder = FreshFolder();
  const std::string longest(1024, 'p');
  EXPECT_EQ(Account(folder, {"add", "a", "--password-stdin"}, longest + "\n").status, 0);
  const CommandOutcome more = Account(folder, {"add", "b", "--password-stdin"}, longest + "p\n");
  EXPECT_EQ(more.status, 2);
  EXPECT_EQ(more.errors, "confabd: a password has at most 1024 bytes\n");
}

TEST(ConfabdCommand, TheExampleChecksAndServes) {
  const std::string folder = FreshFolder();
  const CommandOutcome example = RunConfabd(folder, {"example-config"});
  ASSERT_EQ(example.status, 0);
  std::string config = example.output;
  config.replace(config.find("port = 6667"), 11, "port = 0");
  const ConfabdProcess server(config, folder);
  EXPECT_NE(server.port(), 0) << server.Log();
  const CommandOutcome check = RunConfabd(folder, {"check-config", server.config_file()});
  EXPECT_EQ(check.status, 0) << check.errors;
  EXPECT_EQ(check.output, server.config_file() + ": right\n");
}

TEST(ConfabdCommand, AWrongConfigurationIsToldLineByLineAndServesNothing) {
  ConfabdProcess server("[sizes]\nnick_bytes_max = 0\n[lisen]\n");
  EXPECT_EQ(server.port(), 0);
  EXPECT_EQ(server.Stop(0), 2);
  const std::string file = server.config_file();
  EXPECT_EQ(server.Log(), "confabd: " + file + ":2: sizes.nick_bytes_max: 0; must be 1 to 63\n" +
                              "confabd: " + file +
                              ":3: lisen: unknown section; did you mean \"listen\"?\n");
  EXPECT_EQ(RunConfabd(server.folder(), {"check-config", file}).errors, server.Log());
}

TEST(ConfabdCommand, APlaceThatIsTakenIsToldInOneLine) {
  const ConfabdProcess first(kListen);
  ConfabdProcess second("[[listen]]\nport = " + std::to_string(first.port()) + "\n");
  EXPECT_EQ(second.Stop(0), 1);
  EXPECT_EQ(second.Log(), "confabd: cannot listen on 127.0.0.1 port " +
                              std::to_string(first.port()) + ": Address already in use\n");
}

TEST(ConfabdCommand, HelpAndVersionAreThere) {
  const std::string folder = FreshFolder();
  EXPECT_THAT(RunConfabd(folder, {"--help"}).output, StartsWith("confabd, the Confab chat server"));
  EXPECT_EQ(RunConfabd(folder, {"--version"}).output, "confab-0.1\n");
  const CommandOutcome wrong = RunConfabd(folder, {"--confg=f"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_EQ(wrong.errors, "confabd: --confg: no such option; did you mean \"--config\"?\n");
}

}  // namespace
}  // namespace confab
