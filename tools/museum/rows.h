// The museum's rows: what all seeds of one strategy say of one defect.
//
//   const Wanted wanted{defects, {"plain", "novelty"}, /*seeds=*/30, ...};
//   const std::vector<Row> rows = RowsOf(wanted, measurements);
//   rows[0].runs.median;                       // runs until the law named broke
//   for (const Task& task : Missing(wanted, measurements)) Measure(task);
//
// Invariants: rows come by defect, then by strategy as wanted. A measurement counts if it is of the
// patch and what the strategy draws as they are now, and had the budget wanted; what was found
// later than that budget counts as given up at it.

#ifndef CONFAB_TOOLS_MUSEUM_ROWS_H_
#define CONFAB_TOOLS_MUSEUM_ROWS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/museum/measurement.pb.h"
#include "tools/museum/patch.h"
#include "tools/museum/statistics.h"

namespace confab::tools {

struct Wanted {
  std::vector<PlantedDefect> defects;
  std::vector<std::string> strategies;
  uint64_t seeds = 30;
  std::map<std::string, std::string> drawn;  // by strategy: FingerprintOf
  std::optional<uint64_t> runs_max;          // none: BudgetOf the strategy
};

// So many runs are tried: few by the baseline, which need only be beaten, and as many as a minute
// has by those that must find everything.
uint64_t BudgetOf(const Wanted& wanted, const std::string& strategy);

// Hunts that are still to be made by one program.
struct Task {
  std::string defect;
  std::string strategy;
  uint64_t budget = 0;
  std::string drawn;
  std::vector<uint64_t> seeds;
};

struct Row {
  const PlantedDefect* defect = nullptr;
  std::string strategy;
  uint64_t budget = 0;
  size_t measured = 0;  // seeds; the figures below are void if there are none
  Spread reached, triggered;
  Spread runs, virtual_ms, core_us;              // until the law named broke
  Spread any_runs, any_virtual_ms, any_core_us;  // until any law broke
  uint64_t slowest_us = 0;                       // core time of the slowest seed that detected
  size_t deaths = 0;
};

std::vector<Row> RowsOf(const Wanted& wanted, const std::vector<Measurement>& measurements);
std::vector<Task> Missing(const Wanted& wanted, const std::vector<Measurement>& measurements);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_ROWS_H_
