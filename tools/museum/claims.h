// What the explorer promises of itself, held against the museum's rows.
//
//   const Claims claims = Judge(rows);
//   Print(claims.text);
//   return claims.hold ? 0 : 1;
//
// Invariants: a claim is judged over all defects for which the strategies it is about were
// measured; without them it is not judged, and says so. Core times within a tenth of each other are
// a tie, counts of runs and virtual times are exact.

#ifndef CONFAB_TOOLS_MUSEUM_CLAIMS_H_
#define CONFAB_TOOLS_MUSEUM_CLAIMS_H_

#include <string>
#include <vector>

#include "tools/museum/rows.h"

namespace confab::tools {

struct Claims {
  bool hold = true;
  std::string text;
};

Claims Judge(const std::vector<Row>& rows);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_CLAIMS_H_
