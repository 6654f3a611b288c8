#include "server_core/commands/deadlines.h"

#include <chrono>

#include "server_core/commands/closing.h"

namespace confab {
namespace {

constexpr int kProbesUnanswered = 2;  // then the peer is taken for dead

void Arm(Context& cx, ClientId id, TimerKind kind, Instant due) {
  Client& client = cx.world.At(id);
  client.timer = cx.timers.Add(kind, client.link, due);
  cx.world.ledger().Open(Account::kTimers, TimerQueue::kBytesPerTimer);
}

// The timer is not in the queue any more.
void Release(Context& cx, Client& client) {
  client.timer = TimerHandle();
  cx.world.ledger().Shut(Account::kTimers, TimerQueue::kBytesPerTimer);
}

//= clauses#1.9
void Probe(Context& cx, ClientId id) {
  LineWriter ping;
  ping.Add("PING :").Add(cx.config.server_name);
  cx.out.Send(id, ping);
  cx.world.At(id).probes += 1;
  ArmKeepalive(cx, id, cx.now.mono + cx.config.probe_wait);
}

void GiveUp(Context& cx, ClientId id) {
  const Duration silence = cx.now.mono - cx.world.At(id).last_rx;
  const int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(silence).count();
  LineWriter why;
  why.Add("Ping timeout: ").AddNumber(seconds).Add(" seconds");
  CloseLink(cx, id, CloseReason::kPingTimeout, why.View());
}

void Fire(Context& cx, TimerKind kind, ClientId id) {
  switch (kind) {
    case TimerKind::kRegistration:  //= clauses#1.8
      return CloseLink(cx, id, CloseReason::kRegistrationTimeout);
    case TimerKind::kKeepalive:
      if (cx.world.At(id).probes < kProbesUnanswered) return Probe(cx, id);
      return GiveUp(cx, id);
  }
}

}  // namespace

void ArmRegistration(Context& cx, ClientId id) {
  Arm(cx, id, TimerKind::kRegistration, cx.now.mono + cx.config.registration_deadline);
}

void ArmKeepalive(Context& cx, ClientId id, Instant due) {
  Arm(cx, id, TimerKind::kKeepalive, due);
}

void Disarm(Context& cx, ClientId id) {
  Client& client = cx.world.At(id);
  if (client.timer == TimerHandle()) return;
  cx.timers.Remove(client.timer);
  Release(cx, client);
}

void NoteLife(Context& cx, ClientId id) {
  Client& client = cx.world.At(id);
  client.last_rx = cx.now.mono;
  client.probes = 0;
  if (client.logged_on()) cx.timers.Move(client.timer, cx.now.mono + cx.config.probe_after);
}

void FireDeadlines(Context& cx) {
  while (const std::optional<Timer> timer = cx.timers.PopExpired(cx.now.mono)) {
    const ClientId id = cx.world.FindLink(timer->owner);
    Release(cx, cx.world.At(id));
    Fire(cx, timer->kind, id);
  }
}

}  // namespace confab
