#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "props/laws/law_observer.h"
#include "server_core/api/event.h"
#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

// What the ERROR line of each reason must say (clauses#1, 4, 7).
std::string_view FarewellOf(CloseReason reason) {
  switch (reason) {
    case CloseReason::kQuit:
      return "] (Quit";
    case CloseReason::kRegistrationTimeout:
      return "] (Registration timed out)";
    case CloseReason::kPingTimeout:
      return "] 011 (Ping timeout: ";
    case CloseReason::kSendQueueExceeded:
      return "] 009 (Output saturation)";
    case CloseReason::kInputExceeded:
      return "] 008 (Input flooding)";
    case CloseReason::kNickOverridden:
      return "] (Overridden)";
    case CloseReason::kBadPassword:
      return "] (Bad password)";
    case CloseReason::kNoAuthorization:
      return "] 001 (No Authorization)";
    case CloseReason::kNoMoreConnections:
      return "] 003 (No more connections)";
  }
  return "an unknown reason";
}

// A refusal on the wire and the entry of the log that goes with it.
struct Logged {
  int numeric;
  Event event;
  std::string_view about;  // a field's value that the Note must have; empty: any
};
constexpr std::array kLogged = {
    Logged{1, Event::kClientLoggedOn, ""},
    Logged{433, Event::kNickRefused, ""},
    Logged{437, Event::kResourceRefused, "channels"},
    Logged{907, Event::kResourceRefused, "auth"},
    Logged{911, Event::kAuthSuspended, ""},
};

class NothingEndsSilently final : public LawObserver {
 public:
  explicit NothingEndsSilently(const LawSetting& setting)
      : LawObserver("nothing-ends-silently", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step&) override {
    for (size_t i = 0; i < wire().told().size(); ++i) {
      if (std::holds_alternative<Close>(*wire().told()[i].output)) LookAtClose(i);
    }
    if (std::holds_alternative<Reconfigured>(input)) return LookAtSettings();
    const WireLink* acting = wire().acting();
    if (acting == nullptr) return;
    if (std::holds_alternative<Lost>(input)) return LookAtLost(*acting);
    for (const Logged& logged : kLogged) LookAtLogged(*acting, logged);
    LookAtAuth(*acting);
    if (acting->live) LookAtInput(*acting, HeardKind::kTooLong, "417");
    if (acting->live) LookAtInput(*acting, HeardKind::kHasNul, "400");
  }

  // How many Notes of this step are of `event`, about `link`, and have a field of that value.
  int Notes(Event event, const WireLink& link, std::string_view value = "") const {
    return static_cast<int>(
        std::count_if(wire().told().begin(), wire().told().end(), [&](const Told& told) {
          const Note* note = std::get_if<Note>(told.output);
          return note != nullptr && note->event == event && note->link == link.id &&
                 (value.empty() || HasValue(*note, value));
        }));
  }

  static bool HasValue(const Note& note, std::string_view value) {
    return std::any_of(note.fields.begin(), note.fields.end(),
                       [&](const NoteField& field) { return field.value == value; });
  }

  int Numerics(int numeric, const WireLink& link) const {
    return static_cast<int>(std::count_if(
        wire().told().begin(), wire().told().end(),
        [&](const Told& told) { return told.link == &link && told.line.numeric == numeric; }));
  }

