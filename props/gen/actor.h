// One client of a draft and the time at which it is: what stories are told with.
//
//   Actor actor(draft, sim::REGULAR);
//   actor.Connect();
//   actor.LogOn();
//   actor.Wait();
//   actor.Say("JOIN #a");
//
// Invariants: an actor's time never goes back; each call adds a few actions at most.

#ifndef CONFAB_PROPS_GEN_ACTOR_H_
#define CONFAB_PROPS_GEN_ACTOR_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "props/gen/draft.h"

namespace confab::props {

class Actor {
 public:
  Actor(Draft& draft, sim::Role role);

  Draft& draft() { return draft_; }
  Random& random() { return draft_.random(); }
  const Alphabet& alphabet() const { return draft_.alphabet(); }
  sim::Client& client();

  // Lets time pass, or not (Draft::DrawTime).
  void Wait() { now_ns_ = draft_.DrawTime(now_ns_); }
  // Lets a deadline of the core come near, come, or pass.
  void WaitForDeadline();

  // Ends the link there is, if any, and opens another.
  void Connect();
  // What the server asks for, then NICK and USER, in one write or in two, or with more around them.
  void LogOn();
  // One line, mostly with CR LF and whole; else with another terminator or torn in two.
  void Say(std::string_view line);
  // Bytes as they are.
  void Send(std::string_view bytes);
  // Begins an AUTH exchange, with a right password or a wrong one, and may fall silent in it.
  void Authenticate();
  void PauseReading() { Act()->mutable_pause(); }
  void ResumeReading() { Act()->mutable_resume(); }
  // Ends the link: QUIT, or one of the ways in which connections end.
  void Leave();

 private:
  sim::Action* Act();
  void ShowPapers();
  std::string DrawOwnNick();
  void SendTorn(std::string_view bytes);

  Draft& draft_;
  uint32_t client_;
  int64_t now_ns_ = 0;
  bool connected_ = false;
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_ACTOR_H_
