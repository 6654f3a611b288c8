#include "props/laws/check.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/gen/scenario_gen.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"

namespace confab::props {
namespace {

constexpr uint64_t kSeeds = 60;  // of each profile

std::string Story(const sim::Scenario& scenario, const Finding& finding) {
  return finding.violation.law + "/" + finding.violation.rule + ": " + finding.violation.detail +
         "\n" + sim::CanonicalText(scenario);
}

TEST(Check, EveryLawHoldsInEveryProfile) {
  const std::vector<const Law*> laws = LawsByDefault();
  for (const Profile profile : AllProfiles()) {
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const sim::Scenario scenario = GenerateScenario(seed, profile);
      const absl::StatusOr<Checked> checked = Check(scenario, laws, {});
      ASSERT_TRUE(checked.ok()) << checked.status();
      if (checked->finding.has_value()) FAIL() << Story(scenario, *checked->finding);
    }
  }
}

TEST(Check, TheSameQuestionHasTheSameAnswer) {
  const sim::Scenario scenario = GenerateScenario(7, Profile::kMixed);
  const absl::StatusOr<Checked> first = Check(scenario, LawsByDefault(), {});
  const absl::StatusOr<Checked> second = Check(scenario, {FindLaw("keepalive")}, {});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->trace_hash.Hex(), second->trace_hash.Hex());
  EXPECT_FALSE(first->cells.empty());
  EXPECT_TRUE(second->cells.empty());
}

TEST(Check, TheCanarySings) {
  const sim::Scenario scenario = GenerateScenario(1, Profile::kChat);
  const absl::StatusOr<Checked> checked =
      Check(scenario, {FindLaw("canary")}, {.transcript = true});
  ASSERT_TRUE(checked.ok());
  ASSERT_TRUE(checked->finding.has_value());
  EXPECT_EQ(checked->finding->violation.law, "canary");
  EXPECT_EQ(checked->finding->kind, LawKind::kSafety);
  EXPECT_FALSE(checked->transcript.empty());
}

TEST(Check, AScenarioThatCannotRunIsAnError) {
  sim::Scenario scenario;
  scenario.set_format(1);
  sim::Action& action = *scenario.add_action();
  action.set_id(1);
  action.set_client(9);
  action.set_line("NICK a");
  EXPECT_FALSE(Check(scenario, LawsByDefault(), {}).ok());
}

TEST(Laws, NamesAreFoundAndTheCanaryIsNotAmongThem) {
  for (const Law& law : AllLaws()) {
    EXPECT_EQ(FindLaw(law.name), &law);
    EXPECT_TRUE(law.watch != nullptr || law.judge != nullptr) << law.name;
    EXPECT_FALSE(law.promise.empty() || law.clause.empty()) << law.name;
    EXPECT_NE(law.name, "canary");
  }
  EXPECT_NE(FindLaw("canary"), nullptr);
  EXPECT_EQ(FindLaw("no such law"), nullptr);
}

}  // namespace
}  // namespace confab::props
