// A chat client over TLS, for tests: one connection to loopback, and patience that ends.
//
//   TlsPeer alice(server.port());
//   ASSERT_TRUE(alice.is_up());
//   alice.Say("NICK alice\r\nUSER a 0 * :Alice\r\n");
//   EXPECT_NE(alice.LineWith(" 001 "), "");
//   EXPECT_EQ(alice.certificate_name(), "irc.example.org");
//
// Invariants: trusts any certificate. Nothing waits longer than kPatience.

#ifndef CONFAB_TOOLS_CONFABD_TESTING_TLS_PEER_H_
#define CONFAB_TOOLS_CONFABD_TESTING_TLS_PEER_H_

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace confab {

class TlsPeer {
 public:
  // Offers no version above `version_max`; 0: the highest there is.
  explicit TlsPeer(uint16_t port, int version_max = 0);
  ~TlsPeer();
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  bool is_up() const { return is_up_; }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  std::string certificate_name() const;

  bool Say(std::string_view bytes);
  // The first line that contains `part`, without its end; empty if the stream ends before.
  std::string LineWith(std::string_view part);
  // True if the stream ends in order, with TLS's own farewell, after whatever is left.
  bool SeesTheEnd();

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  bool Fill();

  int socket_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
  bool is_up_ = false;
  std::string unread_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_CONFABD_TESTING_TLS_PEER_H_
