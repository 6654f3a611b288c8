#include <string_view>
#include <variant>

#include "props/laws/law_observer.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

class CountersAreRecounts final : public LawObserver {
 public:
  explicit CountersAreRecounts(const LawSetting& setting)
      : LawObserver("counters-are-recounts", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    for (const Told& told : wire().told()) {
      if (told.link != nullptr && told.line.numeric != 0) LookAtNumeric(told);
    }
    LookAtLedger();
    LookAtCensus();
  }

  //= clauses#7.8
  void LookAtNumeric(const Told& told) {
    const Tally& tally = told.tally;
    switch (told.line.numeric) {
      case 253:
        return Compare("253", told, 1, tally.links - tally.users);
      case 254:
        return Compare("254", told, 1, tally.channels);
      case 265:
      case 266:
        Compare("265", told, 1, tally.users);
        return Compare("265", told, 2, tally.users_max);
      default:
        return;
    }
  }

  void Compare(std::string_view rule, const Told& told, int param, int recount) {
    if (NumberOf(told.line.Param(param)) == recount) return;
    Break(rule, LinkName(*told.link), " was told ", told.line.text, "; the recount is ", recount);
  }

  void LookAtLedger() {
    const Tally& tally = wire().tally();
    LookAtAccount(Account::kLinks, tally.links);
    LookAtAccount(Account::kUsers, tally.users);
    LookAtAccount(Account::kChannels, tally.channels);
    LookAtAccount(Account::kMemberships, tally.memberships);
  }

  void LookAtAccount(Account account, int64_t recount) {
    const int64_t objects = subject().Accounts()[account].objects;
    if (objects == recount) return;
    Break("ledger", AccountName(account), " has ", objects, " objects; the recount is ", recount);
  }

  void LookAtCensus() {
    const Tally& tally = wire().tally();
    if (tally.links == last_.links && tally.users == last_.users &&
        tally.channels == last_.channels) {
      return;
    }
    last_ = tally;
    const CensusCounters& counters = wire().Census().counters;
    if (counters.links == tally.links && counters.users == tally.users &&
        counters.users_max == tally.users_max && counters.channels == tally.channels) {
      return;
    }
    Break("census", "links=", counters.links, " users=", counters.users,
          " users_max=", counters.users_max, " channels=", counters.channels, "; the recount is ",
          tally.links, ", ", tally.users, ", ", tally.users_max, ", ", tally.channels);
  }

  Tally last_;
};

}  // namespace

std::unique_ptr<Observer> WatchCountersAreRecounts(const LawSetting& setting) {
  return Watching<CountersAreRecounts>(setting);
}

}  // namespace confab::props
