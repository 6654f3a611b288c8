#include "tools/museum/rows.h"

#include <gtest/gtest.h>

#include "tools/museum/claims.h"
#include "tools/museum/measurement.h"
#include "tools/museum/table.h"

namespace confab::tools {
namespace {

using ::testing::Test;

PlantedDefect Defect(const std::string& name, const std::string& law = "keepalive") {
  PlantedDefect defect;
  defect.name = name;
  defect.law = law;
  defect.fingerprint = "patch of " + name;
  return defect;
}

Wanted WantedOf(std::vector<PlantedDefect> defects, std::vector<std::string> strategies) {
  Wanted wanted;
  wanted.defects = std::move(defects);
  wanted.strategies = std::move(strategies);
  wanted.seeds = 3;
  for (const std::string& strategy : wanted.strategies) wanted.drawn[strategy] = "drawn";
  return wanted;
}

// Run 0: given up at the budget. A run takes a millisecond of core time.
Measurement Hunt(const std::string& defect, const std::string& strategy, uint64_t seed,
                 uint64_t run, uint64_t budget = 2'000) {
  Measurement it;
  it.set_defect(defect);
  it.set_patch("patch of " + defect);
  it.set_strategy(strategy);
  it.set_drawn("drawn");
  it.set_seed(seed);
  it.set_budget(budget);
  it.set_stopped(run == 0 ? "runs" : "found");
  it.set_runs(run == 0 ? budget : run);
  it.set_core_us(it.runs() * 1'000);
  it.set_all_core_us(it.runs() * 5'000);
  it.set_virtual_ms(it.runs() * 60'000);
  it.set_reached(1);
  it.set_triggered(run);
  if (run == 0) return it;
  it.mutable_detected()->set_run(run);
  it.mutable_detected()->set_core_us(it.core_us());
  it.mutable_detected()->set_virtual_ms(it.virtual_ms());
  it.mutable_detected()->set_law("keepalive");
  *it.mutable_any() = it.detected();
  return it;
}

std::vector<Measurement> ThreeSeeds(const std::string& defect, const std::string& strategy,
                                    std::vector<uint64_t> runs) {
  std::vector<Measurement> all;
  for (size_t i = 0; i < runs.size(); ++i) all.push_back(Hunt(defect, strategy, i + 1, runs[i]));
  return all;
}

void Append(std::vector<Measurement>& all, const std::vector<Measurement>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

TEST(Measurements, AreReadAsTheyWereWritten) {
  Measurement it = Hunt("Q1", "swarm", 3, 7);
  it.set_law("keep\"alive");
  it.set_virtual_ms(uint64_t{1} << 40);
  const Measurements read = ReadMeasurements(LineOf(it));
  ASSERT_EQ(read.all.size(), 1u);
  EXPECT_EQ(read.all[0].SerializeAsString(), it.SerializeAsString());
  EXPECT_EQ(read.bad_lines, 0u);
}

TEST(Measurements, TornLinesArePassedOver) {
  const std::string line = LineOf(Hunt("Q1", "swarm", 3, 7));
  const Measurements read = ReadMeasurements(line.substr(0, 40) + "\n" + line);
  EXPECT_EQ(read.all.size(), 1u);
  EXPECT_EQ(read.bad_lines, 1u);
}

TEST(Measurements, OfOneHuntTheOneWithMoreBudgetCounts) {
  const std::string more = LineOf(Hunt("Q1", "swarm", 3, 0, 5'000));
  const std::string less = LineOf(Hunt("Q1", "swarm", 3, 0, 2'000));
  ASSERT_EQ(ReadMeasurements(more + less).all.size(), 1u);
  EXPECT_EQ(ReadMeasurements(more + less).all[0].budget(), 5'000u);
}

TEST(Rows, WhatIsKnownIsNotMeasuredAgain) {
  const Wanted wanted = WantedOf({Defect("Q1")}, {"plain"});
  const std::vector<Task> all = Missing(wanted, {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].seeds, (std::vector<uint64_t>{1, 2, 3}));
  const std::vector<Task> rest = Missing(wanted, {Hunt("Q1", "plain", 2, 5)});
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].seeds, (std::vector<uint64_t>{1, 3}));
  EXPECT_TRUE(Missing(wanted, ThreeSeeds("Q1", "plain", {1, 2, 0})).empty());
}

TEST(Rows, AnotherPatchOrGeneratorOrMoreBudgetMakesItUnknown) {
  Wanted wanted = WantedOf({Defect("Q1")}, {"plain"});
  const std::vector<Measurement> known = ThreeSeeds("Q1", "plain", {1, 2, 0});
  wanted.runs_max = 2'001;
  EXPECT_EQ(Missing(wanted, known)[0].seeds, (std::vector<uint64_t>{3}));
  wanted.drawn["plain"] = "otherwise";
  EXPECT_EQ(Missing(wanted, known)[0].seeds.size(), 3u);
  wanted = WantedOf({Defect("Q1")}, {"plain"});
  wanted.defects[0].fingerprint = "changed";
  EXPECT_EQ(Missing(wanted, known)[0].seeds.size(), 3u);
}

TEST(Rows, SumUpTheSeeds) {
  const Wanted wanted = WantedOf({Defect("Q1")}, {"plain"});
  const Row row = RowsOf(wanted, ThreeSeeds("Q1", "plain", {9, 0, 4})).at(0);
  EXPECT_EQ(row.measured, 3u);
  EXPECT_EQ(row.runs.median, (Figure{9, false}));
  EXPECT_EQ(row.runs.exact, 2u);
  EXPECT_EQ(row.reached.median, (Figure{1, false}));
  EXPECT_EQ(row.core_us.median, (Figure{9'000, false}));
  EXPECT_EQ(row.slowest_us, 9'000u);

  const Row vain = RowsOf(wanted, ThreeSeeds("Q1", "plain", {9, 0, 0})).at(0);
  EXPECT_EQ(vain.any_core_us.median, (Figure{10'000'000, true}));
}

TEST(Rows, WhatWasFoundAfterTheBudgetIsGivenUp) {
  Wanted wanted = WantedOf({Defect("Q1")}, {"plain"});
  wanted.runs_max = 8;
  const Row row = RowsOf(wanted, ThreeSeeds("Q1", "plain", {9, 8, 9})).at(0);
  EXPECT_EQ(row.runs.exact, 1u);
  EXPECT_EQ(row.runs.median, (Figure{8, true}));
}

class TenDefects : public Test {
 protected:
  // So many defects are found sooner by novelty, the others later.
  std::vector<Row> Measured(int sooner) {
    std::vector<Measurement> all;
    wanted_.strategies = {"plain", "novelty"};
    for (int i = 0; i < 10; ++i) {
      const std::string name = "Q" + std::to_string(i);
      wanted_.defects.push_back(Defect(name));
      Append(all, ThreeSeeds(name, "plain", {20, 20, 20}));
      Append(all, ThreeSeeds(name, "novelty",
                             i < sooner ? std::vector<uint64_t>{9, 9, 90}
                                        : std::vector<uint64_t>{90, 90, 9}));
    }
    wanted_.seeds = 3;
    wanted_.drawn = {{"plain", "drawn"}, {"novelty", "drawn"}};
    return RowsOf(wanted_, all);
  }

  Wanted wanted_;
};

TEST_F(TenDefects, NoveltyMustBeSoonerOnEightOfThem) {
  const Claims claims = Judge(Measured(8));
  EXPECT_TRUE(claims.hold) << claims.text;
  EXPECT_NE(claims.text.find("on 8 of 10 (80% asked): holds"), std::string::npos) << claims.text;
}

TEST_F(TenDefects, SevenAreTooFewAndTheOthersAreNamed) {
  const Claims claims = Judge(Measured(7));
  EXPECT_FALSE(claims.hold);
  EXPECT_NE(claims.text.find("later: Q7 Q8 Q9"), std::string::npos) << claims.text;
}

TEST(Claims, ADefectThatOneSeedDoesNotFindIsNotFound) {
  const Wanted wanted = WantedOf({Defect("Q1")}, {"swarm"});
  std::vector<Measurement> measurements = ThreeSeeds("Q1", "swarm", {1, 2, 3});
  EXPECT_TRUE(Judge(RowsOf(wanted, measurements)).hold);
  measurements[2] = Hunt("Q1", "swarm", 3, 0, 20'000);
  const Claims claims = Judge(RowsOf(wanted, measurements));
  EXPECT_FALSE(claims.hold);
  EXPECT_NE(claims.text.find("not: Q1"), std::string::npos) << claims.text;
}

TEST(Claims, AMinuteIsTheLimit) {
  const Wanted wanted = WantedOf({Defect("Q1")}, {"swarm"});
  std::vector<Measurement> measurements = ThreeSeeds("Q1", "swarm", {1, 2, 3});
  measurements[0].mutable_detected()->set_core_us(60'000'000);
  EXPECT_TRUE(Judge(RowsOf(wanted, measurements)).hold);
  measurements[0].mutable_detected()->set_core_us(60'000'001);
  EXPECT_FALSE(Judge(RowsOf(wanted, measurements)).hold);
}

TEST(Claims, WhatWasNotMeasuredIsNotJudged) {
  const Claims claims = Judge(RowsOf(WantedOf({Defect("Q1")}, {"plain", "novelty"}), {}));
  EXPECT_TRUE(claims.hold);
  EXPECT_NE(claims.text.find("not judged"), std::string::npos);
}

TEST(Table, TimesHaveOneDecimalOfAHandyUnit) {
  const auto text = [](uint64_t ms) { return TimeText(SpreadOf({{ms}}), 1); };
  EXPECT_EQ(text(0), "0 us");
  EXPECT_EQ(text(7), "7.0 ms");
  EXPECT_EQ(text(1'999), "1.9 s");
  EXPECT_EQ(text(90'000), "1.5 min");
  EXPECT_EQ(text(3'600'000), "1.0 h");
  EXPECT_EQ(text(129'600'000), "1.5 d");
}

TEST(Table, BoundsAreMarked) {
  EXPECT_EQ(CountText(SpreadOf({{7}, {9, true}, {9, true}})), ">=9");
  EXPECT_EQ(CountText(SpreadOf({{1}, {2}, {3}, {4}, {5}, {9, true}})), "3 [1, >=9]");
}

constexpr char kLaws[] = "before\n<!-- museum:begin -->\nold\n<!-- museum:end -->\nafter\n";

TEST(Table, TheBlockReplacesTheOldOneAlone) {
  const auto with = WithBlock(kLaws, "new\n");
  ASSERT_TRUE(with.ok());
  EXPECT_EQ(*with, "before\n<!-- museum:begin -->\nnew\n<!-- museum:end -->\nafter\n");
  EXPECT_FALSE(WithBlock("no place\n", "new\n").ok());
}

TEST(Table, TheBlockMustShowTheDefectsThatThereAre) {
  const Wanted wanted = WantedOf({Defect("Q1"), Defect("Q2")}, {"plain"});
  std::vector<Measurement> measurements = ThreeSeeds("Q1", "plain", {1, 2, 3});
  Append(measurements, ThreeSeeds("Q2", "plain", {0, 0, 0}));
  const auto with = WithBlock(kLaws, BlockOf(RowsOf(wanted, measurements)));
  ASSERT_TRUE(with.ok());
  EXPECT_TRUE(CheckBlock(*with, wanted.defects).ok());
  EXPECT_FALSE(CheckBlock(*with, {Defect("Q1")}).ok());
  EXPECT_FALSE(CheckBlock(*with, {Defect("Q1"), Defect("Q2"), Defect("Q3")}).ok());
}

TEST(Table, TheBlockHoldsNothingThatVaries) {
  const Wanted wanted = WantedOf({Defect("Q1", "same-run-same-hash"), Defect("Q2")}, {"plain"});
  std::vector<Measurement> measurements = ThreeSeeds("Q1", "plain", {1, 2, 3});
  Append(measurements, ThreeSeeds("Q2", "plain", {1, 2, 3}));
  const std::string before = BlockOf(RowsOf(wanted, measurements));
  measurements[0] = Hunt("Q1", "plain", 1, 77);
  measurements[3].mutable_detected()->set_core_us(1);
  EXPECT_EQ(BlockOf(RowsOf(wanted, measurements)), before);
  measurements[4] = Hunt("Q2", "plain", 2, 77);
  EXPECT_NE(BlockOf(RowsOf(wanted, measurements)), before);
}

}  // namespace
}  // namespace confab::tools
