// The chat server itself: one door, and the world behind it.
//
//   auto server = ChatServer::Create(config, /*seed=*/7, now);
//   if (!server.ok()) return server.status();
//   const Step step = (*server)->Advance(now, Opened{LinkId{1}, "192.0.2.7"});
//   Obey(step.outputs); SleepUntil(step.wake_at);
//
// Invariants: those of Subject. Everything the server knows is a member of it; nothing points at
// itself.

#ifndef CONFAB_SERVER_CORE_SERVER_H_
#define CONFAB_SERVER_CORE_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server_core/api/config.h"
#include "server_core/api/moment.h"
#include "server_core/api/random.h"
#include "server_core/api/subject.h"
#include "server_core/commands/context.h"
#include "server_core/commands/greeting.h"
#include "server_core/reply/outbox.h"
#include "server_core/timers/timer_queue.h"
#include "server_core/wire/message.h"
#include "server_core/world/world.h"

namespace confab {

class ChatServer final : public Subject {
 public:
  // The status says what is wrong with the configuration.
  static absl::StatusOr<std::unique_ptr<ChatServer>> Create(std::shared_ptr<const Config> config,
                                                            uint64_t seed, const Moment& now);

  [[nodiscard]] Step Advance(const Moment& now, const Input& input) override;
  std::string Census() const override { return world_.Census(); }
  absl::Status Audit() const override { return world_.Audit(timers_); }
  const Ledger& Accounts() const override { return world_.ledger(); }

 private:
  ChatServer(std::shared_ptr<const Config> config, uint64_t seed, const Moment& now);

  void Take(Context& cx, const Opened& opened);
  void Take(Context& cx, const Received& received);
  void Take(Context& cx, const Drained& drained);
  void Take(Context& cx, const Lost& lost);
  void Take(Context& cx, const Woke& woke);
  void Take(Context& cx, const Answered& answered);
  void Take(Context& cx, const Reconfigured& reconfigured);

  std::shared_ptr<const Config> config_;
  std::shared_ptr<const Config> next_config_;  // in force after the step that brought it
  absl::Time started_;
  Greeting greeting_;
  Random random_;
  Instant last_;
  World world_;
  TimerQueue timers_;
  MessageParser parser_;
  StepOutput output_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_SERVER_H_
