#include "tools/identity/trail.h"

#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "props/laws/trial.h"
#include "tools/identity/repetition.h"

namespace confab::tools {
namespace {

constexpr size_t kPlenty = size_t{1} << 24;

Trail TrailWithChains(const std::string& chains) {
  Trail trail;
  for (const char chain : chains) trail.add_step()->set_chain_low(static_cast<uint64_t>(chain));
  return trail;
}

Trail TrailOfSeed(uint64_t seed, size_t text_bytes_max) {
  return *TrailOf(props::ChatTrial().create, props::GenerateScenario(seed, props::Profile::kMixed),
                  text_bytes_max);
}

TEST(FirstDivergence, IsFoundWhereverItIs) {
  const std::string same(100, 'a');
  const Trail one = TrailWithChains(same);
  EXPECT_EQ(FirstDivergence(one, one), std::nullopt);
  for (int at = 0; at < 100; ++at) {
    std::string other = same;
    for (size_t i = static_cast<size_t>(at); i < other.size(); ++i) other[i] = 'b';
    EXPECT_EQ(FirstDivergence(one, TrailWithChains(other)), at);
  }
}

TEST(FirstDivergence, OfARunThatEndsEarlierIsItsEnd) {
  EXPECT_EQ(FirstDivergence(TrailWithChains("abc"), TrailWithChains("ab")), 2);
  EXPECT_EQ(FirstDivergence(TrailWithChains(""), TrailWithChains("a")), 0);
  EXPECT_EQ(FirstDivergence(Trail(), Trail()), std::nullopt);
  const std::string words = DivergenceInWords(TrailWithChains("abc"), TrailWithChains("ab"), 2);
  EXPECT_NE(words.find("one ends after 2 steps, the other after 3"), std::string::npos) << words;
}

TEST(Trail, OfTheSameScenarioIsTheSameAndOfAnotherIsNot) {
  const Trail one = TrailOfSeed(3, kPlenty);
  ASSERT_GT(one.step_size(), 0);
  EXPECT_EQ(FirstDivergence(one, TrailOfSeed(3, kPlenty)), std::nullopt);
  EXPECT_NE(FirstDivergence(one, TrailOfSeed(4, kPlenty)), std::nullopt);
}

TEST(Trail, WithoutRoomForTextHasTheSameChains) {
  const Trail bare = TrailOfSeed(3, 0);
  EXPECT_EQ(FirstDivergence(TrailOfSeed(3, kPlenty), bare), std::nullopt);
  for (const TrailStep& step : bare.step()) EXPECT_FALSE(step.has_detail());
}

TEST(Trail, KeepsTextUpToTheLastByteOfItsRoom) {
  const Trail whole = TrailOfSeed(3, kPlenty);
  size_t bytes = 0;
  for (const TrailStep& step : whole.step()) bytes += step.detail().ByteSizeLong();
  const int last = whole.step_size() - 1;
  EXPECT_TRUE(TrailOfSeed(3, bytes).step(last).has_detail());
  EXPECT_FALSE(TrailOfSeed(3, bytes - 1).step(last).has_detail());
}

TEST(DivergenceInWords, SaysTheSameOnceAndWhatDiffersTwice) {
  Trail one;
  one.set_way("gcc");
  one.add_step()->mutable_detail()->set_input("t=0 c1 > NAMES #a\n");
  Trail other = one;
  other.set_way("clang");
  one.mutable_step(0)->mutable_detail()->set_outputs("a b\n");
  other.mutable_step(0)->mutable_detail()->set_outputs("b a\n");
  EXPECT_EQ(DivergenceInWords(one, other, 0),
            "  first way:  gcc\n"
            "  second way: clang\n"
            "  first different step: 1 at t=0.000000000 s\n"
            "  input:\n    t=0 c1 > NAMES #a\n"
            "  outputs (first way, DIFFERS):\n    a b\n"
            "  outputs (second way, DIFFERS):\n    b a\n"
            "  wake_at: none\n  pending: none\n  ledger: none\n  census: none\n");
}

}  // namespace
}  // namespace confab::tools
