// One live link: what the core knows of the peer, logged on or not.
//
//   const Client& client = world.At(self);
//   if (!client.logged_on()) return Refuse(...);
//   client.nick->view();                            // reserved or held
//   client.user_name;                               // as shown once logged on
//
// Invariants: `nick` is in the index of names exactly while it is set; `user` is set exactly while
// logged on; text is changed through World only, which bills it.

#ifndef CONFAB_SERVER_CORE_WORLD_CLIENT_H_
#define CONFAB_SERVER_CORE_WORLD_CLIENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/text/identity.h"
#include "server_core/text/nick.h"
#include "server_core/timers/timer_queue.h"
#include "server_core/wire/line_assembler.h"
#include "server_core/world/handles.h"

namespace confab {

struct Client {
  bool logged_on() const { return user != UserId(); }
  bool authenticated() const { return !account.empty(); }
  // "<c>" of the clauses: how a numeric addresses the client.
  std::string_view name() const { return nick ? nick->view() : std::string_view("*"); }

  LinkId link{};
  UserId user;
  AuthId exchange;
  TimerHandle timer;
  Instant last_rx;        // any byte of the peer; nothing sent moves it (Q233512)
  Instant allowance_tat;  // clauses#1.4: theoretical arrival time of the next byte
  int64_t queued_bytes = 0;
  int64_t auth_failures = 0;
  int32_t probes = 0;
  bool doomed = false;  // clauses#1.11: its send queue is full, it ends with this step
  bool ircx = false;
  bool cap_negotiating = false;
  bool user_seen = false;
  bool password_matches = false;
  std::optional<Nick> nick;
  Host host;
  std::string user_name;  // before log-on cleaned and uncut, after it as shown
  std::string realname;
  std::string account;  // of the AUTH exchange that succeeded
  LineAssembler input;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WORLD_CLIENT_H_
