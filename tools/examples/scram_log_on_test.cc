// SCRAM-SHA-256 over AUTH against the running server, with a client's own arithmetic.

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/examples/chat_peer.h"
#include "tools/examples/scram_client.h"
#include "tools/examples/server_process.h"

namespace confab {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

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
    const bool comma = text.substr(i, 2) == "\\c";
    data += comma ? ',' : text[i];
    i += comma;
  }
  return data;
}

class ScramLogOn : public ::testing::Test {
 protected:
  ScramLogOn() : server_({"--accounts=" + AccountsFile()}) {}

  static std::string AccountsFile() {
    const char* folder = std::getenv("TEST_TMPDIR");
    const std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/accounts";
    std::ofstream(path) << "alice wonder land\n";
    return path;
  }

  // What the server says to a package letter and data.
  std::string Exchange(ChatPeer& peer, char letter, std::string_view data) {
    peer.Say(std::string("AUTH SCRAM-SHA-256 ") + letter + " :" + Escaped(data) + "\r\n");
    return peer.Line();
  }

  // The reply to the proof of a client that was challenged.
  std::string ReplyToProof(ChatPeer& peer, ScramClient& client) {
    const std::string challenge = Exchange(peer, 'I', client.First());
    EXPECT_THAT(challenge, StartsWith(kChallenge));
    return Exchange(peer, 'S', client.Final(Unescaped(challenge.substr(kChallenge.size()))));
  }

  ServerProcess server_;
};

TEST_F(ScramLogOn, ARealProofLogsOnWithTheAccount) {
  ChatPeer peer(server_.port());
  peer.Say("ISIRCX\r\n");
  EXPECT_THAT(peer.Line(), HasSubstr(" 800 * 0 0 SCRAM-SHA-256,ANON 512 *"));
  ScramClient client("alice", "wonder land", "fyko+d2lbbFgONRv9qkxdawL");
  const std::string reply = ReplyToProof(peer, client);
  ASSERT_THAT(reply, StartsWith(kChallenge));
  EXPECT_EQ(Unescaped(reply.substr(kChallenge.size())), client.ServerFinal());
  EXPECT_EQ(Exchange(peer, 'S', ""), "AUTH SCRAM-SHA-256 * alice@irc.confab.test 0");

  peer.Say("NICK hatter\r\nUSER al 0 * :Alice\r\nWHOIS hatter\r\n");
  EXPECT_THAT(peer.LineWith(" 001 "), EndsWith(" hatter!al@127.0.0.1"));
  EXPECT_THAT(peer.LineWith(" 330 "), HasSubstr(" 330 hatter hatter alice :"));
}

TEST_F(ScramLogOn, AnUnknownNameIsRefusedLikeAWrongPassword) {
  ChatPeer wrong(server_.port());
  ScramClient alice("alice", "looking glass", "fyko+d2lbbFgONRv9qkxdawL");
  EXPECT_THAT(ReplyToProof(wrong, alice), StartsWith(":irc.confab.test 910 * SCRAM-SHA-256 :"));
  ChatPeer unknown(server_.port());
  ScramClient nobody("nobody", "looking glass", "fyko+d2lbbFgONRv9qkxdawL");
  EXPECT_THAT(ReplyToProof(unknown, nobody), StartsWith(":irc.confab.test 910 * SCRAM-SHA-256 :"));
}

TEST_F(ScramLogOn, ARefusedProofLeavesTheAnonymousWayOpen) {
  ChatPeer peer(server_.port());
  ScramClient client("alice", "looking glass", "fyko+d2lbbFgONRv9qkxdawL");
  EXPECT_THAT(ReplyToProof(peer, client), HasSubstr(" 910 "));
  EXPECT_TRUE(peer.LogOn("guest"));
}

}  // namespace
}  // namespace confab
