// What a law is: a promise about every run, with the way to watch for its breach.
//
//   const Law* law = FindLaw("keepalive");
//   std::unique_ptr<Observer> watch = law->watch({config, scenario, server, wire});
//   simulation.Watch(&wire);
//   simulation.Watch(watch.get());
//
// Invariants: names, and the rules in violations, are stable ids: scenario files and the shrinker
// hold on to them. A law sees the facade alone (inputs, steps, census, audit, accounts), never the
// core's inside, and trusts what it read off the wire over what the core says of itself. At least
// one of `watch` and `judge` is set.

#ifndef CONFAB_PROPS_LAWS_LAW_H_
#define CONFAB_PROPS_LAWS_LAW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "props/laws/tape.h"
#include "props/laws/wire_view.h"
#include "server_core/api/config.h"
#include "server_core/api/observer.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"
#include "sim/scenario.pb.h"
#include "sim/simulation.h"

namespace confab::props {

// What a breach means to whoever runs the laws; tools give each its own exit code.
enum class LawKind : uint8_t { kSafety, kLiveness, kDeterminism, kLedger };
std::string_view LawKindName(LawKind kind);  // "safety", ...

// What a law may look at while a run goes on. All of it outlives the law's observer.
struct LawSetting {
  const Config& config;  // as at the start; wire.config() follows Reconfigured
  const sim::Scenario& scenario;
  const Subject& subject;
  const WireView& wire;                // already told of the step when the law is
  const Observer* lockstep = nullptr;  // the reference's, likewise; only for laws that need it
};

// What a law may look at when a run has ended without a breach.
struct WholeRun {
  const sim::RunSummary& summary;
  sim::Hash128 trace_hash;
  const Tape& tape;                                              // the run as the core saw it
  absl::FunctionRef<sim::Hash128()> run_again;                   // the whole simulation, afresh
  absl::FunctionRef<std::unique_ptr<Subject>()> create_subject;  // as at the start of the run
};

struct Law {
  std::string_view name;
  LawKind kind;
  std::string_view promise;  // one sentence
  std::string_view clause;   // where it is asked for
  bool needs_lockstep = false;
  std::unique_ptr<Observer> (*watch)(const LawSetting& setting) = nullptr;
  std::optional<Violation> (*judge)(const WholeRun& run) = nullptr;
};

// The laws of the product, the ones that say most about a breach first.
absl::Span<const Law> AllLaws();

// One of AllLaws(), or the "canary", which never holds and so proves that breaches are seen.
// Null if there is none of that name.
const Law* FindLaw(std::string_view name);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_LAW_H_
