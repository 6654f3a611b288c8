// Laws that ask the core for its own word: its audit, and its accounts when nobody is there.
#include <cstdint>

#include "absl/status/status.h"
#include "props/laws/law_observer.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

// An audit costs as much as the world is large: in a crowd only some steps are looked at.
constexpr int32_t kCrowd = 16;
constexpr uint64_t kCrowdPeriod = 64;

class Audited final : public LawObserver {
 public:
  explicit Audited(const LawSetting& setting) : LawObserver("audit", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    ++steps_;
    if (wire().tally().links <= kCrowd || steps_ % kCrowdPeriod == 0) LookAtAudit();
  }

  void LookAtEnd(const Moment&) override { LookAtAudit(); }

  void LookAtAudit() {
    const absl::Status status = subject().Audit();
    if (!status.ok()) Break("audit", std::string(status.message()));
  }

  uint64_t steps_ = 0;
};

class LedgerBaseline final : public LawObserver {
 public:
  explicit LedgerBaseline(const LawSetting& setting)
      : LawObserver("ledger-baseline", setting), baseline_(setting.subject.Accounts()) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    if (wire().tally().links != 0) return;
    const Ledger& ledger = subject().Accounts();
    if (ledger == baseline_) return;
    for (int i = 0; i < kAccountCount; ++i) LookAtAccount(static_cast<Account>(i), ledger);
  }

  void LookAtAccount(Account account, const Ledger& ledger) {
    const AccountTotals& totals = ledger[account];
    if (totals == baseline_[account]) return;
    Break(AccountName(account), "everybody has left, and ", AccountName(account), " holds ",
          totals.objects, " objects, ", totals.bytes, " bytes; at the start ",
          baseline_[account].objects, " and ", baseline_[account].bytes);
  }

  const Ledger baseline_;
};

}  // namespace

std::unique_ptr<Observer> WatchAudit(const LawSetting& setting) {
  return Watching<Audited>(setting);
}

std::unique_ptr<Observer> WatchLedgerBaseline(const LawSetting& setting) {
  return Watching<LedgerBaseline>(setting);
}

}  // namespace confab::props
