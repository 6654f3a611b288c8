// How fast virtual time goes by: agenda, simulator, reference and laws.
//
//   const double events = AgendaEventsPerSecond();
//   const double storm_s = StormSeconds();
//
// Invariants: each is the best of a few tries, as noise only ever slows down; every run must
// finish.

#ifndef CONFAB_TOOLS_BENCH_SPEED_H_
#define CONFAB_TOOLS_BENCH_SPEED_H_

namespace confab::tools {

// Events of the agenda alone, with 10,000 pending.
double AgendaEventsPerSecond();
// Lines through core and simulator, both ways, without a reference.
double SimLinesPerSecond();
// Generated scenarios of about 100 events, with the reference in lockstep.
double ScenariosPerSecond();
// 100,000 log-ons and log-offs over 10,000 connections at once.
double StormSeconds();
// A virtual day of 1,000 connections that only answer PING.
double IdleDaySeconds();

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_BENCH_SPEED_H_
