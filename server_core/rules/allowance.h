// How much a peer may send: a GCRA in whole nanoseconds.
//
//   const Grant grant = JudgeInput(config, client.allowance_tat, now.mono, bytes.size());
//   client.allowance_tat = grant.tat;
//   Process(bytes.substr(0, grant.bytes));
//   if (grant.bytes < bytes.size()) Close(CloseReason::kInputExceeded);
//
// Invariants: pure integers; a full allowance admits input_burst_bytes_max at once, and comes back
// at input_bytes_per_second_max, or slightly faster: the cost of a byte is rounded down.

#ifndef CONFAB_SERVER_CORE_RULES_ALLOWANCE_H_
#define CONFAB_SERVER_CORE_RULES_ALLOWANCE_H_

#include <cstddef>

#include "server_core/api/config.h"
#include "server_core/api/moment.h"

namespace confab {

struct Grant {
  size_t bytes;  // how many of them are processed
  Instant tat;   // theoretical arrival time of the byte after those
};

//= clauses#1.4
Grant JudgeInput(const Config& config, Instant tat, Instant now, size_t bytes);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_RULES_ALLOWANCE_H_
