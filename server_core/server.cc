#include "server_core/server.h"

#include <utility>
#include <variant>

#include "server_core/api/check.h"
#include "server_core/commands/auth.h"
#include "server_core/commands/closing.h"
#include "server_core/commands/deadlines.h"
#include "server_core/commands/link_events.h"
#include "server_core/commands/log_on.h"

namespace confab {
namespace {

//= clauses#1.12
absl::Status JudgeConfig(const Config& present, const Config* next) {
  if (next == nullptr) return absl::InvalidArgumentError("there is none");
  if (absl::Status status = Validate(*next); !status.ok()) return status;
  if (next->case_mapping == present.case_mapping) return absl::OkStatus();
  return absl::InvalidArgumentError("case_mapping: cannot change at run time");
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChatServer>> ChatServer::Create(std::shared_ptr<const Config> config,
                                                               uint64_t seed, const Moment& now) {
  if (config == nullptr) return absl::InvalidArgumentError("a server needs a configuration");
  if (absl::Status status = Validate(*config); !status.ok()) return status;
  return std::unique_ptr<ChatServer>(new ChatServer(std::move(config), seed, now));
}

ChatServer::ChatServer(std::shared_ptr<const Config> config, uint64_t seed, const Moment& now)
    : config_(std::move(config)),
      started_(now.wall),
      greeting_(GreetingOf(*config_, started_)),
      random_(seed),
      last_(now.mono),
      world_(config_->case_mapping) {}

Step ChatServer::Advance(const Moment& now, const Input& input) {
  CONFAB_CHECK(now.mono >= last_);
  last_ = now.mono;
  output_.Clear();
  Outbox out(output_, world_, *config_);
  Context cx{now, *config_, greeting_, world_, timers_, out, random_, ClientId()};
  std::visit([&](const auto& any) { Take(cx, any); }, input);
  SettleDoomed(cx);
  if (next_config_ != nullptr) {
    config_ = std::exchange(next_config_, nullptr);
    greeting_ = GreetingOf(*config_, started_);
  }
  return Step{output_.outputs, timers_.NextDeadline()};
}

void ChatServer::Take(Context& cx, const Opened& opened) { OpenLink(cx, opened); }

void ChatServer::Take(Context& cx, const Received& received) {
  ReceiveBytes(cx, parser_, received);
}

void ChatServer::Take(Context& cx, const Drained& drained) { DrainLink(cx, drained); }

void ChatServer::Take(Context& cx, const Lost& lost) { EndLink(cx, lost); }

void ChatServer::Take(Context& cx, const Woke&) { FireDeadlines(cx); }

void ChatServer::Take(Context& cx, const Answered& answered) {
  OnAnswer(cx, answered);
  TryLogOn(cx);
}

void ChatServer::Take(Context& cx, const Reconfigured& reconfigured) {
  const absl::Status status = JudgeConfig(*config_, reconfigured.config.get());
  if (!status.ok()) {
    const std::string why(status.message());
    return cx.out.Note(Event::kConfigRefused, LinkId{}, {{"why", why}});
  }
  next_config_ = reconfigured.config;
  cx.out.Note(Event::kConfigReplaced, LinkId{});
}

}  // namespace confab
