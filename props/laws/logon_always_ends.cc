#include <utility>
#include <variant>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

class LogonAlwaysEnds final : public LawObserver {
 public:
  explicit LogonAlwaysEnds(const LawSetting& setting) : LawObserver("logon-always-ends", setting) {}

 private:
  using Due = std::pair<Instant, LinkId>;

  void Look(const Moment& now, const Input& input, const Step& step) override {
    if (const auto* opened = std::get_if<Opened>(&input)) Await(now, opened->link);
    for (const Told& told : wire().told()) LookAtTold(now, input, told);
    if (std::holds_alternative<Lost>(input) && wire().acting() != nullptr) Forget(*wire().acting());
    if (waiting_.empty()) return;
    LookAtFirstDue(now, input, step);
    LookAtGates();
  }

  void Await(const Moment& now, LinkId link) {
    const Instant due = now.mono + wire().config().registration_deadline;
    waiting_.emplace(due, link);
    due_of_[link] = due;
  }

  void Forget(const WireLink& link) {
    const auto it = due_of_.find(link.id);
    if (it == due_of_.end()) return;
    waiting_.erase(Due(it->second, link.id));
    due_of_.erase(it);
  }

  void LookAtTold(const Moment& now, const Input& input, const Told& told) {
    if (told.link == nullptr) return;
    const Close* close = std::get_if<Close>(told.output);
    if (close != nullptr && close->reason == CloseReason::kRegistrationTimeout) {
      LookAtTimeout(now, input, *told.link);
    }
    if (close != nullptr || told.line.numeric == 1) Forget(*told.link);
  }

  void LookAtTimeout(const Moment& now, const Input& input, const WireLink& link) {
    const auto it = due_of_.find(link.id);
    if (it == due_of_.end()) return Break("logged-on", LinkName(link), " had logged on");
    if (std::holds_alternative<Woke>(input) && it->second <= now.mono) return;
    Break("early", LinkName(link), " was closed ", (it->second - now.mono).count(),
          " ns before its deadline");
  }

  void LookAtFirstDue(const Moment& now, const Input& input, const Step& step) {
    const auto [due, id] = *waiting_.begin();
    const uint64_t link = static_cast<uint64_t>(id);
    if (std::holds_alternative<Woke>(input) && due <= now.mono) {
      return Break("overdue", "link ", link, " is not logged on and still open ",
                   (now.mono - due).count(), " ns after its deadline");
    }
    if (step.wake_at > due) {
      Break("no-deadline", "link ", link, " is to end at ", due.nanos(), " ns, but wake_at is ",
            step.wake_at.nanos(), " ns");
    }
  }

  // Nothing but a gate may hold a log-on back: with all of them passed, it has happened.
  void LookAtGates() {
    const WireLink* link = wire().acting();
    if (link == nullptr || !link->live || link->logged_on || link->auth_open) return;
    if (wire().heard().empty() && wire().told().empty()) return;
    const CensusLink* row = wire().Census().Find(link->id);
    if (row == nullptr || row->logged_on || row->cap) return;
    if (row->nick == "*" || row->user == "*" || row->auth == "open" || row->auth == "asked") return;
    Break("held-back", LinkName(*link), " has nick ", row->nick, " and user ", row->user,
          ", negotiates nothing, and is not logged on");
  }

  absl::btree_set<Due> waiting_;  // links not logged on
  absl::btree_map<LinkId, Instant> due_of_;
};

}  // namespace

std::unique_ptr<Observer> WatchLogonAlwaysEnds(const LawSetting& setting) {
  return Watching<LogonAlwaysEnds>(setting);
}

}  // namespace confab::props
