#include "props/exhaustive/worlds.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "props/exhaustive/world.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"

namespace confab::props {
namespace {

World WorldOfPrograms(const std::vector<size_t>& lengths) {
  World world;
  for (const size_t length : lengths) world.movers.push_back({1, std::vector<Move>(length)});
  return world;
}

uint64_t Enumerated(uint32_t clients, uint32_t length) {
  const auto worlds =
      Worlds::Chosen({.names = {}, .all = true, .clients = clients, .length = length});
  return worlds.ok() ? worlds->size() : 0;
}

TEST(WorldTest, InterleavingsAreMultinomial) {
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({})), 1u);
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({5})), 1u);
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({2, 2})), 6u);
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({4, 4, 4})), 34'650u);
  EXPECT_EQ(InterleavingsFrom(WorldOfPrograms({4, 4, 4}), {4, 4, 0}), 1u);
  EXPECT_EQ(InterleavingsFrom(WorldOfPrograms({4, 4, 4}), {3, 2, 4}), 3u);
}

TEST(WorldTest, MoreThanCanBeCountedIsTheLargestNumber) {
  // 66 above 33 is 7219428434016265740, 68 above 34 does not fit.
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({33, 33})), 7'219'428'434'016'265'740u);
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({34, 34})), UINT64_MAX);
  EXPECT_EQ(InterleavingsOf(WorldOfPrograms({50, 50, 50})), UINT64_MAX);
}

TEST(WorldsTest, EveryNamedWorldCanBeRunAndIsTiny) {
  const auto worlds = Worlds::Chosen({});
  ASSERT_TRUE(worlds.ok());
  std::set<std::string> names;
  for (uint64_t i = 0; i < worlds->size(); ++i) {
    const World world = worlds->At(i);
    EXPECT_TRUE(names.insert(world.name).second) << world.name;
    EXPECT_TRUE(sim::Compile(world.base).ok()) << world.name;
    EXPECT_LE(InterleavingsOf(world), 50'000u) << world.name;
    EXPECT_GT(InterleavingsOf(world), 10u) << world.name;
  }
}

TEST(WorldsTest, AWorldThatIsNotThereIsRefusedWithThoseThatAre) {
  const auto worlds = Worlds::Chosen({.names = {"one-nick", "none"}});
  ASSERT_FALSE(worlds.ok());
  EXPECT_NE(worlds.status().message().find("no world 'none'; there are: one-nick,"),
            absl::string_view::npos);
}

// Seven words; of the two nicks' worlds one stands for both.
TEST(WorldsTest, EnumerationCountsWhatDiffersByMoreThanNames) {
  EXPECT_EQ(Enumerated(1, 1), 6u);
  // 28 pairs, of which 16 stay the same when the nicks are swapped.
  EXPECT_EQ(Enumerated(2, 1), 22u);
  // 56 programs, 30 of them of the five words without a nick: (56 + 30) / 2.
  EXPECT_EQ(Enumerated(1, 2), 43u);
}

TEST(WorldsTest, EnumerationHasLimits) {
  EXPECT_EQ(Enumerated(0, 1), 0u);
  EXPECT_GT(Enumerated(kEnumeratedClientsMax, 1), 0u);
  EXPECT_EQ(Enumerated(kEnumeratedClientsMax + 1, 1), 0u);
  EXPECT_EQ(Enumerated(1, 0), 0u);
  EXPECT_GT(Enumerated(1, kEnumeratedLengthMax - 1), 0u);
  EXPECT_EQ(Enumerated(1, kEnumeratedLengthMax + 1), 0u);
  EXPECT_LE(Enumerated(3, 2), kEnumeratedWorldsMax);
  EXPECT_EQ(Enumerated(4, 2), 0u);  // there would be more than the limit
}

TEST(WorldsTest, AnEnumeratedWorldIsNamedByItsPrograms) {
  const auto worlds = Worlds::Chosen({.names = {}, .all = true, .clients = 2, .length = 2});
  ASSERT_TRUE(worlds.ok());
  EXPECT_EQ(worlds->At(0).name, "NICK a | NICK a");
  std::set<std::string> names;
  for (uint64_t i = 0; i < worlds->size(); ++i) names.insert(worlds->At(i).name);
  EXPECT_EQ(names.size(), worlds->size());
  EXPECT_EQ(names.count("NICK a | NICK b, QUIT") + names.count("NICK b | NICK a, QUIT"), 1u);
}

}  // namespace
}  // namespace confab::props
