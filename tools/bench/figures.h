// The figures that this project promises, each measured anew by calling its function.
//
//   for (const Figure& figure : AllFigures()) {
//     Print(figure.key, figure.measure(), figure.unit, figure.promise);
//   }
//
// Invariants: times are those of the processor, of one core, so that other work on the machine
// counts for little; what is prepared before is not measured; keys are stable.

#ifndef CONFAB_TOOLS_BENCH_FIGURES_H_
#define CONFAB_TOOLS_BENCH_FIGURES_H_

#include <string_view>

#include "absl/types/span.h"

namespace confab::tools {

struct Figure {
  std::string_view key;
  std::string_view unit;
  std::string_view meaning;
  double promise;
  bool more_is_better;
  double (*measure)();
};

absl::Span<const Figure> AllFigures();

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_BENCH_FIGURES_H_
