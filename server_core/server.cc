#include "server_core/server.h"

#include <utility>
#include <variant>

#include "absl/time/time.h"
#include "server_core/api/check.h"
#include "server_core/api/random.h"
#include "server_core/commands/auth.h"
#include "server_core/commands/closing.h"
#include "server_core/commands/context.h"
#include "server_core/commands/deadlines.h"
#include "server_core/commands/greeting.h"
#include "server_core/commands/link_events.h"
#include "server_core/commands/log_on.h"
#include "server_core/reply/outbox.h"
#include "server_core/timers/timer_queue.h"
#include "server_core/wire/message.h"
#include "server_core/world/world.h"

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

// Everything the server knows, by value: nothing in it points at itself.
struct ChatServer::Inside {
  Inside(std::shared_ptr<const Config> settings, uint64_t seed, const Moment& now)
      : config(std::move(settings)),
        started(now.wall),
        greeting(GreetingOf(*config, started)),
        random{seed},
        last(now.mono),
        world(config->case_mapping) {}

  void Take(Context& cx, const Opened& opened) { OpenLink(cx, opened); }
  void Take(Context& cx, const Received& received) { ReceiveBytes(cx, parser, received); }
  void Take(Context& cx, const Drained& drained) { DrainLink(cx, drained); }
  void Take(Context& cx, const Lost& lost) { EndLink(cx, lost); }
  void Take(Context& cx, const Woke&) { FireDeadlines(cx); }
  void Take(Context& cx, const Answered& answered);
  void Take(Context& cx, const Reconfigured& reconfigured);
  void Settle(Context& cx);

  std::shared_ptr<const Config> config;
  std::shared_ptr<const Config> next_config;  // in force after the step that brought it
  absl::Time started;
  Greeting greeting;
  Random random;
  Instant last;
  World world;
  TimerQueue timers;
  MessageParser parser;
  StepOutput output;
};

absl::StatusOr<std::unique_ptr<ChatServer>> ChatServer::Create(std::shared_ptr<const Config> config,
                                                               uint64_t seed, const Moment& now) {
  if (config == nullptr) return absl::InvalidArgumentError("a server needs a configuration");
  if (absl::Status status = Validate(*config); !status.ok()) return status;
  auto inside = std::make_unique<Inside>(std::move(config), seed, now);
  return std::unique_ptr<ChatServer>(new ChatServer(std::move(inside)));
}

ChatServer::ChatServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ChatServer::~ChatServer() = default;

std::unique_ptr<Subject> ChatServer::Clone() const {
  return std::unique_ptr<Subject>(new ChatServer(std::make_unique<Inside>(*inside_)));
}

std::string ChatServer::Census() const { return inside_->world.Census(); }
absl::Status ChatServer::Audit() const { return inside_->world.Audit(inside_->timers); }
const Ledger& ChatServer::Accounts() const { return inside_->world.ledger(); }

Step ChatServer::Advance(const Moment& now, const Input& input) {
  Inside& in = *inside_;
  CONFAB_CHECK(now.mono >= in.last);
  in.last = now.mono;
  in.output.Clear();
  Outbox out(in.output, in.world, *in.config);
  Context cx{now, *in.config, in.greeting, in.world, in.timers, out, in.random, ClientId()};
  std::visit([&](const auto& any) { in.Take(cx, any); }, input);
  in.Settle(cx);
  return Step{in.output.outputs, in.timers.NextDeadline()};
}

void ChatServer::Inside::Take(Context& cx, const Answered& answered) {
  OnAnswer(cx, answered);
  TryLogOn(cx);
}

void ChatServer::Inside::Take(Context& cx, const Reconfigured& reconfigured) {
  const absl::Status status = JudgeConfig(*config, reconfigured.config.get());
  if (!status.ok()) {
    const std::string why(status.message());
    return cx.out.Note(Event::kConfigRefused, LinkId{}, {{"why", why}});
  }
  next_config = reconfigured.config;
  cx.out.Note(Event::kConfigReplaced, LinkId{});
}

// What a step leaves over for its end. The context still uses the settings that are replaced here.
void ChatServer::Inside::Settle(Context& cx) {
  SettleDoomed(cx);
  if (next_config == nullptr) return;
  config = std::exchange(next_config, nullptr);
  greeting = GreetingOf(*config, started);
}

}  // namespace confab
