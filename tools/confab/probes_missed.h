// Which probes a campaign should have reached and has not.
//
//   const ProbesMissed missed = MissedBy(campaign, ProbeRule::kStrict);
//   if (missed.fails) return ExitCode::kProbe;
//   Print(InWords(missed));
//
// Invariant: a probe is missed only when the campaign has had the runs of its budget; fewer runs
// say nothing about it.

#ifndef CONFAB_TOOLS_CONFAB_PROBES_MISSED_H_
#define CONFAB_TOOLS_CONFAB_PROBES_MISSED_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "props/probes/probe.h"
#include "tools/confab/campaign.h"

namespace confab::tools {

enum class ProbeRule : uint8_t {
  kOff,     // nobody looks: the explorer is a little faster
  kReport,  // missed ones are told
  kStrict,  // ... and fail the campaign
  kCanary,  // as strict, with one more that nothing reaches: the proof that this fails
};
std::optional<ProbeRule> ParseProbeRule(std::string_view name);

struct ProbesMissed {
  bool asked = false;
  size_t reached = 0;
  size_t required = 0;                         // to be reached sometimes
  std::vector<const props::Probe*> missed;     // budget used up
  std::vector<const props::Probe*> not_yet;    // runs left
  std::vector<const props::Probe*> surprises;  // reached, though the clauses leave no way to it
  bool fails = false;
};

ProbesMissed MissedBy(const Campaign& campaign, ProbeRule rule);

// A line for the report, and one for each that was missed.
std::string InWords(const ProbesMissed& missed);
std::string InJson(const ProbesMissed& missed);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_PROBES_MISSED_H_
