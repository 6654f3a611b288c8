// A chat server with a hand on its door, for tests: what goes in, what each link hears.
//
//   TestDoor door(config);
//   door.LogOn(1, "alice");
//   door.Say(1, "JOIN #a");
//   EXPECT_EQ(door.Heard(1), ":alice!~alice@host JOIN #a\n...");
//   EXPECT_EQ(door.Events(), "...");               // closes, questions and notes
//
// Invariants: after every step the server's own audit holds; free text of numerics is shown as
// ":T"; what a link heard is told once. Time stands still unless it is moved.

#ifndef CONFAB_SERVER_CORE_TEST_DOOR_H_
#define CONFAB_SERVER_CORE_TEST_DOOR_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server_core/api/config.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"

namespace confab {

class TestDoor {
 public:
  explicit TestDoor(const Config& config = Config());

  void Open(uint64_t link, std::string_view peer = "host");
  void Send(uint64_t link, std::string_view bytes);
  void Say(uint64_t link, std::string_view line);  // with CR LF
  void Drain(uint64_t link, uint32_t bytes);
  void DrainAll(uint64_t link);
  void Lose(uint64_t link, std::string_view why = "");
  void Answer(uint64_t question, std::string_view answer);
  void Refuse(uint64_t question);
  void Reconfigure(const Config& config);
  void Wait(Duration span);  // and wake when it is due, as a shell does
  void WakeAt(Instant then);

  // Opens, logs on, and forgets the welcome.
  void LogOn(uint64_t link, std::string_view nick);

  // What was heard since the last call: lines as they came, free text of numerics as ":T".
  std::string Heard(uint64_t link);
  // Closes, questions and notes since the last call.
  std::string Events();
  void Forget();

  Instant now() const { return now_; }
  Instant wake_at() const { return wake_at_; }
  int64_t queued(uint64_t link) const;
  const Subject& server() const { return *server_; }
  int64_t Objects(Account account) const { return server_->Accounts()[account].objects; }

 private:
  void Advance(const Input& input);
  void Hear(const Output& output);

  std::unique_ptr<ChatServer> server_;
  Instant now_;
  Instant wake_at_;
  std::map<uint64_t, std::string> heard_;
  std::map<uint64_t, int64_t> queued_;
  std::string events_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEST_DOOR_H_
