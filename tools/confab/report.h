// What a campaign has to say: the line that moves, the report at the end, and JSON for programs.
//
//   ProgressLine line(std::cerr, /*laws=*/17);
//   RunCampaign(options, interrupts, [&](const Campaign& so_far) { line.Show(so_far); });
//   Print(ReportInWords(options, campaign));
//
// Invariants: on a terminal the line is rewritten in place, elsewhere it comes every five seconds;
// the JSON has the failures first.

#ifndef CONFAB_TOOLS_CONFAB_REPORT_H_
#define CONFAB_TOOLS_CONFAB_REPORT_H_

#include <optional>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "tools/confab/campaign.h"
#include "tools/confab/exit_code.h"
#include "tools/confab/kept.h"
#include "tools/confab/probes_missed.h"

namespace confab::tools {

class ProgressLine {
 public:
  ProgressLine(std::ostream& err, size_t laws);

  void Show(const Campaign& so_far);
  // Takes a line in place away, so that something else can be written.
  void Clear();

 private:
  std::ostream& err_;
  size_t laws_;
  bool in_place_;
  absl::Duration shown_at_;
};

std::string ReportInWords(const CampaignOptions& options, const Campaign& campaign);

std::string ReportInJson(const CampaignOptions& options, const Campaign& campaign,
                         const std::optional<Kept>& kept, const ProbesMissed& missed,
                         ExitCode code);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_REPORT_H_
