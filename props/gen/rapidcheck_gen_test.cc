#include "props/gen/rapidcheck_gen.h"

#include <gtest/gtest.h>

namespace confab::props {
namespace {

TEST(RapidcheckGenTest, ADrawnScenarioIsThatOfItsSeed) {
  const bool same = rc::check([] {
    const sim::Scenario drawn = *Scenarios(Profile::kMixed);
    const sim::Scenario made = GenerateScenario(drawn.from().seed(), Profile::kMixed);
    RC_ASSERT(drawn.SerializeAsString() == made.SerializeAsString());
  });
  EXPECT_TRUE(same);
}

}  // namespace
}  // namespace confab::props
