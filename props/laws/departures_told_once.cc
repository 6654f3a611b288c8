#include <algorithm>
#include <string>
#include <variant>

#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

class DeparturesToldOnce final : public LawObserver {
 public:
  explicit DeparturesToldOnce(const LawSetting& setting)
      : LawObserver("departures-told-once", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step&) override {
    const WireLink* acting = wire().acting();
    if (std::holds_alternative<Lost>(input) && acting != nullptr) LookAtDeparture(*acting, true);
    for (const Told& told : wire().told()) {
      if (told.link == nullptr || !std::holds_alternative<Close>(*told.output)) continue;
      // What a link did in its last step may have gone unseen, if it was saturated meanwhile.
      LookAtDeparture(*told.link, told.link != acting);
    }
  }

  void LookAtDeparture(const WireLink& gone, bool all_seen) {
    if (!gone.logged_on) return;
    for (const Told& told : wire().told()) {
      if (IsQuitOf(told, gone) && told.link->live) LookAtHearer(gone, *told.link, all_seen);
    }
    if (all_seen) LookForUntold(gone);
  }

  static bool IsQuitOf(const Told& told, const WireLink& gone) {
    return told.link != nullptr && told.line.verb == "QUIT" && told.line.numeric == 0 &&
           told.line.SourceNick() == gone.nick;
  }

  int TimesTold(const WireLink& hearer, const WireLink& gone) const {
    return static_cast<int>(std::count_if(
        wire().told().begin(), wire().told().end(),
        [&](const Told& told) { return told.link == &hearer && IsQuitOf(told, gone); }));
  }

  void LookAtHearer(const WireLink& gone, const WireLink& hearer, bool all_seen) {
    if (TimesTold(hearer, gone) > 1) {
      return Break("twice", LinkName(hearer), " was told more than once that ", gone.nick, " left");
    }
    const auto shared = [&](const std::string& channel) {
      return std::find(hearer.channels.begin(), hearer.channels.end(), channel) !=
             hearer.channels.end();
    };
    if (!all_seen || std::any_of(gone.channels.begin(), gone.channels.end(), shared)) return;
    Break("stranger", LinkName(hearer), " was told that ", gone.nick,
          " left, and shared no channel");
  }

  void LookForUntold(const WireLink& gone) {
    for (const std::string& channel : gone.channels) {
      for (const WireLink* member : wire().Members(channel)) {
        if (TimesTold(*member, gone) != 0) continue;
        return Break("untold", LinkName(*member), " shares ", channel, " with ", gone.nick,
                     " and was not told that it left");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Observer> WatchDeparturesToldOnce(const LawSetting& setting) {
  return Watching<DeparturesToldOnce>(setting);
}

}  // namespace confab::props
