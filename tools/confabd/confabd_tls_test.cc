// The server over TLS.

#include <openssl/ssl.h>

#include <chrono>
#include <csignal>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/confabd/testing/confabd_process.h"
#include "tools/confabd/testing/test_certificate.h"
#include "tools/confabd/testing/tls_peer.h"
#include "tools/examples/chat_peer.h"

namespace confab {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr char kTls[] =
    "[[listen]]\nport = 0\ntls = true\n[[listen]]\naddress = \"127.0.0.1\"\nport = 0\n"
    "[tls]\ncertificate_file = \"cert.pem\"\nkey_file = \"key.pem\"\n";

// A folder with a certificate in it.
std::string CertifiedFolder(const std::string& name) {
  std::signal(SIGPIPE, SIG_IGN);  // clients of OpenSSL write without MSG_NOSIGNAL
  std::string folder = FreshFolder();
  EXPECT_TRUE(WriteTestCertificate(folder + "/cert.pem", folder + "/key.pem", name));
  return folder;
}

bool LogsOn(TlsPeer& peer, const std::string& nick) {
  return peer.is_up() && peer.Say("NICK " + nick + "\r\nUSER u 0 * :U\r\n") &&
         !peer.LineWith(" 422 ").empty();
}

TEST(ConfabdTls, ServesPlainAndTlsSideBySide) {
  const ConfabdProcess server(kTls, CertifiedFolder("hub.example.org"));
  TlsPeer alice(server.PortOf(0));
  ASSERT_TRUE(LogsOn(alice, "alice")) << server.Log();
  EXPECT_EQ(alice.certificate_name(), "hub.example.org");
  EXPECT_EQ(alice.version(), "TLSv1.3");
  ChatPeer bob(server.PortOf(1));
  ASSERT_TRUE(bob.LogOn("bob") && bob.Say("PRIVMSG alice :hello\r\n"));
  EXPECT_EQ(alice.LineWith("PRIVMSG"), ":bob!~bob@127.0.0.1 PRIVMSG alice :hello");
}

TEST(ConfabdTls, SpeaksVersion12AndNothingOlder) {
  const ConfabdProcess server(kTls, CertifiedFolder("a.test"));
  TlsPeer right(server.port(), TLS1_2_VERSION);
  ASSERT_TRUE(LogsOn(right, "alice"));
  EXPECT_EQ(right.version(), "TLSv1.2");
  EXPECT_FALSE(TlsPeer(server.port(), TLS1_1_VERSION).is_up());
  EXPECT_THAT(server.LogWith("TLS_REFUSED"), HasSubstr("peer=\"127.0.0.1\" why=\"TLS: "));
}

TEST(ConfabdTls, MuchGoesThroughWhole) {
  const ConfabdProcess server(kTls, CertifiedFolder("a.test"));
  TlsPeer peer(server.port());
  ASSERT_TRUE(LogsOn(peer, "alice"));
  std::string demand;
  for (int i = 0; i < 500; ++i) demand += "PING :" + std::to_string(i) + "\r\n";
  ASSERT_TRUE(peer.Say(demand));
  for (int i = 0; i < 500; ++i) {
    ASSERT_THAT(peer.LineWith("PONG"), EndsWith(" :" + std::to_string(i)));
  }
}

TEST(ConfabdTls, ReloadsItsCertificateForNewLinksAndDropsNobody) {
  const std::string folder = CertifiedFolder("old.test");
  const ConfabdProcess server(kTls, folder);
  TlsPeer before(server.port());
  ASSERT_TRUE(LogsOn(before, "alice"));
  ASSERT_TRUE(WriteTestCertificate(folder + "/cert.pem", folder + "/key.pem", "new.test"));
  server.Signal(SIGHUP);
  ASSERT_NE(server.LogWith("RELOADED"), "");
  TlsPeer after(server.port());
  EXPECT_EQ(after.certificate_name(), "new.test");
  ASSERT_TRUE(before.Say("PING :still\r\n"));
  EXPECT_THAT(before.LineWith("PONG"), EndsWith(" :still"));
}

TEST(ConfabdTls, AKeyThatDoesNotFitIsRefusedAtItsLine) {
  const std::string folder = CertifiedFolder("a.test");
  const ConfabdProcess server(kTls, folder);
  ASSERT_TRUE(WriteTestCertificate(folder + "/other.pem", folder + "/key.pem", "b.test"));
  server.Signal(SIGHUP);
  EXPECT_THAT(server.LogWith("RELOAD_REFUSED"), HasSubstr("confabd.toml:9: tls.key_file: "));
  TlsPeer after(server.port());
  EXPECT_EQ(after.certificate_name(), "a.test");
}

TEST(ConfabdTls, SlowHandshakesEndAtTheirDeadlineUnheardByTheCore) {
  const ConfabdProcess server(std::string(kTls) + "handshake_deadline = \"100ms\"\n",
                              CertifiedFolder("a.test"));
  ChatPeer silent(server.port());
  EXPECT_TRUE(silent.SeesTheEnd());
  EXPECT_THAT(server.LogWith("TLS_REFUSED"), HasSubstr("why=\"handshake deadline\""));
  TlsPeer alice(server.port());
  EXPECT_TRUE(LogsOn(alice, "alice"));
}

TEST(ConfabdTls, NoMoreHandshakesThanMay) {
  const ConfabdProcess server(std::string(kTls) + "handshakes_max = 2\n",
                              CertifiedFolder("a.test"));
  ChatPeer first(server.port());
  {
    TlsPeer second(server.port());
    EXPECT_TRUE(LogsOn(second, "second"));
  }
  ChatPeer third(server.port());
  ChatPeer fourth(server.port());
  EXPECT_TRUE(fourth.SeesTheEnd());
  EXPECT_THAT(server.LogWith("TLS_REFUSED"), HasSubstr("why=\"too many handshakes\""));
  first.Reset();
  TlsPeer fifth(server.port());
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  bool is_up = fifth.is_up();  // the reset may be heard only after the next connection
  while (!is_up && std::chrono::steady_clock::now() < deadline)
    is_up = TlsPeer(server.port()).is_up();
  EXPECT_TRUE(is_up);
}

TEST(ConfabdTls, PlainBytesOnATlsPortAreRefused) {
  const ConfabdProcess server(kTls, CertifiedFolder("a.test"));
  ChatPeer peer(server.port());
  ASSERT_TRUE(peer.Say("NICK alice\r\nUSER a 0 * :A\r\n"));
  EXPECT_TRUE(peer.SeesTheEnd());
  EXPECT_NE(server.LogWith("TLS_REFUSED"), "");
}

TEST(ConfabdTls, TheEndIsToldInOrder) {
  ConfabdProcess server(kTls, CertifiedFolder("a.test"));
  TlsPeer quits(server.port());
  TlsPeer stays(server.port());
  ASSERT_TRUE(LogsOn(quits, "quits") && LogsOn(stays, "stays") && quits.Say("QUIT\r\n"));
  EXPECT_EQ(quits.LineWith("ERROR"), "ERROR :Closing Link: quits[127.0.0.1] (Quit)");
  EXPECT_TRUE(quits.SeesTheEnd());
  EXPECT_EQ(server.Stop(SIGTERM), 0);
  EXPECT_EQ(stays.LineWith("ERROR"), "ERROR :Closing Link: (Server is stopping)");
  EXPECT_TRUE(stays.SeesTheEnd());
}

}  // namespace
}  // namespace confab
