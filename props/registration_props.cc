// Logging on, in storms, in collision and around AUTH (Q178627, Q218955).
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Registration, AStormLeavesOneOwnerPerNickAndOneWelcomeEach) {
  EXPECT_TRUE(Hold({"one-owner-per-nick", "welcome-once", "logon-always-ends"}, Profile::kStorm,
                   /*runs=*/400));
}

TEST(Registration, CollidingNicksAreRefusedToAllButOne) {
  EXPECT_TRUE(Hold({"one-owner-per-nick", "nothing-ends-silently", "lockstep"}, Profile::kCollide,
                   /*runs=*/400));
}

TEST(Registration, AuthMeansTheSameAroundARefusal) {
  EXPECT_TRUE(Hold({"auth-around-433", "auth-escape", "welcome-once", "lockstep"}, Profile::kAuth,
                   /*runs=*/400));
}

}  // namespace
}  // namespace confab::props
