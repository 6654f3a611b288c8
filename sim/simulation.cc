#include "sim/simulation.h"

#include <utility>

#include "server_core/api/check.h"
#include "sim/engine.h"

namespace confab::sim {

Simulation::Simulation(const Script& script, Subject& subject)
    : engine_(std::make_unique<Engine>(script, subject)) {}

Simulation::Simulation(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

Simulation::~Simulation() = default;

void Simulation::Watch(Observer* observer) { engine_->Watch(observer); }

RunSummary Simulation::Run(const RunOptions& options) {
  Begin(options);
  while (RunNext()) {
  }
  return Finish();
}

void Simulation::Begin(const RunOptions& options) { engine_->Begin(options); }

bool Simulation::RunNext() { return engine_->RunNext(); }

bool Simulation::RunUntil(Instant last) {
  while (NextAt() <= last && RunNext()) {
  }
  return NextAt() != Instant::Never();
}

RunSummary Simulation::Finish() { return engine_->Finish(); }

Instant Simulation::now() const { return engine_->now(); }
Instant Simulation::NextAt() const { return engine_->NextAt(); }
const RunSummary& Simulation::so_far() const { return engine_->so_far(); }
std::vector<Pending> Simulation::PendingInOrder() const { return engine_->PendingInOrder(); }

std::unique_ptr<Simulation> Simulation::Clone(Subject& subject, Trace* trace,
                                              Transcript* transcript) const {
  auto clone = Branch(engine_->script(), subject, trace, transcript);
  CONFAB_CHECK(clone.ok());  // a script has its own past
  return *std::move(clone);
}

absl::StatusOr<std::unique_ptr<Simulation>> Simulation::Branch(const Script& script,
                                                               Subject& subject, Trace* trace,
                                                               Transcript* transcript) const {
  auto engine = engine_->CopyTo(script, subject, trace, transcript);
  if (!engine.ok()) return engine.status();
  return std::unique_ptr<Simulation>(new Simulation(*std::move(engine)));
}

}  // namespace confab::sim
