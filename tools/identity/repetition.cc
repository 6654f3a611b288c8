#include "tools/identity/repetition.h"

#include <memory>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "sim/simulation.h"

namespace confab::tools {
namespace {

constexpr int kShuffles = 3;

using Table = absl::flat_hash_map<std::string, int>;

// Tables of several sizes, so that the heap behind them lies elsewhere as well.
std::vector<Table> DummyTables(int count) {
  std::vector<Table> tables(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const int entries = 1 << (i % 8);
    for (int k = 0; k < entries; ++k) tables[static_cast<size_t>(i)][absl::StrCat(k, "-", i)] = k;
  }
  return tables;
}

// The n-th fixed order of `count` things: Fisher and Yates with a hashed choice.
std::vector<size_t> Shuffled(size_t count, int n) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  for (size_t left = count; left > 1; --left) {
    sim::Hasher128 hasher;
    hasher.Number(static_cast<uint64_t>(n));
    hasher.Number(left);
    std::swap(order[left - 1], order[hasher.Finish().low % left]);
  }
  return order;
}

}  // namespace

absl::StatusOr<Trail> TrailOf(CreateSubject create, const sim::Scenario& scenario,
                              size_t text_bytes_max) {
  absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  if (!script.ok()) return script.status();
  const absl::StatusOr<std::unique_ptr<Subject>> subject = create(*script);
  if (!subject.ok()) return subject.status();
  TrailRecorder recorder(*script, **subject, text_bytes_max);
  sim::Simulation simulation(*script, **subject);
  simulation.Watch(&recorder);
  simulation.Run({});
  return recorder.Take();
}

Repetition::Repetition(CreateSubject create, std::vector<IdentityCase> cases, std::string process,
                       Report report)
    : create_(create),
      cases_(std::move(cases)),
      process_(std::move(process)),
      report_(std::move(report)) {}

absl::StatusOr<Trail> Repetition::Run(const IdentityCase& one, const std::string& way) const {
  absl::StatusOr<Trail> trail = TrailOf(create_, one.scenario, kTrailTextBytesMax / cases_.size());
  if (!trail.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(one.name, ": ", trail.status().message()));
  }
  trail->set_scenario(one.name);
  trail->set_way(absl::StrCat(process_, ", ", way));
  return trail;
}

absl::Status Repetition::RunFirst() {
  for (IdentityCase& one : cases_) {
    absl::StatusOr<Trail> trail = Run(one, "first run");
    if (!trail.ok()) return trail.status();
    one.first = *std::move(trail);
    one.runs = 1;
  }
  return absl::OkStatus();
}

absl::Status Repetition::RunInOrder(const std::vector<size_t>& order, const std::string& way,
                                    int tables) {
  for (const size_t index : order) {
    if (cases_[index].diverged) continue;
    const std::vector<Table> dummies = DummyTables(tables);
    absl::StatusOr<Trail> trail = Run(cases_[index], way);
    if (!trail.ok()) return trail.status();
    Compare(index, *trail);
  }
  return absl::OkStatus();
}

absl::Status Repetition::RunAgain() {
  absl::Status status = RunInOrder(Shuffled(cases_.size(), 0), "second run, shuffled", 0);
  for (int n = 1; n < kShuffles && status.ok(); ++n) {
    status = RunInOrder(Shuffled(cases_.size(), n), absl::StrCat("shuffled again (", n, ")"), 0);
  }
  std::vector<size_t> in_order(cases_.size());
  std::iota(in_order.begin(), in_order.end(), size_t{0});
  for (int tables = 0; tables <= kTablesMax && status.ok(); ++tables) {
    status = RunInOrder(in_order, absl::StrCat("after ", tables, " hash tables"), tables);
  }
  return status;
}

void Repetition::Compare(size_t index, const Trail& other) {
  IdentityCase& one = cases_[index];
  ++one.runs;
  const std::optional<int> step = FirstDivergence(one.first, other);
  if (!step) return;
  one.diverged = true;
  report_(one, other, *step);
}

}  // namespace confab::tools
