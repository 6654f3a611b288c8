// A scenario and its verdict as a GoogleTest body, to be pasted beside the code.
//
//   Print(AsTest(scenario, {"keepalive"}, outcome.fingerprint()));
//   // TEST(ReproducerTest, KeepaliveP3) { ... EXPECT_EQ(violation.rule, "p3"); }
//
// Invariants: what is printed compiles with //props/laws:check and //sim:scenario_file, and passes
// in the build that printed it; a crash of the subject has no such test, and gives nothing.

#ifndef CONFAB_TOOLS_CONFAB_AS_TEST_H_
#define CONFAB_TOOLS_CONFAB_AS_TEST_H_

#include <optional>
#include <string>
#include <vector>

#include "props/laws/law.h"
#include "sim/scenario.pb.h"
#include "tools/confab/reduction.h"

namespace confab::tools {

std::optional<std::string> AsTest(const sim::Scenario& scenario,
                                  const std::vector<const props::Law*>& laws,
                                  const std::optional<Fingerprint>& seen);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_AS_TEST_H_
