// What the observers of laws share: they look until the first breach, and keep it.
//
//   class TallLines final : public LawObserver {
//     using LawObserver::LawObserver;
//     void Look(const Moment&, const Input&, const Step&) override {
//       if (...) Break("height", "a line of 3 stories");
//     }
//   };
//
// Invariants: after Break nothing is looked at any more, and the first breach stands. What a law
// remembers it holds by value, and links by WireLink::index or id: then Watching<Law>() makes one
// that can be copied into another run.

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

  // Between two steps: one that goes on in that setting, where all is as it is here. Null if it was
  // not made by Watching.
  std::unique_ptr<LawObserver> CopyInto(const LawSetting& setting) const {
    return copy_into_ == nullptr ? nullptr : copy_into_(*this, setting);
  }

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
  const WireView& wire() const { return setting_->wire; }
  const Subject& subject() const { return setting_->subject; }
  const LawSetting& setting() const { return *setting_; }

 private:
  template <class L, class... Arguments>
  friend std::unique_ptr<Observer> Watching(const Arguments&... arguments);
  template <class L>
  static std::unique_ptr<LawObserver> CopyOf(const LawObserver& law, const LawSetting& setting) {
    auto copy = std::make_unique<L>(static_cast<const L&>(law));
    static_cast<LawObserver&>(*copy).setting_.emplace(setting);
    return copy;
  }

  std::string_view law_;
  std::optional<LawSetting> setting_;  // always there
  std::optional<Violation> broken_;
  std::unique_ptr<LawObserver> (*copy_into_)(const LawObserver&, const LawSetting&) = nullptr;
};

// A law's observer of class L, made so that it can be copied.
template <class L, class... Arguments>
std::unique_ptr<Observer> Watching(const Arguments&... arguments) {
  auto law = std::make_unique<L>(arguments...);
  static_cast<LawObserver&>(*law).copy_into_ = LawObserver::CopyOf<L>;
  return law;
}

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
