#include "sim/simulation.h"

#include "sim/engine.h"

namespace confab::sim {

Simulation::Simulation(const Script& script, Subject& subject)
    : engine_(std::make_unique<Engine>(script, subject)) {}

Simulation::~Simulation() = default;

void Simulation::Watch(Observer* observer) { engine_->Watch(observer); }

RunSummary Simulation::Run(const RunOptions& options) { return engine_->Run(options); }

}  // namespace confab::sim
