// Clause 3: which command it is, whether it may come now, and whether it is complete.

#include <algorithm>
#include <array>

#include "model/reference.h"
#include "model/texts.h"

namespace confab::model {
namespace {

bool IsNumber(std::string_view word) {
  return word.size() == 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void Reference::Obey(Link& link, const Request& request) {
  if (request.word.empty()) return;    //= clauses#2.4: nothing left
  if (IsNumber(request.word)) return;  //= clauses#2.6
  const LinkId id = link.id;
  Dispatch(link, request);
  if (Link* alive = Find(id)) TryLogOn(*alive);  //= clauses#4.8: after each command
}

void Reference::Dispatch(Link& link, const Request& request) {
  enum class Stage { kBefore, kAfter, kBoth };
  struct Row {
    std::string_view verb;
    Stage stage;
    size_t params_min;
    void (Reference::*act)(Link&, const Request&);
  };
  //= clauses#3.2
  static constexpr std::array kRows = {
      Row{"PASS", Stage::kBefore, 1, &Reference::Pass},
      Row{"USER", Stage::kBefore, 4, &Reference::User},
      Row{"AUTH", Stage::kBefore, 2, &Reference::Auth},
      Row{"JOIN", Stage::kAfter, 1, &Reference::Join},
      Row{"PART", Stage::kAfter, 1, &Reference::Part},
      Row{"PRIVMSG", Stage::kAfter, 0, &Reference::Privmsg},
      Row{"NOTICE", Stage::kAfter, 0, &Reference::Notice},
      Row{"TOPIC", Stage::kAfter, 1, &Reference::Topic},
      Row{"NAMES", Stage::kAfter, 0, &Reference::Names},
      Row{"LUSERS", Stage::kAfter, 0, &Reference::Lusers},
      Row{"MOTD", Stage::kAfter, 0, &Reference::Motd},
      Row{"WHOIS", Stage::kAfter, 0, &Reference::Whois},
      Row{"NICK", Stage::kBoth, 0, &Reference::Nick},
      Row{"CAP", Stage::kBoth, 1, &Reference::Cap},
      Row{"IRCX", Stage::kBoth, 0, &Reference::Ircx},
      Row{"ISIRCX", Stage::kBoth, 0, &Reference::IsIrcx},
      Row{"MODE", Stage::kBoth, 1, &Reference::Mode},
      Row{"QUIT", Stage::kBoth, 0, &Reference::Quit},
      Row{"PING", Stage::kBoth, 0, &Reference::Ping},
      Row{"PONG", Stage::kBoth, 0, &Reference::Ignore},
      Row{"ERROR", Stage::kBoth, 0, &Reference::Ignore},
  };
  //= clauses#3.1: unknown, then wrong stage, then too few parameters.
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& one) { return one.verb == request.verb; });
  if (row == kRows.end()) return NumericFree(link, "421", Echo(request.word));
  if (row->stage == Stage::kAfter && !link.logged_on) return NumericFree(link, "451");
  if (row->stage == Stage::kBefore && link.logged_on) return NumericFree(link, "462");
  if (row->verb == "MODE" && !link.logged_on) {  //= clauses#3.3
    if (request.Param(0) == "ISIRCX") return IsIrcx(link, request);
    return NumericFree(link, "451");
  }
  for (size_t i = 0; i < row->params_min; ++i) {
    if (request.Param(i).empty()) return NumericFree(link, "461", row->verb);
  }
  (this->*row->act)(link, request);
}

}  // namespace confab::model
