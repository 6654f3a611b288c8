// The world as the reference sees it: plain structs that anybody can print.
//
//   Link link;
//   link.nick = "alice";
//   link.channels.push_back(Fold(mapping, "#a"));
//
// Invariants: no pointers and no indexes that could disagree, except the two sides of a membership
// (Link::channels and Channel::members), which only the join and the removal touch.

#ifndef CONFAB_MODEL_STATE_H_
#define CONFAB_MODEL_STATE_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/lines.h"
#include "server_core/api/event.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"

namespace confab::model {

// An open AUTH exchange (clause 6): what it waits for next.
struct Exchange {
  enum class Waits { kFirst, kParameters, kFinal, kProof, kEmpty };
  Waits waits = Waits::kFirst;
  QuestionId question{};   // outstanding while it waits for parameters or proof
  std::string name;        // the account, decoded
  std::string gs2_header;  // as the client sent it
  std::string first_bare;
  std::string nonces;        // the client's; then the client's and the server's together
  std::string server_first;  // before escaping

  bool Asks() const { return waits == Waits::kParameters || waits == Waits::kProof; }
};

enum class TimerKind { kRegistration = 0, kKeepalive = 1 };  //= clauses#1.7: in this order

struct Timer {
  Instant due;
  TimerKind kind = TimerKind::kRegistration;
  LinkId link{};
  friend auto operator<=>(const Timer&, const Timer&) = default;
};

struct Link {
  LinkId id{};
  std::string host;
  bool logged_on = false;
  std::string nick;  // reserved or held, spelled as last accepted; empty: none
  bool user_seen = false;
  std::string user;  // cleaned; from log-on as shown
  std::string realname;
  bool ircx = false;
  bool cap_negotiating = false;
  bool password_matches = false;
  int64_t auth_failures = 0;
  std::optional<Exchange> exchange;
  std::string account;  // empty: not authenticated

  Timer timer;  // each live link has exactly one
  Instant last_rx;
  int probes = 0;
  Instant allowance_tat;
  int64_t queued_bytes = 0;
  PendingLine pending;

  std::vector<std::string> channels;  // folded names, in the order of joining
  Instant last_spoke;                 // log-on, or the last PRIVMSG or NOTICE
  int64_t signon_unix_s = 0;

  // How many outputs this step has told the link, for Sizes::LineBytes.
  uint64_t told_step = 0;
  size_t told = 0;
};

struct Channel {
  std::string name;             // as its first joiner spelled it
  std::vector<LinkId> members;  // in the order of joining
  std::string topic;            // empty: none
  std::string topic_setter;     // nick!user@host
  int64_t topic_unix_s = 0;
};

// A line that must be sent: `text`, then, if `free_text`, anything that ends in `ending`.
struct ToldLine {
  std::string text;  // without CR LF
  bool free_text = false;
  std::string ending;
};
struct ToldClose {
  CloseReason reason;
};
struct ToldAsk {
  QuestionId id;  // the reference's own numbering
  bool proof = false;
  std::string account;
  std::string auth_message;
  std::string proof_base64;
};

// One output that the clauses demand.
struct Told {
  LinkId link;
  std::variant<ToldLine, ToldClose, ToldAsk> what;
};

}  // namespace confab::model

#endif  // CONFAB_MODEL_STATE_H_
