// The same run twice. tools/dev identity compares processes and compilers.
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Determinism, TheSameRunHasTheSameHash) {
  EXPECT_TRUE(Hold({"same-run-same-hash"}, Profile::kMixed, /*runs=*/600));
}

TEST(Determinism, AllLawsHoldTogether) { EXPECT_TRUE(Hold({}, Profile::kMixed, /*runs=*/300)); }

}  // namespace
}  // namespace confab::props
