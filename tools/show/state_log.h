// Writes down what changes of the subject's state: its census line by line, its ledger by account.
//
//   StateLog log;
//   log.Look(step, subject);               // after every step
//   story.census = log.TakeCensus();
//
// Invariants: applying all changes up to a step, in order, gives the census and the accounts after
// that step, whichever step was looked at first.

#ifndef CONFAB_TOOLS_SHOW_STATE_LOG_H_
#define CONFAB_TOOLS_SHOW_STATE_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server_core/api/ledger.h"
#include "server_core/api/subject.h"
#include "tools/show/story.h"

namespace confab::tools {

class StateLog {
 public:
  void Look(int64_t step, const Subject& subject);

  std::vector<CensusChange> TakeCensus() { return std::move(census_changes_); }
  std::vector<LedgerChange> TakeLedger() { return std::move(ledger_changes_); }

 private:
  void LookAtCensus(int64_t step, std::string now);
  void LookAtLedger(int64_t step, const Ledger& now);

  std::string census_;
  Ledger ledger_;
  std::vector<CensusChange> census_changes_;
  std::vector<LedgerChange> ledger_changes_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_STATE_LOG_H_
