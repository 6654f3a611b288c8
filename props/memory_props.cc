// Every byte has an owner, and goes when its owner goes.
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Memory, AStormLeavesTheLedgerAtItsBaseline) {
  EXPECT_TRUE(Hold({"ledger-baseline", "ledger-predicted", "audit"}, Profile::kStorm,
                   /*runs=*/400));
}

TEST(Memory, WhateverHappensTheLedgerIsAsForetold) {
  EXPECT_TRUE(Hold({"ledger-baseline", "ledger-predicted", "audit", "send-queue-bounded"},
                   Profile::kMixed, /*runs=*/400));
}

}  // namespace
}  // namespace confab::props
