#include "tools/campaign/summary.h"

#include <string>

#include "gtest/gtest.h"
#include "tools/campaign/page.h"

namespace confab::tools {
namespace {

ResultLine Piece(uint64_t first, uint64_t last, int64_t started_ms) {
  ResultLine line;
  line.set_strategy("plain");
  line.set_profile("mixed");
  line.set_seed_first(first);
  line.set_seed_last(last);
  line.set_runs(last - first + 1);
  line.set_started_unix_ms(started_ms);
  line.set_wall_ms(1000);
  return line;
}

ResultLine WithFailure(ResultLine line, uint64_t seed, const std::string& scenario) {
  FailureLine& failure = *line.add_failures();
  failure.set_law("keepalive");
  failure.set_rule("p3");
  failure.set_seed(seed);
  failure.set_scenario(scenario);
  failure.set_replay("tools/dev replay " + scenario);
  failure.set_detail("<b>");
  return line;
}

TEST(Summary, DoesNotDependOnTheOrderOfLines) {
  ResultLine a = WithFailure(Piece(1, 10, 5000), 3, "");
  a.add_new_cells(1);
  ResultLine b = WithFailure(Piece(11, 20, 4000), 12, "k.textproto");
  b.add_new_cells(1);
  b.add_new_cells(2);
  const std::string words = SummaryInWords(Summarize({a, b}));
  EXPECT_EQ(words, SummaryInWords(Summarize({b, a})));
  EXPECT_NE(words.find("20 in 2 chunks, in 0m 02.0s: 10/s"), std::string::npos) << words;
  EXPECT_NE(words.find("states    2 seen"), std::string::npos) << words;
}

TEST(Summary, ShowsAFailureByASeedWhoseScenarioWasKept) {
  const Summary summary = Summarize(
      {WithFailure(Piece(1, 10, 0), 3, ""), WithFailure(Piece(11, 20, 0), 12, "k.textproto")});
  ASSERT_EQ(summary.failures.size(), 1u);
  const FailureKind& kind = summary.failures.begin()->second;
  EXPECT_EQ(kind.seeds, 2u);
  EXPECT_EQ(kind.example.seed(), 12u);
}

TEST(Summary, TellsOfSeedsThatRanTwice) {
  EXPECT_EQ(Summarize({Piece(1, 10, 0), Piece(11, 20, 0)}).seeds_twice, 0u);
  EXPECT_EQ(Summarize({Piece(1, 11, 0), Piece(11, 20, 0)}).seeds_twice, 1u);
}

TEST(CampaignPage, EscapesWhatComesFromRunsAndLoadsNothing) {
  const std::string page = CampaignPage(Summarize({WithFailure(Piece(1, 10, 0), 3, "k.textproto")}),
                                        "1 reached", "a | b");
  EXPECT_NE(page.find("&lt;b&gt;"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos);
  EXPECT_NE(page.find("<h2>Museum</h2>"), std::string::npos);
  EXPECT_NE(page.find("tools/dev replay k.textproto"), std::string::npos);
}

TEST(CampaignPage, OfNothingIsAPage) {
  const std::string page = CampaignPage(Summarize({}), "", "");
  EXPECT_NE(page.find("No law was broken"), std::string::npos);
  EXPECT_EQ(page.find("<h2>Museum</h2>"), std::string::npos);
}

}  // namespace
}  // namespace confab::tools
