#include "props/explore/trunk.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "props/explore/strategy.h"
#include "props/gen/profile.h"
#include "props/laws/check.h"
#include "server_core/api/subject.h"
#include "sim/hash128.h"

namespace confab::props {
namespace {

struct Answer {
  Checked checked;
  Sight sight;
};

Answer AnswerOf(Trunk& trunk, const sim::Scenario& scenario,
                const std::optional<Parting>& parting) {
  Answer answer;
  auto start = trunk.StartOf(scenario, parting, {.sight = &answer.sight});
  EXPECT_TRUE(start.ok()) << start.status();
  answer.checked = start->run->Finish();
  return answer;
}

std::string RuleOf(const Checked& checked) {
  return checked.finding ? checked.finding->violation.rule : "";
}

void ExpectSame(const Answer& branch, const Answer& whole) {
  EXPECT_EQ(branch.checked.trace_hash, whole.checked.trace_hash);
  EXPECT_EQ(branch.checked.summary.events, whole.checked.summary.events);
  EXPECT_EQ(branch.checked.cells, whole.checked.cells);
  EXPECT_EQ(RuleOf(branch.checked), RuleOf(whole.checked));
  ASSERT_EQ(branch.sight.features.size(), whole.sight.features.size());
  for (size_t i = 0; i < whole.sight.features.size(); ++i) {
    ASSERT_EQ(branch.sight.features[i].number, whole.sight.features[i].number);
    ASSERT_EQ(branch.sight.features[i].at_ns, whole.sight.features[i].at_ns);
  }
  ASSERT_EQ(branch.sight.occasions.size(), whole.sight.occasions.size());
  for (size_t i = 0; i < whole.sight.occasions.size(); ++i) {
    ASSERT_EQ(branch.sight.occasions[i].at_ns, whole.sight.occasions[i].at_ns);
  }
}

TEST(TrunkTest, EveryBranchGivesWhatItsScenarioGivesFromTheStart) {
  const std::vector<const Law*> laws = LawsByDefault();
  ExploreSession session(Strategy::kNovelty, 1, Profile::kMixed);
  Trunk trunk(laws, ChatTrial());
  Trunk afresh(laws, ChatTrial());
  uint64_t parted = 0;
  while (session.runs() < 160) {
    const sim::Scenario& scenario = session.Next();
    const Answer answer = AnswerOf(trunk, scenario, session.parting());
    if (session.parting()) {
      ++parted;
      ExpectSame(answer, AnswerOf(afresh, scenario, std::nullopt));
    }
    if (session.parting() && parted % 8 == 1) {
      const auto checked = Check(scenario, laws, {});
      ASSERT_TRUE(checked.ok());
      ASSERT_EQ(checked->trace_hash, answer.checked.trace_hash);
    }
    if (HasFatalFailure()) return;
    session.Learn(answer.sight);
  }
  EXPECT_GT(parted, 20u);
  EXPECT_EQ(trunk.branched(), parted);  // none was refused
  EXPECT_EQ(afresh.branched(), 0u);
}

// A subject that cannot be copied.
class NotCopied final : public Subject {
 public:
  explicit NotCopied(std::unique_ptr<Subject> inner) : inner_(std::move(inner)) {}

  confab::Step Advance(const Moment& now, const Input& input) override {
    return inner_->Advance(now, input);
  }
  std::string Census() const override { return inner_->Census(); }
  absl::Status Audit() const override { return inner_->Audit(); }
  const Ledger& Accounts() const override { return inner_->Accounts(); }
  std::unique_ptr<Subject> Clone() const override { return nullptr; }

 private:
  std::unique_ptr<Subject> inner_;
};

TEST(TrunkTest, WithoutCopiesABranchBeginsAtItsStart) {
  Trial trial = ChatTrial();
  trial.create = [](const sim::Script& script) -> absl::StatusOr<std::unique_ptr<Subject>> {
    auto inner = ChatTrial().create(script);
    if (!inner.ok()) return inner.status();
    return std::make_unique<NotCopied>(*std::move(inner));
  };
  const std::vector<const Law*> laws = {FindLaw("wire-form")};
  ExploreSession session(Strategy::kNovelty, 3, Profile::kMixed);
  Trunk trunk(laws, trial);
  Trunk copying(laws, ChatTrial());
  uint64_t parted = 0;
  while (session.runs() < 128) {
    const sim::Scenario& scenario = session.Next();
    const Answer answer = AnswerOf(trunk, scenario, session.parting());
    ExpectSame(answer, AnswerOf(copying, scenario, session.parting()));
    if (HasFatalFailure()) return;
    session.Learn(answer.sight);
    parted += session.parting().has_value();
  }
  EXPECT_GT(parted, 10u);
  EXPECT_EQ(trunk.branched(), 0u);
  EXPECT_EQ(copying.branched(), parted);
}

}  // namespace
}  // namespace confab::props
