// A session over real sockets, recorded, and told again by `confab replay`.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
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

constexpr char kConfig[] = "[[listen]]\nport = 0\n[access]\npassword = \"sesame\"\n";

std::vector<std::string> Files(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string ReadAll(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    text.append(std::istreambuf_iterator<char>(file), {});
  }
  return text;
}

// What `confab replay` prints, and its exit status behind it.
std::string Replay(const std::vector<std::string>& paths, const std::string& flags = "") {
  std::string command = std::string(std::getenv("CONFAB")) + " replay " + flags;
  for (const std::string& path : paths) command += " '" + path + "'";
  FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return "";
  std::string text;
  char bytes[4096];
  for (size_t count = 0; (count = std::fread(bytes, 1, sizeof(bytes), pipe)) > 0;) {
    text.append(bytes, count);
  }
  return text + "exit " + std::to_string(WEXITSTATUS(pclose(pipe)));
}

bool LogsOn(ChatPeer& peer, const std::string& nick) {
  return peer.Say("PASS sesame\r\n") && peer.LogOn(nick);
}

std::string Unescaped(std::string text) {
  for (size_t at = 0; (at = text.find("\\c", at)) != std::string::npos;) text.replace(at, 2, ",");
  return text;
}

// A whole exchange; what neither side may find again in a recording.
std::vector<std::string> Authenticate(ChatPeer& peer) {
  constexpr char kAuth[] = "AUTH SCRAM-SHA-256 S :";
  ScramClient client("alice", "wonder", "fyko+d2lbbFgONRv9qkxdawL");
  peer.Say("AUTH SCRAM-SHA-256 I :" + client.First() + "\r\n");
  const std::string final = client.Final(Unescaped(peer.LineWith(kAuth)).substr(sizeof(kAuth) - 1));
  peer.Say(kAuth + final + "\r\n");
  EXPECT_EQ(peer.LineWith(kAuth), kAuth + client.ServerFinal());
  peer.Say("AUTH SCRAM-SHA-256 S\r\n");
  EXPECT_THAT(peer.Line(), HasSubstr("AUTH SCRAM-SHA-256 * alice@"));
  return {final.substr(final.find(",p=") + 3), client.ServerFinal().substr(2)};
}

void Chat(const ConfabdProcess& server) {
  ChatPeer alice(server.port());
  ChatPeer bob(server.port());
  ASSERT_TRUE(LogsOn(alice, "alice") && LogsOn(bob, "bob"));
  ASSERT_TRUE(alice.Say("JOIN #c\r\n") && !alice.LineWith(" 366 ").empty());
  ASSERT_TRUE(bob.Say("JOIN #c\r\nPRIVMSG #c :hello\r\n"));
  ASSERT_FALSE(alice.LineWith("hello").empty());
  bob.Reset();
  ASSERT_FALSE(alice.LineWith(" QUIT ").empty());
}

TEST(ConfabdRecord, ASessionReplaysToTheSameHashWithoutItsSecrets) {
  const std::string folder = FreshFolder();
  ASSERT_EQ(RunConfabd(folder, {"account", "add", "alice", "--password-stdin"}, "wonder\n").status,
            0);
  ConfabdProcess server(kConfig, folder, {"--record", folder + "/rec"});
  Chat(server);
  ChatPeer wrong(server.port());
  ASSERT_TRUE(wrong.Say("PASS open\r\nNICK w\r\nUSER w 0 * :W\r\n"));
  EXPECT_FALSE(wrong.LineWith(" 464 ").empty());
  ChatPeer known(server.port());
  const std::vector<std::string> secrets = Authenticate(known);
  ASSERT_EQ(server.Stop(SIGTERM), 0);
  const std::vector<std::string> files = Files(folder + "/rec");
  for (const std::string& secret : secrets) EXPECT_THAT(ReadAll(files), Not(HasSubstr(secret)));
  EXPECT_THAT(Replay(files),
              AllOf(HasSubstr("same: "), HasSubstr("exit 0"), Not(HasSubstr("no end"))));
  EXPECT_THAT(Replay(files, "--until 1h"), HasSubstr("  links "));
  EXPECT_THAT(ReadAll(files), Not(HasSubstr("sesame")));
}

TEST(ConfabdRecord, AKilledServerLeavesAllThatItWasTold) {
  const std::string folder = FreshFolder();
  ConfabdProcess server(kConfig, folder, {"--record", folder + "/rec"});
  ChatPeer alice(server.port());  // still there when the server dies
  ASSERT_TRUE(LogsOn(alice, "alice"));
  server.Stop(SIGKILL);
  const std::string retold = Replay(Files(folder + "/rec"), "--until 1h");
  EXPECT_THAT(retold, AllOf(HasSubstr("same: "), HasSubstr("exit 0"), HasSubstr("has no end"),
                            HasSubstr("nick=alice")));
}

TEST(ConfabdRecord, AFullRecordingEndsAndTheNextOneBeginsWhenNobodyIsThere) {
  const std::string folder = FreshFolder();
  ConfabdProcess server(
      "[[listen]]\nport = 0\n[limits]\ninput_burst_bytes_max = 100000000\n"
      "[record]\nrecord_folder = \"rec\"\nrecord_segment_bytes = 4194304\n"
      "record_segments_max = 1\n",
      folder);
  {
    ChatPeer peer(server.port());
    ASSERT_TRUE(peer.LogOn("alice"));
    const std::string much(400, 'x');
    while (server.Log().find("RECORDING_ENDED") == std::string::npos) {
      std::string lines;
      for (int i = 0; i < 500; ++i) lines += "PONG :" + much + "\r\n";
      ASSERT_TRUE(peer.Say(lines + "PING :x\r\n"));
      ASSERT_FALSE(peer.LineWith(" PONG ").empty());
    }
    ASSERT_TRUE(peer.Say("QUIT\r\n") && peer.SeesTheEnd());
  }
  EXPECT_THAT(server.LogWith("RECORDING_ENDED"),
              HasSubstr("why=\"the recording has all of its files\""));
  ChatPeer next(server.port());
  ASSERT_TRUE(next.LogOn("bob"));
  ASSERT_EQ(server.Stop(SIGTERM), 0);
  const std::vector<std::string> files = Files(folder + "/rec");
  ASSERT_EQ(files.size(), 2u);
  EXPECT_THAT(Replay({files[0]}), AllOf(HasSubstr("has no end"), HasSubstr("exit 0")));
  EXPECT_THAT(Replay({files[1]}, "--until 1h"),
              AllOf(HasSubstr("nick=bob"), Not(HasSubstr("has no end")), HasSubstr("exit 0")));
}

TEST(ConfabdRecord, ItBecomesAScenarioThatRuns) {
  const std::string folder = FreshFolder();
  ConfabdProcess server(kConfig, folder, {"--record", folder + "/rec"});
  Chat(server);
  ASSERT_EQ(server.Stop(SIGTERM), 0);
  const std::string scenario = folder + "/chat.textproto";
  EXPECT_THAT(Replay(Files(folder + "/rec"), "--as-scenario " + scenario), HasSubstr("exit 0"));
  EXPECT_THAT(Replay({scenario}, "--transcript"),
              AllOf(HasSubstr(":bob!~bob@10.0.0.2 PRIVMSG #c :hello"), HasSubstr("exit 0")));
}

}  // namespace
}  // namespace confab
