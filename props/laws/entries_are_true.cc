// The log is read by people when all else is over; what it says must be what the wire showed.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "model/settings.h"
#include "props/laws/fold.h"
#include "props/laws/law_observer.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

std::string_view FieldOf(const Note& note, std::string_view key) {
  for (const NoteField& field : note.fields) {
    if (field.key == key) return field.value;
  }
  return {};
}

class EntriesAreTrue final : public LawObserver {
 public:
  explicit EntriesAreTrue(const LawSetting& setting) : LawObserver("entries-are-true", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step&) override {
    if (const auto* offered = std::get_if<Reconfigured>(&input)) LookAtSettings(*offered);
    for (const Told& told : wire().told()) {
      const Note* note = std::get_if<Note>(told.output);
      if (note == nullptr || told.link == nullptr) continue;
      LookAtNote(input, *note, *told.link);
    }
  }

  void LookAtNote(const Input& input, const Note& note, const WireLink& link) {
    switch (note.event) {
      case Event::kClientClosed:
        return LookAtClosed(note, link);
      case Event::kClientLost:
        return LookAtLost(input, note, link);
      case Event::kClientLoggedOn:
        return LookAtLoggedOn(note, link);
      case Event::kNickRefused:
        return LookAtNickRefused(note, link);
      case Event::kAuthSucceeded:
        return Expect(note, link, "account", link.account);
      case Event::kResourceRefused:
        return LookAtLimit(note, link);
      default:
        return;
    }
  }

  //= clauses#1.12; the case mapping is that of the start for ever.
  void LookAtSettings(const Reconfigured& offered) {
    const bool may = model::MayReplace(setting().config, *offered.config);
    const Event wrong = may ? Event::kConfigRefused : Event::kConfigReplaced;
    for (const Told& told : wire().told()) {
      const Note* note = std::get_if<Note>(told.output);
      if (note == nullptr || note->event != wrong) continue;
      Break("settings", "settings that ", may ? "are valid" : "are not", " got ", EventName(wrong),
            " ", FieldOf(*note, "why"));
    }
  }

  void Expect(const Note& note, const WireLink& link, std::string_view key,
              std::string_view value) {
    if (FieldOf(note, key) == value) return;
    Break(key, LinkName(link), ": ", EventName(note.event), " has ", key, "=", FieldOf(note, key),
          "; it was ", value.empty() ? "nothing" : value);
  }

  void LookAtClosed(const Note& note, const WireLink& link) {
    std::string_view reason;
    std::string_view farewell;
    for (const Told& told : wire().told()) {
      if (told.link != &link) continue;
      const Close* close = std::get_if<Close>(told.output);
      if (close != nullptr) reason = CloseReasonName(close->reason);
      if (told.line.verb == "ERROR") farewell = told.line.Param(0);
    }
    Expect(note, link, "reason", reason);
    const std::string addressed = Cat({"Closing Link: ", FieldOf(note, "nick"), "["});
    if (farewell.starts_with(addressed)) return;
    Break("nick", LinkName(link), ": CLIENT_CLOSED has nick=", FieldOf(note, "nick"),
          "; the peer read ", farewell);
  }

  void LookAtLost(const Input& input, const Note& note, const WireLink& link) {
    const Lost* lost = std::get_if<Lost>(&input);
    if (lost == nullptr || lost->link != link.id) {
      return Break("event", LinkName(link), " was not lost");
    }
    if (link.logged_on) Expect(note, link, "nick", link.nick);
  }

  // A link that ends in the step may have renamed itself unseen.
  void LookAtLoggedOn(const Note& note, const WireLink& link) {
    if (!link.live) return;
    const Told* welcome = FindNumeric(1, link);
    if (welcome == nullptr) return Break("event", LinkName(link), " has not logged on");
    Expect(note, link, "nick", welcome->line.Param(0));
    Expect(note, link, "account", link.account.empty() ? "*" : std::string_view(link.account));
  }

  const Told* FindNumeric(int numeric, const WireLink& link) const {
    for (const Told& told : wire().told()) {
      if (told.link == &link && told.line.numeric == numeric) return &told;
    }
    return nullptr;
  }

  void LookAtNickRefused(const Note& note, const WireLink& link) {
    if (!link.live) return;
    const std::string_view nick = FieldOf(note, "nick");
    const bool told = std::any_of(wire().told().begin(), wire().told().end(), [&](const Told& any) {
      return any.link == &link && any.line.numeric == 433 && any.line.Param(1) == nick;
    });
    if (!told) return Break("event", LinkName(link), " was not refused ", nick);
    Expect(note, link, "holder", HeldByUser(nick, link) ? "logged-on" : "connected");
  }

  // Nobody but the link itself gains a nick in its step, and who ends in it keeps its own.
  bool HeldByUser(std::string_view nick, const WireLink& refused) const {
    const CaseMapping mapping = wire().config().case_mapping;
    const std::string folded = Fold(mapping, nick);
    return std::any_of(wire().links().begin(), wire().links().end(), [&](const WireLink& link) {
      return &link != &refused && link.logged_on && LivedInStep(link) &&
             Fold(mapping, link.nick) == folded;
    });
  }

  bool LivedInStep(const WireLink& link) const {
    return link.live ||
           std::any_of(wire().told().begin(), wire().told().end(),
                       [&](const Told& told) { return told.link == &link && told.live; });
  }

  void LookAtLimit(const Note& note, const WireLink& link) {
    const std::optional<int64_t> limit = LimitOf(FieldOf(note, "account"));
    if (!limit.has_value()) {
      return Break("account", LinkName(link), ": RESOURCE_REFUSED names ", FieldOf(note, "account"),
                   ", which has no limit");
    }
    Expect(note, link, "limit", std::to_string(*limit));
  }

  std::optional<int64_t> LimitOf(std::string_view account) const {
    const Config& config = wire().config();
    if (account == AccountName(Account::kLinks)) return config.links_max;
    if (account == AccountName(Account::kAuth)) return config.auth_exchanges_max;
    if (account == AccountName(Account::kChannels)) return config.channels_max;
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<Observer> WatchEntriesAreTrue(const LawSetting& setting) {
  return Watching<EntriesAreTrue>(setting);
}

}  // namespace confab::props
