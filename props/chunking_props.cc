// The network may cut the stream anywhere.
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/holds.h"

namespace confab::props {
namespace {

TEST(Chunking, AnyCutOfHostileBytesGivesTheSameTranscript) {
  EXPECT_TRUE(Hold({"any-cut-same-transcript"}, Profile::kHostile, /*runs=*/400));
}

TEST(Chunking, AnyCutOfALogOnGivesTheSameTranscript) {
  EXPECT_TRUE(Hold({"any-cut-same-transcript"}, Profile::kAuth, /*runs=*/400));
}

TEST(Chunking, AnyCutOfTalkGivesTheSameTranscript) {
  EXPECT_TRUE(Hold({"any-cut-same-transcript"}, Profile::kChat, /*runs=*/400));
}

}  // namespace
}  // namespace confab::props
