// The two laws that the reference speaks for. Both listen to one lockstep, which costs a second
// server; each takes up the breaches of its own name only.
#include <memory>
#include <optional>
#include <string_view>

#include "props/laws/law_observer.h"
#include "server_core/api/check.h"

namespace confab::props {
namespace {

class ReferenceLaw final : public LawObserver {
 public:
  ReferenceLaw(std::string_view law, const LawSetting& setting)
      : LawObserver(law, setting), law_(law) {
    CONFAB_CHECK(setting.lockstep != nullptr);
  }

 private:
  void Look(const Moment&, const Input&, const Step&) override { Listen(); }
  void LookAtEnd(const Moment&) override { Listen(); }

  void Listen() {
    const std::optional<Violation>& verdict = setting().lockstep->Verdict();
    if (verdict.has_value() && verdict->law == law_) Break(verdict->rule, verdict->detail);
  }

  std::string_view law_;
};

}  // namespace

std::unique_ptr<Observer> WatchLockstep(const LawSetting& setting) {
  return Watching<ReferenceLaw>("lockstep", setting);
}

std::unique_ptr<Observer> WatchLedgerPredicted(const LawSetting& setting) {
  return Watching<ReferenceLaw>("ledger-predicted", setting);
}

}  // namespace confab::props
