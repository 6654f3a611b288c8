#include "tools/campaign/page.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace confab::tools {
namespace {

constexpr int kWidth = 720;
constexpr int kHeight = 180;
constexpr size_t kPointsMax = 400;

constexpr std::string_view kStyle = R"(<style>
:root { color-scheme: light dark; --line: #2563eb; --mute: #7a7f87; --bad: #c2272d; }
@media (prefers-color-scheme: dark) { :root { --line: #7cb0ff; --mute: #9aa2ad; --bad: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem 1rem .2rem 0; }
th { color: var(--mute); font-weight: 500; } .bad { color: var(--bad); }
code, pre { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; } svg { width: 100%; height: auto; } text { fill: var(--mute); font-size: 12px; }
polyline { fill: none; stroke: var(--line); stroke-width: 2; } path { fill: none; stroke: var(--mute); }
</style>
)";

using Point = std::pair<uint64_t, uint64_t>;

std::string Escaped(std::string_view text) {
  return absl::StrReplaceAll(absl::string_view(text.data(), text.size()),
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

// At most kPointsMax of them, the last among them.
std::vector<Point> Thinned(const std::vector<Point>& points) {
  if (points.size() <= kPointsMax) return points;
  std::vector<Point> kept;
  for (size_t i = 1; i <= kPointsMax; ++i)
    kept.push_back(points[i * points.size() / kPointsMax - 1]);
  return kept;
}

// A curve over both axes from zero, with the largest values written at their ends.
std::string Chart(std::string_view name, std::string_view x_name, const std::vector<Point>& all) {
  const std::vector<Point> points = Thinned(all);
  uint64_t x_max = 1;
  uint64_t y_max = 1;
  for (const auto& [x, y] : points) {
    x_max = std::max(x_max, x);
    y_max = std::max(y_max, y);
  }
  std::string coordinates;
  for (const auto& [x, y] : points) {
    absl::StrAppend(&coordinates, x * kWidth / x_max, ",", kHeight - y * kHeight / y_max, " ");
  }
  const std::string title = Escaped(name);
  return absl::StrCat("<h2>", title, "</h2>\n<svg viewBox=\"0 -20 ", kWidth, " ", kHeight + 40,
                      "\" role=\"img\" aria-label=\"", title, "\"><path d=\"M0 0V", kHeight, "H",
                      kWidth, "\"/><polyline points=\"", coordinates, "\"/><text x=\"0\" y=\"-6\">",
                      y_max, "</text><text x=\"", kWidth, "\" y=\"", kHeight + 16,
                      "\" text-anchor=\"end\">", x_max, " ", Escaped(x_name), "</text></svg>\n");
}

// Both curves over the runs so far, in the order in which the pieces began.
struct Curves {
  std::vector<Point> states;
  std::vector<Point> rates;
};

Curves CurvesOf(const Summary& summary) {
  Curves curves;
  std::set<uint32_t> seen;
  uint64_t runs = 0;
  for (const ResultLine& line : summary.lines) {
    runs += line.runs();
    seen.insert(line.new_cells().begin(), line.new_cells().end());
    curves.states.emplace_back(runs, seen.size());
    const auto ms = static_cast<uint64_t>(std::max<int64_t>(1, line.wall_ms()));
    curves.rates.emplace_back(runs, line.runs() * 1000 / ms);
  }
  return curves;
}

std::string FailureTable(const Summary& summary) {
  if (summary.failures.empty()) return "<p>No law was broken.</p>\n";
  std::string out = "<table><tr><th>law<th>rule<th>seeds<th>detail<th>replay</tr>\n";
  for (const auto& [key, kind] : summary.failures) {
    absl::StrAppend(&out, "<tr><td class=\"bad\">", Escaped(key.first), "<td>", Escaped(key.second),
                    "<td>", kind.seeds, "<td>", Escaped(kind.example.detail()), "<td><code>",
                    Escaped(kind.example.replay()), "</code></tr>\n");
  }
  return out + "</table>\n";
}

std::string ProbeList(const Summary& summary, std::string_view probes) {
  if (probes.empty()) return "<p>Nobody looked for probes.</p>\n";
  std::string out = absl::StrCat("<pre>", Escaped(probes), "</pre>\n<details><summary>",
                                 summary.probes.size(), " reached</summary><p>");
  for (const std::string& name : summary.probes) absl::StrAppend(&out, Escaped(name), "<br>");
  return out + "</p></details>\n";
}

}  // namespace

std::string CampaignPage(const Summary& summary, std::string_view probes, std::string_view museum) {
  const Curves curves = CurvesOf(summary);
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>Confab campaign</title>\n";
  absl::StrAppend(&out, absl::string_view(kStyle.data(), kStyle.size()), "<h1>",
                  summary.failures.empty() ? "All laws hold" : "Laws are broken", "</h1>\n<pre>",
                  Escaped(SummaryInWords(summary)), "</pre>\n<h2>Failures</h2>\n",
                  FailureTable(summary));
  absl::StrAppend(&out, Chart("Protocol states seen", "runs", curves.states),
                  Chart("Runs per second of a chunk", "runs", curves.rates), "<h2>Probes</h2>\n",
                  ProbeList(summary, probes));
  if (!museum.empty()) absl::StrAppend(&out, "<h2>Museum</h2>\n<pre>", Escaped(museum), "</pre>\n");
  return out + "</html>\n";
}

}  // namespace confab::tools
