// What a client does by itself, beside its actions: a role that reads lines and writes answers.
//
//   Actor actor(script_client, server_seed);
//   actor.Connect();
//   actor.Read("PING :irc.confab.test\r\n", replies);   // replies == "PONG :irc.confab.test\r\n"
//   actor.BeginAuth(auth, action_id, replies);          // answers of the server go on with it
//
// Invariants: what an actor writes depends on what it has read and on its script, not on how the
// bytes were cut or when they came. A new connection forgets the old one.

#ifndef CONFAB_SIM_ACTOR_H_
#define CONFAB_SIM_ACTOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/script.h"

namespace confab::sim {

class Actor {
 public:
  Actor(const ScriptClient& client, uint64_t nonce_salt);

  // Goes on as the same client of another script.
  void MoveTo(const ScriptClient& client) { client_ = &client; }

  void Connect();

  // Takes what was read and appends what the client writes because of it.
  void Read(std::string_view bytes, std::string& replies);

  void BeginAuth(const ScriptAuth& auth, uint32_t action, std::string& replies);

  // Asks for a PONG. The line before it ends whatever the script has left unfinished.
  void AskForPong(std::string& replies);
  bool awaits_pong() const { return awaits_pong_; }

 private:
  // SCRAM, from the client's side.
  struct Exchange {
    ScriptAuth auth;
    std::string nonce;
    std::string first_bare;  // RFC 5802's client-first-message-bare
    std::string signature;   // what the server must show in the end
  };

  void OnLine(std::string_view line, std::string& replies);
  void OnNumericOrPong(std::string_view line, std::string& replies);
  void OnAuth(std::string_view line, std::string& replies);
  void AnswerChallenge(std::string_view server_first, std::string& replies);
  void AnswerSignature(std::string_view server_final, std::string& replies);

  const ScriptClient* client_;
  uint64_t nonce_salt_;
  bool answers_;   // whether the role says anything by itself
  bool collides_;  // whether it answers 433
  bool awaits_pong_ = false;
  size_t next_alternate_ = 0;
  std::string unfinished_;  // the beginning of a line
  std::optional<Exchange> exchange_;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_ACTOR_H_
