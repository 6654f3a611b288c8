// A campaign as one page: no script, no network, everything in the file.
//
//   WriteFileAtomically("campaign.html", CampaignPage(summary, /*probes=*/"", /*museum=*/""));
//
// Invariants: the page depends on the lines alone; every text from a run is escaped.

#ifndef CONFAB_TOOLS_CAMPAIGN_PAGE_H_
#define CONFAB_TOOLS_CAMPAIGN_PAGE_H_

#include <string>
#include <string_view>

#include "tools/campaign/summary.h"

namespace confab::tools {

// `probes` says which were missed, as text; empty if nobody looked for them. `museum` is the table
// of how soon planted defects are found, as text; empty if there is none.
std::string CampaignPage(const Summary& summary, std::string_view probes, std::string_view museum);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CAMPAIGN_PAGE_H_
