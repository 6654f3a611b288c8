// A run of a scenario given as text against the fake server, with everything that came out of it.
//
//   const Rehearsal run("client { id: 1 } limits { end_ns: 10 }");
//   EXPECT_EQ(run.server.Count("open"), 0);
//
// Invariants: for tests only; a scenario that does not compile fails the test that runs it.

#ifndef CONFAB_SIM_REHEARSAL_H_
#define CONFAB_SIM_REHEARSAL_H_

#include <string>

#include "sim/fake_subject.h"
#include "sim/simulation.h"
#include "sim/trace.h"
#include "sim/transcript.h"

namespace confab::sim {

struct Rehearsal {
  explicit Rehearsal(const std::string& text, RunOptions options = {});

  FakeSubject server;
  Trace trace{1};  // a checkpoint after each step
  Transcript transcript;
  RunSummary summary;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_REHEARSAL_H_
