// An edit of a scenario in one line: somebody does more, less, later or something else.
//
//   sim::Scenario edited = run.scenario();
//   absl::Status status = ApplyEdit("delete action 6", run.now(), edited);
//   status = ApplyEdit("insert client 3 at +1ms line JOIN #a", run.now(), edited);
//
// Invariants: an edit that is refused changes nothing and says what would have been right; actions
// that come in get an id that no other has. A client that is new is a regular one.

#ifndef CONFAB_TOOLS_DEBUG_EDIT_H_
#define CONFAB_TOOLS_DEBUG_EDIT_H_

#include <string_view>

#include "absl/status/status.h"
#include "server_core/api/moment.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

// The forms that there are, a line each, for help.
inline constexpr std::string_view kEditForms =
    "  insert client ID at TIME DEED   one action more, such as: insert client 3 at +1ms line "
    "JOIN #a\n"
    "  delete action ID\n"
    "  delete fault ID\n"
    "  move action ID to TIME\n"
    "  change action ID DEED           the same client at the same time does that instead\n"
    "DEED: connect [secure] | line TEXT | raw TEXT (\\r\\n, \\x00) | login NICK USER |\n"
    "      auth ACCOUNT PASSWORD | close fin|rst|silent | pause | resume\n"
    "TIME: 240s, or from here +1ms\n";

absl::Status ApplyEdit(std::string_view edit, Instant now, sim::Scenario& scenario);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_EDIT_H_
