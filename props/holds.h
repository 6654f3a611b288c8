// A property as a test: RapidCheck draws scenarios of a profile, and the laws hold in all of them.
//
//   TEST(Liveness, SilenceIsFoundToTheNanosecond) {
//     EXPECT_TRUE(Hold({"keepalive", "progress-after-heal"}, Profile::kKeepalive, /*runs=*/300));
//   }
//
// Invariants: the seed comes from the test's name, so that the same runs are made every time; with
// Bazel's --runs_per_test its TEST_RANDOM_SEED is mixed in, and each run of the test is another.
// A failure names the seed of its scenario and the command that replays it.

#ifndef CONFAB_PROPS_HOLDS_H_
#define CONFAB_PROPS_HOLDS_H_

#include <initializer_list>
#include <string_view>

#include "gtest/gtest.h"
#include "props/gen/profile.h"

namespace confab::props {

// The laws named; none: all of them.
testing::AssertionResult Hold(std::initializer_list<std::string_view> laws, Profile profile,
                              int runs);

}  // namespace confab::props

#endif  // CONFAB_PROPS_HOLDS_H_
