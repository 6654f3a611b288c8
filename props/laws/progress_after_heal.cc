#include <string>
#include <variant>

#include "props/laws/law_observer.h"
#include "sim/simulation.h"

namespace confab::props {
namespace {

constexpr std::string_view kName = "progress-after-heal";

class Progress final : public LawObserver {
 public:
  explicit Progress(const LawSetting& setting) : LawObserver(kName, setting) {}

 private:
  // After a Woke nothing is due any more: the same instant must not come again and again.
  void Look(const Moment& now, const Input& input, const Step& step) override {
    if (!std::holds_alternative<Woke>(input) || step.wake_at > now.mono) return;
    Break("wake-loop", "woken at ", now.mono.nanos(), " ns, it wants to be woken at ",
          step.wake_at.nanos(), " ns");
  }
};

Violation Stuck(std::string_view rule, std::string detail) {
  return Violation{std::string(kName), std::string(rule), std::move(detail)};
}

}  // namespace

std::unique_ptr<Observer> WatchProgress(const LawSetting& setting) {
  return Watching<Progress>(setting);
}

std::optional<Violation> JudgeProgress(const WholeRun& run) {
  if (run.summary.stop == sim::Stop::kZeroDelayLoop) {
    return Stuck("zero-delay-loop", "one instant did not end");
  }
  if (run.summary.unanswered.empty()) return std::nullopt;
  const sim::Unanswered& first = run.summary.unanswered.front();
  return Stuck("no-pong", Cat({"client ", first.client, " on link ",
                               static_cast<uint64_t>(first.link), ": ", first.why}));
}

}  // namespace confab::props
