// Tells in which run some code of this program was executed first, at no cost before or after.
//
//   std::atomic<uint64_t> run, reached;               // shared with whoever wants to know
//   Tripwires::Set(places, run, reached);             // a breakpoint at each
//   run = 1; ...; run = 2; ...                        // reached stays 0 until one is met
//
// Invariants: the program is compiled as it ships, not for being watched; the first breakpoint met
// takes all of them away, so `reached` is written once. For this process and one set of places.

#ifndef CONFAB_TOOLS_MUSEUM_TRIPWIRES_H_
#define CONFAB_TOOLS_MUSEUM_TRIPWIRES_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"

namespace confab::tools {

class Tripwires {
 public:
  // `places` are addresses as in the program's file. The counters must outlive the process's work.
  static absl::Status Set(const std::vector<uint64_t>& places, const std::atomic<uint64_t>& run,
                          std::atomic<uint64_t>& reached);
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_MUSEUM_TRIPWIRES_H_
