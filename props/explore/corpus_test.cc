#include "props/explore/corpus.h"

#include <gtest/gtest.h>

#include <set>

namespace confab::props {
namespace {

// Features in a row, a nanosecond apart.
Sight SightOf(const std::vector<uint32_t>& features) {
  Sight sight;
  for (const uint32_t number : features) {
    sight.features.push_back({number, static_cast<int64_t>(sight.features.size())});
  }
  return sight;
}

sim::Scenario Numbered(uint64_t number) {
  sim::Scenario scenario;
  scenario.set_salt(number);
  return scenario;
}

TEST(CorpusTest, OnlyWhatShowsSomethingNewIsKept) {
  Corpus corpus;
  EXPECT_TRUE(corpus.Learn(Numbered(1), SightOf({1, 2}), 0));
  EXPECT_FALSE(corpus.Learn(Numbered(2), SightOf({2, 1}), 0));
  EXPECT_TRUE(corpus.Learn(Numbered(3), SightOf({2, 3}), 0));
  EXPECT_EQ(corpus.size(), 2u);
  EXPECT_EQ(corpus.features(), 3u);
}

TEST(CorpusTest, TheMomentOfNewsIsThatOfTheLastNewFeature) {
  Corpus corpus;
  EXPECT_EQ(corpus.Learn(Numbered(1), SightOf({1, 2, 3}), 0), 2);
  EXPECT_EQ(corpus.Learn(Numbered(2), SightOf({1, 4, 2, 3}), 0), 1);
  EXPECT_EQ(corpus.Learn(Numbered(3), SightOf({4}), 0), std::nullopt);
}

TEST(CorpusTest, OfOneMoreThanTheMostTheWeakestMakesRoom) {
  Corpus corpus;
  uint32_t feature = 0;
  for (size_t i = 0; i < kCorpusEntriesMax; ++i) {
    const bool is_weakest = i == 5;
    std::vector<uint32_t> features = {feature++};
    if (!is_weakest) features.push_back(feature++);
    corpus.Learn(Numbered(i), SightOf(features), 0);
  }
  ASSERT_EQ(corpus.size(), kCorpusEntriesMax);
  corpus.Learn(Numbered(1000), SightOf({feature, feature + 1}), 0);
  EXPECT_EQ(corpus.size(), kCorpusEntriesMax);
  EXPECT_EQ(corpus.entry(5).scenario.salt(), 1000u);
}

TEST(CorpusTest, ParentsGainByNewsAndTireWithoutButNeverDieOut) {
  Corpus corpus;
  corpus.Learn(Numbered(1), SightOf({1, 2, 3, 4, 5, 6, 7, 8, 9}), 0);
  const uint64_t serial = corpus.entry(0).serial;
  const uint64_t before = corpus.entry(0).energy;
  corpus.Learn(Numbered(2), SightOf({1}), serial);
  EXPECT_LT(corpus.entry(0).energy, before);
  corpus.Learn(Numbered(3), SightOf({10, 11, 12}), serial);
  EXPECT_GT(corpus.entry(0).energy, before);
  for (int i = 0; i < 1'000; ++i) corpus.Learn(Numbered(4), SightOf({1}), serial);
  EXPECT_GE(corpus.entry(0).energy, 1u);
}

TEST(CorpusTest, EverythingKeptIsPickedNowAndThen) {
  Corpus corpus;
  Random random(7);
  EXPECT_EQ(corpus.Pick(random), std::nullopt);
  for (uint32_t i = 0; i < 10; ++i) corpus.Learn(Numbered(i), SightOf({i}), 0);
  std::set<size_t> picked;
  for (int i = 0; i < 1'000; ++i) picked.insert(*corpus.Pick(random));
  EXPECT_EQ(picked.size(), 10u);
}

}  // namespace
}  // namespace confab::props
