// What the observers of laws share: they look until the first breach, and keep it.
//
//   class TallLines final : public LawObserver {
//     using LawObserver::LawObserver;
//     void Look(const Moment&, const Input&, const Step&) override {
//       if (...) Break("height", "a line of 3 stories");
//     }
//   };
//
// Invariants: after Break nothing is looked at any more, and the first breach stands.

#ifndef CONFAB_PROPS_LAWS_LAW_OBSERVER_H_
#define CONFAB_PROPS_LAWS_LAW_OBSERVER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "props/laws/law.h"
#include "props/laws/text.h"
#include "props/laws/wire_view.h"
#include "server_core/api/observer.h"

namespace confab::props {

class LawObserver : public Observer {
 public:
  LawObserver(std::string_view law, const LawSetting& setting) : law_(law), setting_(setting) {}

  void OnStep(const Moment& now, const Input& input, const Step& step) final {
    if (!broken_.has_value()) Look(now, input, step);
  }
  void OnEnd(const Moment& now) final {
    if (!broken_.has_value()) LookAtEnd(now);
  }
  const std::optional<Violation>& Verdict() const final { return broken_; }

 protected:
  virtual void Look(const Moment& now, const Input& input, const Step& step) = 0;
  virtual void LookAtEnd(const Moment&) {}

  // The parts of `detail` are joined; say what was seen and what should have been.
  template <class... Parts>
  void Break(std::string_view rule, const Parts&... detail) {
    if (broken_.has_value()) return;
    broken_ = Violation{std::string(law_), std::string(rule), Cat({Part(detail)...})};
  }
  const WireView& wire() const { return setting_.wire; }
  const Subject& subject() const { return setting_.subject; }
  const LawSetting& setting() const { return setting_; }

 private:
  std::string_view law_;
  const LawSetting setting_;
  std::optional<Violation> broken_;
};

// "link 7", for details.
inline std::string LinkName(const WireLink& link) {
  return Cat({"link ", static_cast<uint64_t>(link.id)});
}

// How every law's observer is made; the names are those of the registry (law.cc).
std::unique_ptr<Observer> WatchOneOwnerPerNick(const LawSetting& setting);
std::unique_ptr<Observer> WatchLogonAlwaysEnds(const LawSetting& setting);
std::unique_ptr<Observer> WatchAuthAround433(const LawSetting& setting);
std::unique_ptr<Observer> WatchWelcomeOnce(const LawSetting& setting);
std::unique_ptr<Observer> WatchKeepalive(const LawSetting& setting);
std::unique_ptr<Observer> WatchSendQueueBounded(const LawSetting& setting);
std::unique_ptr<Observer> WatchWireForm(const LawSetting& setting);
std::unique_ptr<Observer> WatchAuthEscape(const LawSetting& setting);
std::unique_ptr<Observer> WatchNothingEndsSilently(const LawSetting& setting);
std::unique_ptr<Observer> WatchEntriesAreTrue(const LawSetting& setting);
std::unique_ptr<Observer> WatchCountersAreRecounts(const LawSetting& setting);
std::unique_ptr<Observer> WatchDeparturesToldOnce(const LawSetting& setting);
std::unique_ptr<Observer> WatchAudit(const LawSetting& setting);
std::unique_ptr<Observer> WatchLedgerBaseline(const LawSetting& setting);
std::unique_ptr<Observer> WatchProgress(const LawSetting& setting);
std::unique_ptr<Observer> WatchLockstep(const LawSetting& setting);
std::unique_ptr<Observer> WatchLedgerPredicted(const LawSetting& setting);
std::unique_ptr<Observer> WatchCanary(const LawSetting& setting);

std::optional<Violation> JudgeAnyCut(const WholeRun& run);
std::optional<Violation> JudgeProgress(const WholeRun& run);
std::optional<Violation> JudgeSameHash(const WholeRun& run);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_LAW_OBSERVER_H_
