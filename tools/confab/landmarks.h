// Instants of a scenario that have a meaning, to tell other instants by.
//
//   Landmarks landmarks(scenario);
//   landmarks.Near(59'999'999'999);   // "1 ns before the registration deadline of client 1"
//
// Invariants: only what is at most a nanosecond away is near; deadlines are those of the settings,
// counted from what a client did, as clauses#1.8 and clauses#1.9 have it.

#ifndef CONFAB_TOOLS_CONFAB_LANDMARKS_H_
#define CONFAB_TOOLS_CONFAB_LANDMARKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario.pb.h"

namespace confab::tools {

class Landmarks {
 public:
  // Without what `thing` ("action 2", "fault 1") does itself.
  Landmarks(const sim::Scenario& scenario, const std::string& thing);

  // Empty if nothing is near.
  std::string Near(int64_t nanos) const;

 private:
  struct Mark {
    int64_t at_ns;
    std::string name;
  };
  void AddDeadlines(const sim::Scenario& scenario, const sim::Action& action);
  void Add(int64_t at_ns, const std::string& name);

  std::vector<Mark> marks_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_LANDMARKS_H_
