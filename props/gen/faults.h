// What goes wrong, one fault at a time: its kind and how bad it is.
//
//   sim::Fault fault;
//   DrawFault(random, FaultKind::kLag, config, fault);     // when and to whom is the caller's
//   fault.lag().extra_ns();
//
// Invariants: amounts are of the scale of the settings' deadlines; every filled fault compiles.

#ifndef CONFAB_PROPS_GEN_FAULTS_H_
#define CONFAB_PROPS_GEN_FAULTS_H_

#include <array>
#include <cstddef>

#include "server_core/api/random.h"
#include "sim/scenario.pb.h"

namespace confab::props {

// Those of sim::Fault, in the order of their field numbers.
inline constexpr std::array<sim::Fault::KindCase, 12> kFaultKinds = {
    sim::Fault::kStall,       sim::Fault::kLag,         sim::Fault::kCut,
    sim::Fault::kReset,       sim::Fault::kSilentDeath, sim::Fault::kRefuseConnect,
    sim::Fault::kClockStep,   sim::Fault::kAnswerLate,  sim::Fault::kAnswerError,
    sim::Fault::kAnswerNever, sim::Fault::kSlowReading, sim::Fault::kReconfigure};

// In kFaultKinds.
size_t PlaceOf(sim::Fault::KindCase kind);

// "stall", "answer_late", ... as in scenario.proto.
const char* FaultKindName(sim::Fault::KindCase kind);

// Fills in the kind, against a server with these settings.
void DrawFault(Random& random, sim::Fault::KindCase kind, const sim::ServerConfig& config,
               sim::Fault& fault);

}  // namespace confab::props

#endif  // CONFAB_PROPS_GEN_FAULTS_H_
