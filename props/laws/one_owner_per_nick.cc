#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "props/laws/fold.h"
#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

using Holding = std::pair<std::string, LinkId>;  // a folded nick and who holds it

class OneOwnerPerNick final : public LawObserver {
 public:
  explicit OneOwnerPerNick(const LawSetting& setting)
      : LawObserver("one-owner-per-nick", setting) {}

 private:
  void Look(const Moment&, const Input&, const Step&) override {
    for (const Told& told : wire().told()) LookAtTold(told);
    if (HeardNick()) LookAtCensus();
    std::erase_if(held_, [this](const Holding& holding) {
      const WireLink* link = wire().Find(holding.second);
      return link == nullptr || !link->live;
    });
  }

  bool HeardNick() const {
    return std::any_of(wire().heard().begin(), wire().heard().end(), [](const Heard& heard) {
      return SameWord(ReadLine(heard.text).verb, "NICK");
    });
  }

  void LookAtTold(const Told& told) {
    if (told.link == nullptr || !std::holds_alternative<Send>(*told.output)) return;
    if (told.line.numeric == 433) LookAtRefusal(told);
    const bool renamed = told.line.verb == "NICK" && told.line.numeric == 0;
    if ((told.line.numeric == 1 || renamed) && told.link->live) LookAtOwner(*told.link);
  }

  // Two users of one name, each as the wire told it.
  void LookAtOwner(const WireLink& link) {
    const std::string folded = FoldOf(link.nick);
    const auto [owner, is_first] = owners_.try_emplace(folded, link.index);
    if (is_first) return;
    const WireLink* before = &wire().links()[std::exchange(owner->second, link.index)];
    if (before == &link || !before->live) return;
    if (FoldOf(before->nick) != folded) return;
    Break("two-users", LinkName(*before), " is ", before->nick, " and ", LinkName(link), " is ",
          link.nick);
  }

  // Within a step nobody else gains a name, so the holder held it before the step.
  void LookAtRefusal(const Told& told) {
    const std::string folded = FoldOf(told.line.Param(1));
    const auto other = [&](const Holding& holding) {
      return holding.first == folded && holding.second != told.link->id;
    };
    if (std::any_of(held_.begin(), held_.end(), other)) return;
    Break("refused-free", LinkName(*told.link), " was refused ", told.line.Param(1),
          ", which nobody else holds");
  }

  void LookAtCensus() {
    held_.clear();
    for (const CensusLink& link : wire().Census().links) {
      if (link.nick != "*") held_.emplace_back(FoldOf(link.nick), link.id);
    }
    std::sort(held_.begin(), held_.end());
    const auto same = [](const Holding& a, const Holding& b) { return a.first == b.first; };
    const auto twice = std::adjacent_find(held_.begin(), held_.end(), same);
    if (twice == held_.end()) return;
    Break("held-twice", "links ", static_cast<uint64_t>(twice->second), " and ",
          static_cast<uint64_t>((twice + 1)->second), " both hold ", twice->first);
  }

  std::string FoldOf(std::string_view nick) const {
    return Fold(wire().config().case_mapping, nick);
  }

  absl::flat_hash_map<std::string, size_t> owners_;  // the last user seen of each name: its index
  std::vector<Holding> held_;                        // of live links, before the step
};

}  // namespace

std::unique_ptr<Observer> WatchOneOwnerPerNick(const LawSetting& setting) {
  return Watching<OneOwnerPerNick>(setting);
}

}  // namespace confab::props
