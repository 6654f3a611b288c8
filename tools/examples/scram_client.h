// The client's side of SCRAM-SHA-256 (RFC 5802 section 3), for tests: what a user's program does.
//
//   ScramClient client("user", "pencil", "rOprNGfwEbeRWgbNEkqO");
//   Say(client.First());
//   Say(client.Final(Hear()));
//   EXPECT_EQ(Hear(), client.ServerFinal());
//
// Invariants: shares no code with the authority that it is tested against, only OpenSSL.

#ifndef CONFAB_TOOLS_EXAMPLES_SCRAM_CLIENT_H_
#define CONFAB_TOOLS_EXAMPLES_SCRAM_CLIENT_H_

#include <string>
#include <string_view>

namespace confab {

class ScramClient {
 public:
  ScramClient(std::string name, std::string password, std::string nonce);

  // client-first-message: `n,,n=user,r=...`.
  std::string First() const;

  // client-final-message for `r=...,s=...,i=...`: `c=biws,r=...,p=...`. Empty if that is malformed.
  std::string Final(std::string_view server_first);

  // After Final: what the server must say if it knows the password, `v=...`.
  std::string ServerFinal() const;

  // After Final: what both sides sign.
  const std::string& auth_message() const { return auth_message_; }

 private:
  std::string name_;
  std::string password_;
  std::string nonce_;
  std::string salted_password_;
  std::string auth_message_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_SCRAM_CLIENT_H_
