// Time: deadlines, silence, and the way back to quiet (Q233512).
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Liveness, SilenceIsFoundToTheNanosecond) {
  EXPECT_TRUE(Hold({"keepalive", "logon-always-ends", "lockstep"}, Profile::kKeepalive,
                   /*runs=*/400));
}

TEST(Liveness, EveryReachableClientIsAnsweredAfterHealing) {
  EXPECT_TRUE(Hold({"progress-after-heal"}, Profile::kMixed, /*runs=*/400));
}

}  // namespace
}  // namespace confab::props
