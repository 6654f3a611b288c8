// P1 to P5 of shared/spec/ircx.md 4.3 as one small clock per user: what should happen when is
// reckoned from received bytes alone, and every PING, close and wake-up is held against it.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/btree_set.h"
#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

struct Clock {
  std::optional<Instant> due;  // of the next probe or of the end; none: not logged on
  int probes = 0;              // sent since the last received byte
  bool line_completed = true;  // by what was received last
};

class Keepalive final : public LawObserver {
 public:
  explicit Keepalive(const LawSetting& setting) : LawObserver("keepalive", setting) {}

 private:
  using Due = std::pair<Instant, LinkId>;

  void Look(const Moment& now, const Input& input, const Step& step) override {
    if (clocks_.size() < wire().links().size()) clocks_.resize(wire().links().size());
    const bool woke = std::holds_alternative<Woke>(input);
    for (const Told& told : wire().told()) LookAtTold(now, woke, told);
    if (const WireLink* acting = wire().acting()) TakeActing(input, *acting);
    LookAtFirstDue(now, woke, step);
  }

  // Any byte restarts the cycle; the log-on begins it, counted from the last byte.
  void TakeActing(const Input& input, const WireLink& link) {
    if (!link.live || !link.logged_on) return Stop(link);
    const auto* received = std::get_if<Received>(&input);
    const bool bytes = received != nullptr && !received->bytes.empty();
    if (!bytes && wire().acting_was_logged_on()) return;
    Clock& clock = clocks_[link.index];
    clock.probes = 0;
    clock.line_completed = !wire().heard().empty();
    SetDue(link, link.last_rx + wire().config().probe_after);
  }

  void SetDue(const WireLink& link, Instant due) {
    Stop(link);
    clocks_[link.index].due = due;
    dues_.emplace(due, link.id);
  }

  void Stop(const WireLink& link) {
    std::optional<Instant>& due = clocks_[link.index].due;
    if (due.has_value()) dues_.erase(Due(*due, link.id));
    due.reset();
  }

  void LookAtTold(const Moment& now, bool woke, const Told& told) {
    if (told.link == nullptr) return;
    if (const Close* close = std::get_if<Close>(told.output)) {
      if (close->reason == CloseReason::kPingTimeout) LookAtTimeout(now, woke, told);
      return Stop(*told.link);
    }
    if (told.line.verb == "PING" && told.line.source.empty()) LookAtProbe(now, woke, *told.link);
    const std::string_view text = told.line.Param(0);
    if (told.line.verb == "ERROR" && Contains(text, " 011 (Ping timeout: ")) {
      LookAtSeconds(now, told);
    }
  }

  static bool IsDue(const Clock& clock, const Moment& now, bool woke) {
    return woke && clock.due.has_value() && *clock.due <= now.mono;
  }

  void LookAtProbe(const Moment& now, bool woke, const WireLink& link) {
    Clock& clock = clocks_[link.index];
    if (!IsDue(clock, now, woke)) return BreakEarly(link, "was asked for a reply");
    if (clock.probes == 2) return Break("p3", LinkName(link), " was asked a third time");
    ++clock.probes;
    SetDue(link, now.mono + wire().config().probe_wait);
  }

  void LookAtTimeout(const Moment& now, bool woke, const Told& told) {
    const Clock& clock = clocks_[told.link->index];
    if (clock.probes == 0) {
      return Break("p2", LinkName(*told.link), " owed no answer and was closed for idleness");
    }
    if (clock.probes < 2) {
      return Break("p1", LinkName(*told.link), " was closed after one question only");
    }
    if (!IsDue(clock, now, woke)) BreakEarly(*told.link, "was closed for idleness");
  }

  // Bytes that should have restarted the cycle did not: all of them, or those that end no line.
  void BreakEarly(const WireLink& link, std::string_view what) {
    const Clock& clock = clocks_[link.index];
    if (!clock.due.has_value()) return Break("p1", LinkName(link), " ", what, " unannounced");
    Break(clock.line_completed ? "p4" : "p5", LinkName(link), " ", what, " ",
          (*clock.due - wire().now().mono).count(), " ns too early");
  }

  //= clauses#1.9
  void LookAtSeconds(const Moment& now, const Told& told) {
    const int64_t seconds = (now.mono - told.link->last_rx).count() / 1'000'000'000;
    const std::string due = Cat({"(Ping timeout: ", seconds, " seconds)"});
    if (told.line.text.ends_with(due)) return;
    Break("seconds", LinkName(*told.link), " was told ", told.line.text, ", silent for ", seconds,
          " s");
  }

  // Whatever was sent meanwhile: what is due happens at its instant, and is never slept over.
  void LookAtFirstDue(const Moment& now, bool woke, const Step& step) {
    if (dues_.empty()) return;
    const auto [due, id] = *dues_.begin();
    const WireLink& link = *wire().Find(id);
    if (woke && due <= now.mono) {
      return Break("p3", LinkName(link), " with ", clocks_[link.index].probes,
                   " questions open was left alone ", (now.mono - due).count(),
                   " ns after its time");
    }
    if (step.wake_at > due) {
      Break("p3", LinkName(link), " is due at ", due.nanos(), " ns, but wake_at is ",
            step.wake_at.nanos(), " ns");
    }
  }

  std::vector<Clock> clocks_;  // by WireLink::index
  absl::btree_set<Due> dues_;
};

}  // namespace

std::unique_ptr<Observer> WatchKeepalive(const LawSetting& setting) {
  return Watching<Keepalive>(setting);
}

}  // namespace confab::props
