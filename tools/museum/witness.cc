#include "tools/museum/witness.h"

#include <optional>

#include "server_core/api/check.h"
#include "server_core/api/observer.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/trace.h"

namespace confab::tools {
namespace {

class Bookkeeper final : public Observer {
 public:
  explicit Bookkeeper(const Subject& subject) : subject_(subject) {}

  void OnStep(const Moment&, const Input&, const Step&) override {
    const Ledger& ledger = subject_.Accounts();
    for (int i = 0; i < kAccountCount; ++i) {
      const AccountTotals& totals = ledger[static_cast<Account>(i)];
      hasher_.Number(static_cast<uint64_t>(totals.objects));
      hasher_.Number(static_cast<uint64_t>(totals.bytes));
    }
  }
  const std::optional<Violation>& Verdict() const override { return none_; }

  sim::Hash128 Sum(const sim::Hash128& trace) {
    hasher_.Number(trace.high);
    hasher_.Number(trace.low);
    return hasher_.Finish();
  }

 private:
  const Subject& subject_;
  sim::Hasher128 hasher_;
  std::optional<Violation> none_;
};

}  // namespace

sim::Hash128 Witness(const sim::Scenario& scenario, const props::Trial& trial) {
  const absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  CONFAB_CHECK(script.ok());
  const absl::StatusOr<std::unique_ptr<Subject>> subject = trial.create(*script);
  CONFAB_CHECK(subject.ok());
  Bookkeeper bookkeeper(**subject);
  sim::Trace trace;
  sim::Simulation simulation(*script, **subject);
  simulation.Watch(&bookkeeper);
  simulation.Run({.trace = &trace});
  return bookkeeper.Sum(trace.chain());
}

}  // namespace confab::tools
