#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "tools/mutate/edit.h"
#include "tools/mutate/equivalents.h"
#include "tools/mutate/mutation.h"
#include "tools/mutate/results.h"
#include "tools/mutate/score.h"

namespace confab::mutate {
namespace {

Mutant Sample(int line = 7) {
  return {.id = 1,
          .file = "server_core/world/world.cc",
          .line = line,
          .column = 3,
          .function = "World::Join",
          .kind = "bound",
          .original = "a < b",
          .mutated = "a <= b",
          .ordinal = 0};
}

Result ResultOf(const Mutant& mutant, std::string_view verdict) {
  Result result;
  result.set_key(mutant.Key());
  result.set_verdict(std::string(verdict));
  result.set_scenario("seed 5");
  result.set_budget(10);
  return result;
}

std::string FreshPath(const std::string& name) {
  const std::string path = testing::TempDir() + name;
  std::remove(path.c_str());
  return path;
}

TEST(Render, NestsEditsOfOneRangeInTheirOrder) {
  const std::vector<Edit> edits = {{.range = {0, 3}, .prefix = "A(`0,", .suffix = ")a"},
                                   {.range = {0, 3}, .prefix = "B(", .suffix = ")b"},
                                   {.range = {0, 1}, .prefix = "C(", .suffix = ")c"}};
  EXPECT_EQ(Render("x+y;", edits, 9).text, "A(9,B(C(x)c+y)b)a;");
}

TEST(Render, CountsIdsThroughTheMutantsOfAllEdits) {
  const std::vector<Edit> edits = {
      {.range = {0, 1}, .prefix = "`1:", .suffix = "", .mutants = {Sample(), Sample()}},
      {.range = {2, 3}, .prefix = "`0:", .suffix = "", .mutants = {Sample()}}};
  const Rendered rendered = Render("x y", edits, 5);
  EXPECT_EQ(rendered.text, "6:x 7:y");
  EXPECT_EQ(rendered.mutants.back().id, 7);
}

TEST(Mutant, IsReadAsItWasWritten) {
  const auto read = ReadMutants(WriteMutants({Sample()}));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->at(0).Key(), Sample().Key());
  EXPECT_EQ(read->at(0).Place(), "server_core/world/world.cc:7:3");
  EXPECT_FALSE(ReadMutants("1\tonly three\tfields\n").ok());
}

TEST(Mutant, KeepsItsKeyWhenLinesMove) { EXPECT_EQ(Sample(7).Key(), Sample(8).Key()); }

TEST(Equivalents, GoStaleWithTheirMutant) {
  const auto known = Equivalents::Read("# why\nbecause: it is so\n" + Sample().Key() + "\n");
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(*known->ReasonOf(Sample()), "it is so");
  EXPECT_TRUE(known->Stale({Sample()}).empty());
  EXPECT_EQ(known->Stale({}), std::vector<std::string>{Sample().Key()});
}

TEST(Equivalents, NeedAReason) {
  EXPECT_FALSE(Equivalents::Read(Sample().Key() + "\n").ok());
  EXPECT_FALSE(Equivalents::Read("because: so\n" + Sample().Key() + "\n" + Sample().Key()).ok());
}

TEST(Results, AreKnownAgainByTheSameBuildAndBudgetOnly) {
  const std::string path = FreshPath("results.jsonl");
  ASSERT_TRUE(Results(path, "one").Append(ResultOf(Sample(), kKilled)).ok());
  EXPECT_NE(Results(path, "one").Find(Sample(), 10), nullptr);
  EXPECT_EQ(Results(path, "one").Find(Sample(), 11), nullptr);
  EXPECT_EQ(Results(path, "two").Find(Sample(), 10), nullptr);
  EXPECT_EQ(Results(path, "two").KillerOf(Sample()), "seed 5");
}

TEST(Results, SkipALineThatWasCutOff) {
  const std::string path = FreshPath("cut.jsonl");
  ASSERT_TRUE(Results(path, "one").Append(ResultOf(Sample(), kSurvived)).ok());
  std::ofstream(path, std::ios::app) << "{\"key\":\"half\n";
  ASSERT_TRUE(Results(path, "one").Append(ResultOf(Sample(), kKilled)).ok());
  EXPECT_EQ(Results(path, "one").Find(Sample(), 10)->verdict(), kKilled);
}

TEST(Score, CountsWhatIsNotExplained) {
  const std::string reason = "so";
  Score score;
  score.Add(Sample(), ResultOf(Sample(), kKilled), nullptr);
  score.Add(Sample(), ResultOf(Sample(), kHang), nullptr);
  score.Add(Sample(), ResultOf(Sample(), kUnreached), nullptr);
  score.Add(Sample(), ResultOf(Sample(), kSurvived), &reason);
  EXPECT_NE(score.Table().find("| all | 4 | 1 | 0 | 1 | 1 | 0 | 0 | 1 | 66.6 % |"),
            std::string::npos);
  EXPECT_EQ(score.Survivors(),
            "server_core/world/world.cc:7:3: unreached: a < b -> a <= b   [World::Join]\n");
}

TEST(Score, TellsAnExplanationThatAKillRefutes) {
  const std::string reason = "so";
  Score score;
  score.Add(Sample(), ResultOf(Sample(), kKilled), &reason);
  EXPECT_TRUE(score.IsFull());
  EXPECT_EQ(score.refuted().size(), 1u);
}

}  // namespace
}  // namespace confab::mutate
