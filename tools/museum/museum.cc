// What tools/dev museum asks around its hunts.
//   plan    what is still to be measured: a line each, "defect strategy budget drawn seeds"
//   report  the table and the claims; --laws FILE writes the block into it
//   check   whether the block in --laws FILE shows the defects that there are
// Flags: --patches DIR, --measurements FILE, --strategy S..., --defect NAME..., --seeds N, --runs N
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "props/laws/trial.h"
#include "tools/confab/files.h"
#include "tools/confab/flags.h"
#include "tools/museum/claims.h"
#include "tools/museum/measurement.h"
#include "tools/museum/patch.h"
#include "tools/museum/rows.h"
#include "tools/museum/source.h"
#include "tools/museum/table.h"

namespace confab::tools {
namespace {

struct Visit {
  std::string patches, measurements, laws, json;
  std::vector<std::string> strategies, defects;
  std::optional<uint64_t> seeds, runs;
};

absl::Status Parse(absl::Span<const std::string> words, Visit& visit) {
  Flags flags;
  flags.Text("patches", &visit.patches);
  flags.Text("measurements", &visit.measurements);
  flags.Text("laws", &visit.laws);
  flags.Text("json", &visit.json);
  flags.Repeated("strategy", &visit.strategies);
  flags.Repeated("defect", &visit.defects);
  flags.Number("seeds", &visit.seeds);
  flags.Number("runs", &visit.runs);
  std::vector<std::string> rest;
  if (absl::Status status = flags.Parse(words, &rest); !status.ok()) return status;
  if (rest.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("'", rest.front(), "' is no flag"));
}

std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".patch") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<std::vector<PlantedDefect>> DefectsOf(const Visit& visit) {
  std::vector<PlantedDefect> defects;
  for (const std::string& name : visit.defects.empty() ? NamesIn(visit.patches) : visit.defects) {
    const auto text = ReadFile(absl::StrCat(visit.patches, "/", name, ".patch"));
    if (!text.ok()) return text.status();
    absl::StatusOr<PlantedDefect> defect = ReadPatch(name, *text);
    if (!defect.ok()) return defect.status();
    defects.push_back(*std::move(defect));
  }
  if (!defects.empty()) return defects;
  return absl::NotFoundError(absl::StrCat("no patches in '", visit.patches, "'"));
}

absl::Status CheckStrategies(const std::vector<std::string>& strategies) {
  const std::vector<std::string> known = StrategyNames();
  for (const std::string& strategy : strategies) {
    if (std::find(known.begin(), known.end(), strategy) != known.end()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("no strategy '", strategy, "'; there is: ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

absl::StatusOr<Wanted> WantedOf(const Visit& visit) {
  Wanted wanted;
  absl::StatusOr<std::vector<PlantedDefect>> defects = DefectsOf(visit);
  if (!defects.ok()) return defects.status();
  wanted.defects = *std::move(defects);
  wanted.strategies = visit.strategies.empty() ? StrategyNames() : visit.strategies;
  if (absl::Status status = CheckStrategies(wanted.strategies); !status.ok()) return status;
  for (const std::string& strategy : wanted.strategies) {
    const auto drawn = FingerprintOf(strategy, props::ChatTrial());
    if (!drawn.ok()) return drawn.status();
    wanted.drawn[strategy] = *drawn;
  }
  wanted.runs_max = visit.runs;
  wanted.seeds = visit.seeds.value_or(wanted.seeds);
  if (wanted.seeds >= 1 && wanted.seeds <= kSamplesMax) return wanted;
  return absl::InvalidArgumentError(absl::StrCat("--seeds must be from 1 to ", kSamplesMax));
}

// No file: nothing was measured yet.
Measurements MeasurementsOf(const Visit& visit) {
  const absl::StatusOr<std::string> text = ReadFile(visit.measurements);
  Measurements measurements = ReadMeasurements(text.ok() ? *text : "");
  if (measurements.bad_lines > 0) {
    std::cerr << "museum: " << visit.measurements << ": passed over " << measurements.bad_lines
              << " lines that are no measurements\n";
  }
  return measurements;
}

void Plan(const Wanted& wanted, const Measurements& measurements) {
  for (const Task& task : Missing(wanted, measurements.all)) {
    std::cout << absl::StrCat(task.defect, " ", task.strategy, " ", task.budget, " ", task.drawn,
                              " ", absl::StrJoin(task.seeds, ","), "\n");
  }
}

absl::Status WriteBlock(const std::string& path, const std::vector<Row>& rows) {
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  const absl::StatusOr<std::string> with = WithBlock(*text, BlockOf(rows));
  if (!with.ok()) return with.status();
  return *with == *text ? absl::OkStatus() : WriteFileAtomically(path, *with);
}

absl::StatusOr<bool> Report(const Visit& visit, const Wanted& wanted,
                            const Measurements& measurements) {
  const std::vector<Row> rows = RowsOf(wanted, measurements.all);
  std::cout << TableInWords(rows) << "\n";
  const Claims claims = Judge(rows);
  std::cout << claims.text;
  if (!visit.json.empty()) {
    if (auto status = WriteFileAtomically(visit.json, TableInJson(rows)); !status.ok()) {
      return status;
    }
  }
  if (visit.laws.empty()) return claims.hold;
  if (absl::Status status = WriteBlock(visit.laws, rows); !status.ok()) return status;
  return claims.hold;
}

absl::StatusOr<bool> Check(const Visit& visit) {
  const absl::StatusOr<std::string> text = ReadFile(visit.laws);
  if (!text.ok()) return text.status();
  const absl::StatusOr<std::vector<PlantedDefect>> defects = DefectsOf(visit);
  if (!defects.ok()) return defects.status();
  const absl::Status status = CheckBlock(*text, *defects);
  if (status.ok()) return true;
  std::cout << visit.laws << ":1: museum: " << status.message() << ": run tools/dev museum\n";
  return false;
}

absl::StatusOr<bool> Do(const std::string& verb, absl::Span<const std::string> words) {
  Visit visit;
  if (absl::Status status = Parse(words, visit); !status.ok()) return status;
  if (verb == "check") return Check(visit);
  const absl::StatusOr<Wanted> wanted = WantedOf(visit);
  if (!wanted.ok()) return wanted.status();
  const Measurements measurements = MeasurementsOf(visit);
  if (verb == "report") return Report(visit, *wanted, measurements);
  if (verb != "plan") return absl::InvalidArgumentError("say plan, report or check");
  Plan(*wanted, measurements);
  return true;
}

int Run(const std::vector<std::string>& words) {
  const std::string verb = words.empty() ? "" : words.front();
  const auto rest = absl::Span<const std::string>(words).subspan(words.empty() ? 0 : 1);
  const absl::StatusOr<bool> held = Do(verb, rest);
  if (held.ok()) return *held ? 0 : 1;
  std::cerr << "museum: " << held.status().message() << "\n";
  return 2;
}

}  // namespace
}  // namespace confab::tools

int main(int argc, char** argv) {
  return confab::tools::Run(std::vector<std::string>(argv + 1, argv + argc));
}
