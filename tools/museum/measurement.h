// Measurements as lines of JSON, which merge by concatenation.
//
//   out << LineOf(measurement);                       // {"defect": "Q233512", ...}\n
//   const Measurements all = ReadMeasurements(text);
//   all.bad_lines;                                    // torn by a crash, say
//
// Invariants: a line is one write, so that writers may share a file; of two measurements of the
// same hunt (defect, patch, strategy, what it draws, seed) the one with more budget counts, else
// the later.

#ifndef CONFAB_TOOLS_MUSEUM_MEASUREMENT_H_
#define CONFAB_TOOLS_MUSEUM_MEASUREMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/museum/measurement.pb.h"

namespace confab::tools {

std::string LineOf(const Measurement& measurement);

struct Measurements {
  std::vector<Measurement> all;  // one per hunt, ordered by what names it
  size_t bad_lines = 0;
};

Measurements ReadMeasurements(std::string_view text);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_MEASUREMENT_H_
