#include "tools/bench/figures.h"

#include "tools/bench/memory.h"
#include "tools/bench/speed.h"

namespace confab::tools {
namespace {

double LedgerBytes() { return MeasureIdleUser().ledger_bytes; }
double ProcessBytes() { return MeasureIdleUser().process_bytes; }

constexpr Figure kFigures[] = {
    {"bytes_per_idle_user_ledger", "bytes", "one logged-on idle user, by the ledger", 1'500, false,
     LedgerBytes},
    {"bytes_per_idle_user_process", "bytes", "the same, by the size of the process", 1'500, false,
     ProcessBytes},
    {"agenda_events_per_s", "/s", "events of the agenda alone, 10,000 pending", 8e6, true,
     AgendaEventsPerSecond},
    {"sim_lines_per_s", "/s", "lines through core and simulator", 1e6, true, SimLinesPerSecond},
    {"scenarios_per_s", "/s", "scenarios of about 100 events, in lockstep", 3'000, true,
     ScenariosPerSecond},
    {"storm_100k_s", "s", "100,000 log-ons and log-offs, 10,000 connections", 2, false,
     StormSeconds},
    {"idle_day_1000_s", "s", "a virtual day of 1,000 idle connections", 1, false, IdleDaySeconds},
};

}  // namespace

absl::Span<const Figure> AllFigures() { return kFigures; }

}  // namespace confab::tools
