#include "server_core/world/slot_map.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "gtest/gtest.h"
#include "server_core/world/ids.h"

namespace confab {
namespace {

struct ThingTag;
using ThingId = Id<ThingTag>;
using Things = SlotMap<std::string, ThingTag>;

std::vector<std::pair<ThingId, std::string>> All(const Things& things) {
  std::vector<std::pair<ThingId, std::string>> all;
  things.ForEach([&all](ThingId id, const std::string& value) { all.emplace_back(id, value); });
  return all;
}

TEST(Id, TheDefaultOneNamesNothing) {
  Things things;
  (void)things.Insert("a");
  EXPECT_FALSE(ThingId{}.IsSome());
  EXPECT_EQ(things.Find(ThingId{}), nullptr);
}

TEST(Id, EqualOnesHashAlike) {
  EXPECT_EQ(absl::HashOf(ThingId{3, 4}), absl::HashOf(ThingId{3, 4}));
  EXPECT_NE((ThingId{3, 4}), (ThingId{3, 5}));
  EXPECT_LT((ThingId{3, 9}), (ThingId{4, 1}));
}

TEST(SlotMap, FindsWhatWasInserted) {
  Things things;
  const ThingId a = things.Insert("a");
  const ThingId b = things.Insert("b");
  EXPECT_EQ(things.At(a), "a");
  EXPECT_EQ(*things.Find(b), "b");
  things.At(a) = "c";
  EXPECT_EQ(*std::as_const(things).Find(a), "c");
  EXPECT_EQ(things.size(), 2u);
}

TEST(SlotMap, AnIdNeverNamesTheNextTenantOfItsSlot) {
  Things things;
  const ThingId old = things.Insert("old");
  things.Erase(old);
  EXPECT_EQ(things.Find(old), nullptr);
  const ThingId next = things.Insert("next");
  EXPECT_EQ(next, (ThingId{old.slot, old.generation + 1}));
  EXPECT_EQ(things.Find(old), nullptr);
  EXPECT_EQ(things.At(next), "next");
}

TEST(SlotMap, AnIdOfTheNextGenerationNamesNothingYet) {
  Things things;
  const ThingId old = things.Insert("old");
  things.Erase(old);
  EXPECT_EQ(things.Find(ThingId{old.slot, old.generation + 1}), nullptr);
}

TEST(SlotMap, WalksInSlotOrder) {
  Things things;
  const ThingId a = things.Insert("a");
  const ThingId b = things.Insert("b");
  const ThingId c = things.Insert("c");
  things.Erase(a);
  things.Erase(b);
  const ThingId d = things.Insert("d");
  EXPECT_EQ(d.slot, b.slot);
  EXPECT_EQ(All(things), (std::vector<std::pair<ThingId, std::string>>{{d, "d"}, {c, "c"}}));
  things.ForEach([](ThingId, std::string& value) { value += "!"; });
  EXPECT_EQ(things.At(c), "c!");
}

TEST(SlotMap, ErasingDestroysAtOnce) {
  SlotMap<std::shared_ptr<int>, ThingTag> things;
  const std::shared_ptr<int> value = std::make_shared<int>(1);
  const ThingId id = things.Insert(value);
  EXPECT_EQ(value.use_count(), 2);
  things.Erase(id);
  EXPECT_EQ(value.use_count(), 1);
}

TEST(SlotMap, ACopyLivesOnItsOwn) {
  Things things;
  const ThingId a = things.Insert("a");
  Things copy = things;
  things.Erase(a);
  EXPECT_EQ(copy.At(a), "a");
  EXPECT_TRUE(things.empty());
}

TEST(SlotMapDeathTest, ADeadIdIsOurMistake) {
  Things things;
  const ThingId a = things.Insert("a");
  things.Erase(a);
  EXPECT_DEATH(things.Erase(a), "CONFAB_CHECK");
  EXPECT_DEATH((void)things.At(a), "CONFAB_CHECK");
  EXPECT_DEATH((void)things.At(ThingId{77, 1}), "CONFAB_CHECK");
}

TEST(SlotMap, LongUseGivesWhatAMapGives) {
  SlotMap<uint64_t, ThingTag> things;
  std::map<ThingId, uint64_t> model;
  uint64_t draw = 1;
  for (uint64_t step = 0; step < 20'000; ++step) {
    draw = draw * 6364136223846793005u + 1442695040888963407u;
    if (model.empty() || (draw >> 60) < 8) {
      const ThingId id = things.Insert(step);
      ASSERT_TRUE(model.emplace(id, step).second) << "an id came twice";
    } else {
      const auto it = model.lower_bound(ThingId{static_cast<uint32_t>((draw >> 40) % 64), 0});
      if (it == model.end()) continue;
      ASSERT_EQ(things.At(it->first), it->second);
      things.Erase(it->first);
      model.erase(it);
    }
    ASSERT_EQ(things.size(), model.size());
  }
  std::map<ThingId, uint64_t> left;
  things.ForEach([&left](ThingId id, uint64_t value) { left.emplace(id, value); });
  EXPECT_EQ(left, model);
}

}  // namespace
}  // namespace confab
