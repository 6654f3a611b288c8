#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

// What one link's AUTH has come to, as its wire and its questions show.
struct Exchange {
  std::optional<QuestionId> pending;  // asked and not yet answered
  std::string asked_account;          // of the last ScramParameters
};

bool IsAuthOutcome(const Told& told) {
  if (std::holds_alternative<Ask>(*told.output)) return true;
  switch (told.line.numeric) {
    case 0:
      return told.line.verb == "AUTH";
    case 461:
      return told.line.Param(1) == "AUTH";
    case 900:
    case 907:
    case 909:
    case 910:
    case 911:
    case 912:
      return true;
    default:
      return false;
  }
}

class AuthAround433 final : public LawObserver {
 public:
  explicit AuthAround433(const LawSetting& setting) : LawObserver("auth-around-433", setting) {}

 private:
  void Look(const Moment&, const Input& input, const Step&) override {
    if (exchanges_.size() < wire().links().size()) exchanges_.resize(wire().links().size());
    const WireLink* acting = wire().acting();
    if (const auto* answered = std::get_if<Answered>(&input)) LookAtAnswer(*answered);
    for (const Told& told : wire().told()) LookAtTold(told);
    if (acting == nullptr || wire().acting_was_logged_on()) return;
    LookAtOthers(input, *acting);
    if (!acting->live || acting->logged_on) return;
    if (std::holds_alternative<Received>(input)) LookAtReplies(*acting);
    LookAtState(*acting);
  }

  int Outcomes(const WireLink& link) const {
    return static_cast<int>(
        std::count_if(wire().told().begin(), wire().told().end(),
                      [&](const Told& told) { return told.link == &link && IsAuthOutcome(told); }));
  }

  // A wanted answer moves the exchange by exactly one reply; a late one is no news to anybody.
  void LookAtAnswer(const Answered& answered) {
    const WireLink* link = wire().acting();
    const bool wanted = link != nullptr && exchanges_[link->index].pending == answered.question;
    if (!wanted && !wire().told().empty()) {
      return Break("stale-answer", "the answer to question ",
                   static_cast<uint64_t>(answered.question), " was no longer wanted");
    }
    if (wanted && link->live && Outcomes(*link) != 1) {
      return Break("answer-lost", LinkName(*link), " got ", Outcomes(*link),
                   " replies to one answer");
    }
    if (wanted) exchanges_[link->index].pending.reset();
  }

  void LookAtTold(const Told& told) {
    if (told.link == nullptr) return;
    Exchange& exchange = exchanges_[told.link->index];
    if (const Ask* ask = std::get_if<Ask>(told.output)) {
      exchange.pending = ask->id;
      const auto* parameters = std::get_if<ScramParameters>(&ask->question);
      if (parameters != nullptr) exchange.asked_account = parameters->account;
    }
    if (told.line.numeric == 907 || told.line.numeric == 910) exchange.pending.reset();
    if (told.line.verb == "AUTH" && told.line.Param(1) == "*") LookAtSuccess(told, exchange);
    if (told.line.numeric == 1 && !told.logged_on) LookAtWelcome(told);
  }

  // Whose proof it was is known from the exchange, never from a table of nicks.
  void LookAtSuccess(const Told& told, const Exchange& exchange) {
    const std::string_view identity = told.line.Param(2);
    const std::string_view account = identity.substr(0, identity.rfind('@'));
    if (!told.auth_open) {
      Break("no-exchange", LinkName(*told.link), " was authenticated without an exchange");
    } else if (account != exchange.asked_account) {
      Break("wrong-account", LinkName(*told.link), " proved to be ", exchange.asked_account,
            " and was told it is ", account);
    }
  }

  //= clauses#4.8, clauses#4.5
  void LookAtWelcome(const Told& told) {
    if (told.auth_open) {
      return Break("during-exchange", LinkName(*told.link), " logged on amid its exchange");
    }
    const std::string_view text = told.line.Param(1);
    const std::string_view user = text.substr(std::min(text.size(), text.rfind('!') + 1));
    const bool authenticated = !told.link->account.empty();
    if (user.starts_with("~") == !authenticated) return;
    Break("credential", LinkName(*told.link), authenticated ? " is" : " is not",
          " authenticated, but shown as ", user);
  }

  // Before its log-on a link's doing reaches nobody else. (A link that ends in the step may have
  // logged on unseen, saturated.)
  void LookAtOthers(const Input& input, const WireLink& acting) {
    if (acting.logged_on) return;
    if (!acting.live && !std::holds_alternative<Lost>(input)) return;
    for (const Told& told : wire().told()) {
      if (told.link == &acting || std::holds_alternative<Note>(*told.output)) continue;
      return Break("touches-others", LinkName(acting), " is not logged on, and ",
                   told.link == nullptr ? "a stranger" : LinkName(*told.link), " was told of it");
    }
  }

  // Each AUTH gets exactly one reply, before and after a 433 (clauses#6).
  void LookAtReplies(const WireLink& acting) {
    const auto lines =
        std::count_if(wire().heard().begin(), wire().heard().end(), [](const Heard& heard) {
          return heard.kind == HeardKind::kLine && SameWord(ReadLine(heard.text).verb, "AUTH");
        });
    const int outcomes = Outcomes(acting);
    if (lines == outcomes) return;
    Break("unanswered", LinkName(acting), " said AUTH ", lines, " times and got ", outcomes,
          " replies");
  }

  // What the core remembers is what the wire showed; a 433 in between changes nothing of it.
  void LookAtState(const WireLink& link) {
    const auto tells = [&](const Told& told) {
      return told.link == &link && (IsAuthOutcome(told) || told.line.numeric == 433);
    };
    if (std::none_of(wire().told().begin(), wire().told().end(), tells)) return;
    const CensusLink* row = wire().Census().Find(link.id);
    if (row == nullptr) return Break("state", LinkName(link), " is not in the census");
    const bool asked = exchanges_[link.index].pending.has_value();
    const std::string_view auth = link.auth_open         ? (asked ? "asked" : "open")
                                  : link.account.empty() ? "none"
                                                         : "done";
    const std::string account = link.account.empty() ? "*" : link.account;
    if (row->auth == auth && row->account == account) return;
    Break("state", LinkName(link), " is auth=", auth, " account=", account,
          " by its wire, auth=", row->auth, " account=", row->account, " by the census");
  }

  std::vector<Exchange> exchanges_;  // by WireLink::index
};

}  // namespace

std::unique_ptr<Observer> WatchAuthAround433(const LawSetting& setting) {
  return Watching<AuthAround433>(setting);
}

}  // namespace confab::props
