// Who is told what, how often, and in which form.
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Delivery, TalkReachesWhomTheReferenceSays) {
  EXPECT_TRUE(Hold({"lockstep", "wire-form", "departures-told-once", "counters-are-recounts"},
                   Profile::kChat, /*runs=*/400));
}

TEST(Delivery, HostileBytesHurtNobodyElse) {
  EXPECT_TRUE(Hold({"lockstep", "wire-form", "send-queue-bounded", "nothing-ends-silently"},
                   Profile::kHostile, /*runs=*/400));
}

}  // namespace
}  // namespace confab::props
