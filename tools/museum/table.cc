#include "tools/museum/table.h"

#include <algorithm>
#include <functional>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tools/confab/json.h"

namespace confab::tools {
namespace {

constexpr absl::string_view kBegin = "<!-- museum:begin -->\n";
constexpr absl::string_view kEnd = "<!-- museum:end -->\n";
constexpr absl::string_view kLawOfDeterminism = "same-run-same-hash";

using Render = std::function<std::string(uint64_t)>;

std::string FigureText(const Figure& figure, const Render& render) {
  return absl::StrCat(figure.at_least ? ">=" : "", render(figure.value));
}

std::string SpreadText(const Spread& spread, const Render& render) {
  const std::string median = FigureText(spread.median, render);
  if (!spread.has_interval) return median;
  return absl::StrCat(median, " [", FigureText(spread.low, render), ", ",
                      FigureText(spread.high, render), "]");
}

std::string Count(uint64_t value) { return absl::StrCat(value); }

// One decimal of the unit that gives 1 to 100 of it, rounded down.
std::string Time(uint64_t us) {
  struct Unit {
    uint64_t us;
    absl::string_view name;
  };
  constexpr Unit kUnits[] = {{86'400'000'000, "d"},
                             {3'600'000'000, "h"},
                             {60'000'000, "min"},
                             {1'000'000, "s"},
                             {1'000, "ms"}};
  for (const Unit& unit : kUnits) {
    if (us >= unit.us) {
      return absl::StrFormat("%d.%d %s", us / unit.us, us % unit.us * 10 / unit.us, unit.name);
    }
  }
  return absl::StrCat(us, " us");
}

// "1", or "~7 in 28" when some seeds never got there.
std::string StepText(const Spread& spread) {
  if (spread.exact == spread.total) return Count(spread.median.value);
  return absl::StrCat(FigureText(spread.median, Count), " (", spread.exact, " of ", spread.total,
                      ")");
}

std::string Detected(const Row& row) {
  return absl::StrCat(row.runs.exact, " of ", row.runs.total);
}

void Align(std::vector<std::vector<std::string>>& cells) {
  std::vector<size_t> width;
  for (const auto& row : cells) {
    width.resize(std::max(width.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], row[i].size());
  }
  for (auto& row : cells) {
    for (size_t i = 0; i + 1 < row.size(); ++i) row[i].resize(width[i], ' ');
  }
}

std::string SpreadInJson(const Spread& spread) {
  JsonObject object;
  object.Unsigned("seeds", spread.total);
  object.Unsigned("exact", spread.exact);
  const auto add = [&](std::string_view name, const Figure& figure) {
    object.Unsigned(name, figure.value);
    object.Value(absl::StrCat(absl::string_view(name.data(), name.size()), "_is_at_least"),
                 figure.at_least ? "true" : "false");
  };
  add("median", spread.median);
  if (!spread.has_interval) return object.text();
  add("low", spread.low);
  add("high", spread.high);
  return object.text();
}

std::string RowInJson(const Row& row) {
  JsonObject object;
  object.Text("defect", row.defect->name);
  object.Text("law", row.defect->law);
  object.Text("strategy", row.strategy);
  object.Unsigned("budget", row.budget);
  object.Unsigned("seeds", row.measured);
  if (row.measured == 0) return object.text();
  object.Value("reached", SpreadInJson(row.reached));
  object.Value("triggered", SpreadInJson(row.triggered));
  object.Value("runs", SpreadInJson(row.runs));
  object.Value("virtual_ms", SpreadInJson(row.virtual_ms));
  object.Value("core_us", SpreadInJson(row.core_us));
  object.Value("any_runs", SpreadInJson(row.any_runs));
  object.Value("any_virtual_ms", SpreadInJson(row.any_virtual_ms));
  object.Value("any_core_us", SpreadInJson(row.any_core_us));
  object.Unsigned("deaths", row.deaths);
  return object.text();
}

std::string BlockRow(const Row& row) {
  std::vector<std::string> cells = {absl::StrCat("`", row.defect->name, "`"), row.strategy};
  if (row.defect->law == kLawOfDeterminism) {
    cells.insert(cells.end(), {"varies", "varies", Detected(row), "varies", "varies", "varies"});
  } else {
    cells.insert(cells.end(),
                 {StepText(row.reached), StepText(row.triggered), Detected(row),
                  CountText(row.runs), TimeText(row.virtual_ms, 1), CountText(row.any_runs)});
  }
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

// The defects that the rows of a block name: what stands between | ` and ` |.
std::set<std::string> DefectsIn(absl::string_view block) {
  std::set<std::string> names;
  for (const absl::string_view line : absl::StrSplit(block, '\n')) {
    const std::vector<absl::string_view> parts = absl::StrSplit(line, '`');
    if (parts.size() == 3 && parts[0] == "| ") names.insert(std::string(parts[1]));
  }
  return names;
}

// Where in a text the block stands, without the lines around it.
struct Place {
  size_t begin;
  size_t end;
};

absl::StatusOr<Place> PlaceIn(absl::string_view text) {
  const size_t begin = text.find(kBegin);
  const size_t end = text.find(kEnd);
  if (begin != text.npos && end != text.npos && begin < end)
    return Place{begin + kBegin.size(), end};
  return absl::NotFoundError(absl::StrCat("there is no line ", kBegin, "and after it ", kEnd));
}

}  // namespace

std::string CountText(const Spread& spread) { return SpreadText(spread, Count); }

std::string TimeText(const Spread& spread, uint64_t units_per_ms) {
  return SpreadText(spread, [=](uint64_t value) { return Time(value * 1'000 / units_per_ms); });
}

std::string TableInWords(const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> cells = {{"DEFECT", "STRATEGY", "REACHED", "TRIGGERED",
                                                  "DETECTED", "RUNS [95%]", "VIRTUAL [95%]",
                                                  "CORE [95%]", "ANY LAW: RUNS", "CORE"}};
  for (const Row& row : rows) {
    if (row.measured == 0) {
      cells.push_back({row.defect->name, row.strategy, "not measured"});
      continue;
    }
    cells.push_back({row.defect->name, row.strategy, StepText(row.reached), StepText(row.triggered),
                     Detected(row), CountText(row.runs), TimeText(row.virtual_ms, 1),
                     TimeText(row.core_us, 1'000), CountText(row.any_runs),
                     TimeText(row.any_core_us, 1'000)});
  }
  Align(cells);
  std::string text;
  for (const auto& row : cells) absl::StrAppend(&text, absl::StrJoin(row, "  "), "\n");
  return text;
}

std::string TableInJson(const std::vector<Row>& rows) {
  std::vector<std::string> values;
  for (const Row& row : rows) values.push_back(RowInJson(row));
  return JsonList(values) + "\n";
}

std::string BlockOf(const std::vector<Row>& rows) {
  std::string block =
      "\n| Defect | Strategy | Reached | Triggered | Detected | Runs until detected | Virtual time "
      "until then | Runs until any law broke |\n|---|---|---|---|---|---|---|---|\n";
  for (const Row& row : rows) {
    if (row.measured > 0) block += BlockRow(row);
  }
  return block + "\n";
}

absl::StatusOr<std::string> WithBlock(const std::string& text, const std::string& block) {
  const absl::StatusOr<Place> place = PlaceIn(text);
  if (!place.ok()) return place.status();
  return absl::StrCat(text.substr(0, place->begin), block, text.substr(place->end));
}

absl::Status CheckBlock(const std::string& text, const std::vector<PlantedDefect>& defects) {
  const absl::StatusOr<Place> place = PlaceIn(text);
  if (!place.ok()) return place.status();
  const std::set<std::string> shown =
      DefectsIn(absl::string_view(text).substr(place->begin, place->end - place->begin));
  std::set<std::string> planted;
  for (const PlantedDefect& defect : defects) planted.insert(defect.name);
  std::vector<std::string> wrong;
  for (const std::string& name : planted) {
    if (!shown.contains(name)) wrong.push_back(name + " is not shown");
  }
  for (const std::string& name : shown) {
    if (!planted.contains(name)) wrong.push_back(name + " is shown and is no more");
  }
  if (wrong.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrJoin(wrong, ", "));
}

}  // namespace confab::tools
