#include "tools/museum/rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace confab::tools {
namespace {

constexpr uint64_t kBaselineRuns = 1'000;
constexpr uint64_t kRuns = 20'000;

using Key = std::tuple<std::string, std::string>;  // defect, strategy
using BySeed = std::map<uint64_t, const Measurement*>;

// Given up for want of time or because the server died is final; for want of runs only if there
// were enough of them.
bool HadBudget(const Measurement& it, uint64_t budget) {
  return it.has_detected() || it.stopped() != "runs" || it.budget() >= budget;
}

std::string DrawnBy(const Wanted& wanted, const std::string& strategy) {
  const auto drawn = wanted.drawn.find(strategy);
  return drawn == wanted.drawn.end() ? "" : drawn->second;
}

std::map<Key, BySeed> Usable(const Wanted& wanted, const std::vector<Measurement>& measurements) {
  std::map<std::string, std::string> patches;
  for (const PlantedDefect& defect : wanted.defects) patches[defect.name] = defect.fingerprint;
  std::map<Key, BySeed> usable;
  for (const Measurement& it : measurements) {
    const auto patch = patches.find(it.defect());
    if (patch == patches.end() || patch->second != it.patch()) continue;
    if (it.drawn() != DrawnBy(wanted, it.strategy())) continue;
    if (it.seed() < 1 || it.seed() > wanted.seeds) continue;
    if (!HadBudget(it, BudgetOf(wanted, it.strategy()))) continue;
    usable[{it.defect(), it.strategy()}][it.seed()] = &it;
  }
  return usable;
}

Figure RunFigure(uint64_t run, const Measurement& it, uint64_t budget) {
  const uint64_t tried = std::min(it.runs(), budget);
  if (run == 0 || run > tried) return {tried, true};
  return {run, false};
}

// A figure of a find that may be missing: then what was spent in vain.
Figure FoundFigure(bool found, uint64_t value, uint64_t spent) {
  return found ? Figure{value, false} : Figure{spent, true};
}

// The samples of one row, by what they measure.
class Samples {
 public:
  explicit Samples(uint64_t budget) : budget_(budget) {}

  void Add(const Measurement& it) {
    const bool named = it.has_detected() && it.detected().run() <= budget_;
    const bool any = it.has_any() && it.any().run() <= budget_;
    reached_.push_back(RunFigure(it.reached(), it, budget_));
    triggered_.push_back(RunFigure(it.triggered(), it, budget_));
    runs_.push_back(RunFigure(it.detected().run(), it, budget_));
    virtual_.push_back(FoundFigure(named, it.detected().virtual_ms(), it.virtual_ms()));
    core_.push_back(FoundFigure(named, it.detected().core_us(), it.core_us()));
    any_runs_.push_back(RunFigure(it.any().run(), it, budget_));
    any_virtual_.push_back(FoundFigure(any, it.any().virtual_ms(), it.virtual_ms()));
    any_core_.push_back(FoundFigure(any, it.any().core_us(), it.all_core_us()));
    if (named) slowest_us_ = std::max<uint64_t>(slowest_us_, it.detected().core_us());
    if (it.has_any() && it.any().law() == "death") ++deaths_;
  }

  void Fill(Row& row) const {
    row.measured = runs_.size();
    row.slowest_us = slowest_us_;
    row.deaths = deaths_;
    if (runs_.empty()) return;
    row.reached = SpreadOf(reached_);
    row.triggered = SpreadOf(triggered_);
    row.runs = SpreadOf(runs_);
    row.virtual_ms = SpreadOf(virtual_);
    row.core_us = SpreadOf(core_);
    row.any_runs = SpreadOf(any_runs_);
    row.any_virtual_ms = SpreadOf(any_virtual_);
    row.any_core_us = SpreadOf(any_core_);
  }

 private:
  uint64_t budget_;
  uint64_t slowest_us_ = 0;
  size_t deaths_ = 0;
  std::vector<Figure> reached_, triggered_, runs_, virtual_, core_;
  std::vector<Figure> any_runs_, any_virtual_, any_core_;
};

}  // namespace

uint64_t BudgetOf(const Wanted& wanted, const std::string& strategy) {
  if (wanted.runs_max) return *wanted.runs_max;
  return strategy == "swarm" || strategy == "novelty" ? kRuns : kBaselineRuns;
}

std::vector<Row> RowsOf(const Wanted& wanted, const std::vector<Measurement>& measurements) {
  const std::map<Key, BySeed> usable = Usable(wanted, measurements);
  std::vector<Row> rows;
  for (const PlantedDefect& defect : wanted.defects) {
    for (const std::string& strategy : wanted.strategies) {
      Row row;
      row.defect = &defect;
      row.strategy = strategy;
      row.budget = BudgetOf(wanted, strategy);
      Samples samples(row.budget);
      const auto known = usable.find({defect.name, strategy});
      if (known != usable.end()) {
        for (const auto& [seed, measurement] : known->second) samples.Add(*measurement);
      }
      samples.Fill(row);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<Task> Missing(const Wanted& wanted, const std::vector<Measurement>& measurements) {
  const std::map<Key, BySeed> usable = Usable(wanted, measurements);
  std::vector<Task> tasks;
  for (const std::string& strategy : wanted.strategies) {
    for (const PlantedDefect& defect : wanted.defects) {
      Task task{defect.name, strategy, BudgetOf(wanted, strategy), DrawnBy(wanted, strategy), {}};
      const auto known = usable.find({defect.name, strategy});
      for (uint64_t seed = 1; seed <= wanted.seeds; ++seed) {
        if (known == usable.end() || !known->second.contains(seed)) task.seeds.push_back(seed);
      }
      if (!task.seeds.empty()) tasks.push_back(std::move(task));
    }
  }
  return tasks;
}

}  // namespace confab::tools