  void LookAtClose(size_t at) {
    const Told& told = wire().told()[at];
    if (told.link == nullptr) return;
    const CloseReason reason = std::get<Close>(*told.output).reason;
    const ServerLine* last = nullptr;  // that the link was sent
    for (size_t i = 0; i < at; ++i) {
      const Told& before = wire().told()[i];
      if (before.link != told.link || !std::holds_alternative<Send>(*before.output)) continue;
      last = &before.line;
    }
    if (last == nullptr || last->verb != "ERROR") {
      return Break("no-error", LinkName(*told.link), " was closed without an ERROR line");
    }
    if (!Contains(last->text, FarewellOf(reason))) {
      return Break("error-text", LinkName(*told.link), " was closed by ", CloseReasonName(reason),
                   " and told ", last->text);
    }
    if (Notes(Event::kClientClosed, *told.link, CloseReasonName(reason)) != 1) {
      Break("close-note", LinkName(*told.link), " was closed by ", CloseReasonName(reason),
            " without its entry in the log");
    }
    if (reason != CloseReason::kNoMoreConnections) return;
    if (Notes(Event::kResourceRefused, *told.link, AccountName(Account::kLinks)) == 1) return;
    Break("entry", LinkName(*told.link),
          " was turned away, and the log does not say by which limit");
  }

  void LookAtSettings() {
    const auto entries =
        std::count_if(wire().told().begin(), wire().told().end(), [](const Told& told) {
          const Note* note = std::get_if<Note>(told.output);
          return note != nullptr &&
                 (note->event == Event::kConfigReplaced || note->event == Event::kConfigRefused);
        });
    if (entries != 1) Break("config-note", "new settings got ", entries, " entries in the log");
  }

  void LookAtLost(const WireLink& link) {
    if (Notes(Event::kClientLost, link) == 1) return;
    Break("lost-note", LinkName(link), " was lost without its entry in the log");
  }

  // As many entries as refusals; a link that ends in the step may not have been told of all.
  void LookAtLogged(const WireLink& link, const Logged& logged) {
    const int told = Numerics(logged.numeric, link);
    const int noted = Notes(logged.event, link, logged.about);
    if (told == noted || (noted > told && !link.live)) return;
    Break("entry", LinkName(link), " got ", told, " x ", logged.numeric, ", the log ", noted, " x ",
          EventName(logged.event));
  }

  // The AUTH lines of this step that have that letter.
  int Letters(std::string_view letter) const {
    return static_cast<int>(
        std::count_if(wire().heard().begin(), wire().heard().end(), [&](const Heard& heard) {
          const ServerLine line = ReadLine(heard.text);
          return SameWord(line.verb, "AUTH") && SameWord(line.Param(1), letter);
        }));
  }

  //= clauses#6.4: `*` with nothing open is answered, but is no failure. Without anything open, only
  // an `I` that fails at once is one.
  void LookAtAuth(const WireLink& link) {
    int of_open = 0;
    int of_none = 0;
    for (const Told& told : wire().told()) {
      if (told.link != &link || told.line.numeric != 910) continue;
      ++(told.auth_open ? of_open : of_none);
    }
    const int noted = Notes(Event::kAuthFailed, link);
    const int least = of_open + std::max(0, of_none - Letters("*"));
    const int most = of_open + std::min(of_none, Letters("I"));
    if (noted < least || (noted > most && link.live)) {
      Break("auth-entry", LinkName(link), " got ", of_open + of_none, " x 910, the log ", noted,
            " x AUTH_FAILED");
    }
    const bool succeeded =
        std::any_of(wire().told().begin(), wire().told().end(), [&](const Told& told) {
          return told.link == &link && told.line.verb == "AUTH" && told.line.Param(1) == "*";
        });
    if (succeeded && Notes(Event::kAuthSucceeded, link) == 0) {
      Break("auth-entry", LinkName(link), " was authenticated without its entry in the log");
    }
  }

  void LookAtInput(const WireLink& link, HeardKind kind, std::string_view numeric) {
    const auto lines = std::count_if(wire().heard().begin(), wire().heard().end(),
                                     [&](const Heard& heard) { return heard.kind == kind; });
    const int noted = Notes(Event::kInputRefused, link, numeric);
    if (lines == noted) return;
    Break("input-entry", LinkName(link), " sent ", lines, " lines due for ", numeric,
          ", the log has ", noted);
  }
};

}  // namespace

std::unique_ptr<Observer> WatchNothingEndsSilently(const LawSetting& setting) {
  return Watching<NothingEndsSilently>(setting);
}

}  // namespace confab::props
