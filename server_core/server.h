// The chat server itself: one door, and the world behind it.
//
//   auto server = ChatServer::Create(config, /*seed=*/7, now);
//   if (!server.ok()) return server.status();
//   const Step step = (*server)->Advance(now, Opened{LinkId{1}, "192.0.2.7"});
//   Obey(step.outputs); SleepUntil(step.wake_at);
//
// Invariants: those of Subject. Nothing of the inside is seen from here but the api.

#ifndef CONFAB_SERVER_CORE_SERVER_H_
#define CONFAB_SERVER_CORE_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"

namespace confab {

class ChatServer final : public Subject {
 public:
  // The status says what is wrong with the configuration.
  static absl::StatusOr<std::unique_ptr<ChatServer>> Create(std::shared_ptr<const Config> config,
                                                            uint64_t seed, const Moment& now);
  ~ChatServer() override;

  [[nodiscard]] Step Advance(const Moment& now, const Input& input) override;
  std::string Census() const override;
  absl::Status Audit() const override;
  const Ledger& Accounts() const override;
  std::unique_ptr<Subject> Clone() const override;

 private:
  struct Inside;

  explicit ChatServer(std::unique_ptr<Inside> inside);

  std::unique_ptr<Inside> inside_;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_SERVER_H_
