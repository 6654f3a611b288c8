// What one logged-on idle user takes, by the ledger and by the process itself.
//
//   const IdleUser user = MeasureIdleUser();
//   Print(user.ledger_bytes, user.process_bytes);
//
// Invariants: measured in a process of its own, between the first user and the last of many; the
// figure of the process is its resident memory, so whatever the ledger forgets shows there.

#ifndef CONFAB_TOOLS_BENCH_MEMORY_H_
#define CONFAB_TOOLS_BENCH_MEMORY_H_

namespace confab::tools {

struct IdleUser {
  double ledger_bytes = 0;
  double process_bytes = 0;
};

IdleUser MeasureIdleUser();

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_BENCH_MEMORY_H_
