#include "tools/confab/probes_missed.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

using props::Probe;

void Sort(const Probe& probe, bool reached, uint64_t runs, ProbesMissed& missed) {
  const bool required = probe.expectation == props::Expectation::kSometimes;
  missed.reached += reached;
  missed.required += required;
  if (reached && !required) missed.surprises.push_back(&probe);
  if (reached || !required) return;
  (runs >= probe.budget_runs ? missed.missed : missed.not_yet).push_back(&probe);
}

std::string List(const std::vector<const Probe*>& probes) {
  std::vector<std::string> rows;
  for (const Probe* probe : probes) {
    JsonObject row;
    row.Text("name", probe->name);
    row.Text("clause", probe->clause);
    row.Unsigned("budget_runs", probe->budget_runs);
    rows.push_back(row.text());
  }
  return JsonList(rows);
}

}  // namespace

std::optional<ProbeRule> ParseProbeRule(std::string_view name) {
  if (name == "off") return ProbeRule::kOff;
  if (name == "report") return ProbeRule::kReport;
  if (name == "strict") return ProbeRule::kStrict;
  if (name == "canary") return ProbeRule::kCanary;
  return std::nullopt;
}

ProbesMissed MissedBy(const Campaign& campaign, ProbeRule rule) {
  ProbesMissed missed;
  missed.asked = rule != ProbeRule::kOff;
  if (!missed.asked) return missed;
  const uint64_t runs = campaign.tally.runs();
  size_t place = 0;
  for (const Probe& probe : props::AllProbes()) {
    Sort(probe, campaign.probes.test(place++), runs, missed);
  }
  if (rule == ProbeRule::kCanary) Sort(props::CanaryProbe(), false, runs, missed);
  missed.fails = rule != ProbeRule::kReport && !missed.missed.empty();
  return missed;
}

std::string InWords(const ProbesMissed& missed) {
  if (!missed.asked) return "";
  std::string out;
  absl::StrAppendFormat(&out, "  probes    %d reached of %d that should be sometimes\n",
                        missed.reached - missed.surprises.size(), missed.required);
  for (const Probe* probe : missed.missed) {
    absl::StrAppend(&out, "    NOT REACHED in ", probe->budget_runs, " runs: ", probe->name, " (",
                    probe->what, "; ", probe->clause, ")\n");
  }
  for (const Probe* probe : missed.surprises) {
    absl::StrAppend(&out, "    reached, though no clause leads there: ", probe->name, "\n");
  }
  return out;
}

std::string InJson(const ProbesMissed& missed) {
  JsonObject probes;
  probes.Unsigned("reached", missed.reached);
  probes.Unsigned("required", missed.required);
  probes.Value("missed", List(missed.missed));
  probes.Value("not_yet", List(missed.not_yet));
  probes.Value("surprises", List(missed.surprises));
  return probes.text();
}

}  // namespace confab::tools
