#include "tools/campaign/results.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include "gtest/gtest.h"
#include "tools/confab/files.h"

namespace confab::tools {
namespace {

ResultLine LineOf(uint64_t first, uint64_t last) {
  ResultLine line;
  line.set_format(kResultsFormat);
  line.set_commit("c0ffee");
  line.set_strategy("plain");
  line.set_profile("mixed");
  line.set_seed_first(first);
  line.set_seed_last(last);
  line.set_runs(last - first + 1);
  return line;
}

std::string FreshPath(const std::string& name) {
  const std::string path = std::string(testing::TempDir()) + "/" + name;
  std::remove(path.c_str());
  return path;
}

TEST(Results, ALineReadsBackAsItWasWritten) {
  ResultLine line = LineOf(UINT64_MAX - 1, UINT64_MAX);
  line.add_new_cells(7);
  line.add_new_probes("a \"probe\"\n");
  line.add_failures()->set_detail("bytes \x01 and \\");
  line.mutable_failures(0)->set_seed(UINT64_MAX);
  const auto lines = ParseResults(ResultText(line));
  ASSERT_TRUE(lines.ok()) << lines.status();
  ASSERT_EQ(lines->size(), 1u);
  EXPECT_EQ(lines->front().SerializeAsString(), line.SerializeAsString());
}

TEST(Results, MergeByConcatenation) {
  const auto lines = ParseResults(ResultText(LineOf(1, 5)) + ResultText(LineOf(6, 9)));
  ASSERT_TRUE(lines.ok());
  ASSERT_EQ(lines->size(), 2u);
  EXPECT_EQ(lines->back().seed_last(), 9u);
}

TEST(Results, WhatIsNoResultIsRefusedWithItsLine) {
  for (const std::string bad : {"{", "{\"colour\": 3}", "{\"format\": 2}", "7"}) {
    const auto lines = ParseResults(ResultText(LineOf(1, 1)) + bad + "\n");
    ASSERT_FALSE(lines.ok()) << bad;
    EXPECT_NE(lines.status().message().find("line 2"), absl::string_view::npos);
  }
}

TEST(Results, TheNextWriterCutsOffHalfALine) {
  const std::string path = FreshPath("torn.jsonl");
  const std::string whole = ResultText(LineOf(1, 5));
  for (size_t torn = 0; torn < whole.size(); ++torn) {
    std::ofstream(path) << whole << whole.substr(0, torn);
    auto file = ResultsFile::Open(path);
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ(file->lines().size(), 1u);
    ASSERT_TRUE(file->Append(LineOf(6, 6)).ok());
    EXPECT_EQ(*ReadFile(path), whole + ResultText(LineOf(6, 6)));
  }
}

TEST(FirstSeedMissing, GoesPastEverySeedThatIsThere) {
  const ResultLine like = LineOf(0, 0);
  const std::vector<ResultLine> lines = {LineOf(6, 9), LineOf(1, 5), LineOf(11, 12)};
  EXPECT_EQ(FirstSeedMissing(lines, like, 1), 10u);
  EXPECT_EQ(FirstSeedMissing(lines, like, 10), 10u);
  EXPECT_EQ(FirstSeedMissing(lines, like, 12), 13u);
  ResultLine other = like;
  other.set_profile("storm");
  EXPECT_EQ(FirstSeedMissing(lines, other, 1), 1u);
}

}  // namespace
}  // namespace confab::tools
