// What `confab campaign` and `confab report` say of themselves.
//
//   {"campaign", "run a piece of a campaign, and keep its results", kCampaignHelp, RunPiece},
//
// Invariants: the first word is "Usage:", as in every help; the exit codes are those of
// exit_code.h.

#ifndef CONFAB_TOOLS_CONFAB_CAMPAIGN_HELP_H_
#define CONFAB_TOOLS_CONFAB_CAMPAIGN_HELP_H_

#include <string_view>

namespace confab::tools {

inline constexpr std::string_view kCampaignHelp =
    R"(Usage: confab campaign --results FILE --runs N [FLAGS]

One process of a campaign: runs seed after seed, does not stop at a failure, and appends a line of
JSON for each finished chunk. Files of several processes merge by concatenation: `confab report`.

  --seed N        the first seed (default: 1)
  --chunk N       runs of a line (default: 1000)
  --resume        go on behind the seeds that the file has
  --jobs N        worker processes (default: 1)
  --law LAW       this law only; may be repeated
  --strategy S    plain, swarm or novelty (default: swarm)
  --profile P     the profile that scenarios are drawn from (default: mixed)
  --commit TEXT   which version this is; lines of another are another campaign
  --out DIR       where failing scenarios go (default: /tmp/confab-findings)
  --shrink-for T  how long to shrink each at most (default: 10s)

Exit: that of the first failure, as of `confab explore`; 130 interrupted.
)";

inline constexpr std::string_view kReportHelp =
    R"(Usage: confab report [--html PAGE [--museum TABLE]] FILE...

Adds up the results of campaigns, from any number of files, and writes them as one page.
)";

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_CAMPAIGN_HELP_H_
