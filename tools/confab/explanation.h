// What matters in a failing scenario, for people and for programs.
//
//   const props::Explanation explanation = reduction.Explain(minimal, budget, interrupts);
//   Print(ExplanationInWords(minimal, nullptr, explanation));
//   //   action 4  client 2 says "NICK a"
//   //             time 118 ms .. 201 ms; word 2: any, but the same as in action 2
//
// Invariants: at most a screen; every number is one that was run; nothing is rounded.

#ifndef CONFAB_TOOLS_CONFAB_EXPLANATION_H_
#define CONFAB_TOOLS_CONFAB_EXPLANATION_H_

#include <cstdint>
#include <string>

#include "props/shrink/explain.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

// `drawn` is what the scenario was shrunk from; null if that is not known.
std::string ExplanationInWords(const sim::Scenario& scenario, const sim::Scenario* drawn,
                               const props::Explanation& explanation);

std::string ExplanationInJson(const props::Explanation& explanation);

// 118'000'000 -> "118 ms"; 1 -> "1 ns"; 59'999'999'999 -> "59.999999999 s"
std::string SpanInWords(int64_t nanos);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_EXPLANATION_H_
