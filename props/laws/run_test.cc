#include "props/laws/run.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "sim/scenario_file.h"

namespace confab::props {
namespace {

using RunPtr = std::unique_ptr<Run>;

std::vector<sim::Scenario> Corpus() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("props/corpus")) {
    if (entry.path().extension() == ".textproto") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<sim::Scenario> scenarios;
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    absl::StatusOr<sim::Scenario> scenario = sim::ParseScenario(text.str());
    EXPECT_TRUE(scenario.ok()) << path << scenario.status();
    if (scenario.ok()) scenarios.push_back(*std::move(scenario));
  }
  return scenarios;
}

// The kept ones, and some of each profile.
std::vector<sim::Scenario> CorpusAndGenerated(uint64_t seeds) {
  std::vector<sim::Scenario> scenarios = Corpus();
  EXPECT_FALSE(scenarios.empty());
  for (const Profile profile : AllProfiles()) {
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      scenarios.push_back(ChatTrial().generate(seed, profile));
    }
  }
  return scenarios;
}

RunPtr RunOf(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
             const Trial& trial = ChatTrial()) {
  auto run = Run::Create(scenario, laws, {.transcript = true}, trial);
  EXPECT_TRUE(run.ok()) << run.status();
  return run.ok() ? *std::move(run) : nullptr;
}

// All that a check answers, as one text.
std::string AnswerOf(const Checked& checked) {
  std::string answer = checked.trace_hash.Hex();
  if (checked.finding) {
    answer += " " + checked.finding->violation.law + "/" + checked.finding->violation.rule + " " +
              checked.finding->violation.detail;
  }
  for (const uint32_t cell : checked.cells) answer += " " + std::to_string(cell);
  answer += " events=" + std::to_string(checked.summary.events);
  for (const uint32_t id : checked.summary.effective_faults) answer += " f" + std::to_string(id);
  for (const uint32_t id : checked.summary.idle_actions) answer += " a" + std::to_string(id);
  return answer + "\n" + checked.transcript;
}

std::string AnswerTo(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
                     const Trial& trial = ChatTrial()) {
  const auto checked = Check(scenario, laws, {.transcript = true}, trial);
  EXPECT_TRUE(checked.ok()) << checked.status();
  return checked.ok() ? AnswerOf(*checked) : "";
}

// Every so many events the run goes on in a copy. The original is led astray before it ends, so
// that whatever the two might share is spoilt.
std::string AnswerByCopies(const sim::Scenario& scenario, absl::Span<const Law* const> laws,
                           uint64_t every, const Trial& trial = ChatTrial()) {
  RunPtr run = RunOf(scenario, laws, trial);
  if (run == nullptr) return "";
  while (run->Step()) {
    if (run->events() % every != 0) continue;
    auto copy = run->Clone();
    EXPECT_TRUE(copy.ok()) << copy.status();
    if (!copy.ok()) return "";
    for (int i = 0; i < 3; ++i) run->Step();
    run = *std::move(copy);
  }
  return AnswerOf(run->Finish());
}

TEST(RunTest, GoesOnInACopyAnywhere) {
  const std::vector<const Law*> laws = LawsByDefault();
  uint64_t every = 0;
  for (const sim::Scenario& scenario : CorpusAndGenerated(30)) {
    every = every % 13 + 1;
    ASSERT_EQ(AnswerByCopies(scenario, laws, every), AnswerTo(scenario, laws))
        << "copied every " << every << " events\n"
        << sim::CanonicalText(scenario);
  }
}

// A server that shares one number with its clones: how many steps there were. At every fifth it
// forgets its timers.
class SharesItsCount final : public Subject {
 public:
  SharesItsCount(std::unique_ptr<Subject> inner, std::shared_ptr<int> steps)
      : inner_(std::move(inner)), steps_(std::move(steps)) {}

  Step Advance(const Moment& now, const Input& input) override {
    Step step = inner_->Advance(now, input);
    if (++*steps_ % 5 == 0) step.wake_at = Instant::Never();
    return step;
  }
  std::string Census() const override { return inner_->Census(); }
  absl::Status Audit() const override { return inner_->Audit(); }
  const Ledger& Accounts() const override { return inner_->Accounts(); }
  std::unique_ptr<Subject> Clone() const override {
    return std::make_unique<SharesItsCount>(inner_->Clone(), steps_);
  }

 private:
  std::unique_ptr<Subject> inner_;
  std::shared_ptr<int> steps_;
};

Trial TrialOfSharing() {
  Trial trial = ChatTrial();
  trial.create = [](const sim::Script& script) -> absl::StatusOr<std::unique_ptr<Subject>> {
    auto inner = ChatTrial().create(script);
    if (!inner.ok()) return inner.status();
    return std::make_unique<SharesItsCount>(*std::move(inner), std::make_shared<int>(0));
  };
  return trial;
}

TEST(RunTest, ACopyThatSharesIsFoundOut) {
  const Trial trial = TrialOfSharing();
  const std::vector<const Law*> laws = {FindLaw("wire-form")};
  int found = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const sim::Scenario scenario = trial.generate(seed, Profile::kMixed);
    found += AnswerByCopies(scenario, laws, 7, trial) != AnswerTo(scenario, laws, trial);
  }
  EXPECT_GE(found, 15);
}

TEST(RunTest, TheLedgerOfACloneIsEqualToTheByte) {
  const auto run = RunOf(ChatTrial().generate(3, Profile::kChat), LawsByDefault());
  int busy = 0;
  while (run->Step()) {
    const std::unique_ptr<Subject> clone = run->subject().Clone();
    ASSERT_EQ(clone->Accounts(), run->subject().Accounts());
    ASSERT_EQ(clone->Census(), run->subject().Census());
    ASSERT_TRUE(clone->Audit().ok()) << clone->Audit();
    busy += clone->Accounts()[Account::kMemberships].objects > 0;
  }
  EXPECT_GT(busy, 10);
}

// Another future: of what is to come every second action is gone and the others are later, lasting
// faults end sooner, and somebody new comes in.
sim::Scenario WithAnotherFuture(const sim::Scenario& scenario, Instant now) {
  sim::Scenario other = scenario;
  other.clear_action();
  for (const sim::Action& action : scenario.action()) {
    const bool past = action.t_ns() <= now.nanos();
    if (!past && action.id() % 2 == 0) continue;
    sim::Action& kept = *other.add_action();
    kept = action;
    if (!past) kept.set_t_ns(std::min(action.t_ns() + 777, scenario.limits().end_ns()));
  }
  for (sim::Fault& fault : *other.mutable_fault()) {
    if (fault.until_ns() <= now.nanos() + 1) continue;
    fault.set_until_ns(std::max({fault.from_ns(), now.nanos() + 1, fault.until_ns() - 1000}));
  }
  sim::Client& client = *other.add_client();
  client.set_id(60'000);
  client.mutable_link()->set_latency_ns(1'000'000);
  for (const uint32_t id : {60'001u, 60'002u}) {
    sim::Action& action = *other.add_action();
    action.set_id(id);
    action.set_client(client.id());
    action.set_t_ns(std::min(now.nanos() + id, scenario.limits().end_ns()));
    if (id == 60'001) {
      action.mutable_connect();
    } else {
      action.mutable_login()->set_nick("newcomer");
      action.mutable_login()->set_user("n");
    }
  }
  return other;
}

TEST(RunTest, ABranchGivesWhatItsScenarioGivesFromTheStart) {
  const std::vector<const Law*> laws = LawsByDefault();
  uint64_t stop = 0;
  int others = 0;
  for (const sim::Scenario& scenario : CorpusAndGenerated(10)) {
    stop = (stop + 31) % 170;
    const RunPtr run = RunOf(scenario, laws);
    while (run->events() < stop && run->Step()) {
    }
    if (run->next_at() == Instant::Never()) continue;
    auto same = run->Branch(scenario);
    ASSERT_TRUE(same.ok()) << same.status();
    const sim::Scenario changed = WithAnotherFuture(scenario, run->now());
    auto other = run->Branch(changed);
    ASSERT_TRUE(other.ok()) << other.status() << sim::CanonicalText(changed);
    const std::string answer = AnswerOf(run->Finish());
    EXPECT_EQ(AnswerOf((*same)->Finish()), answer);
    const std::string another = AnswerOf((*other)->Finish());
    ASSERT_EQ(another, AnswerTo(changed, laws)) << sim::CanonicalText(scenario);
    others += another != answer;
  }
  EXPECT_GT(others, 40);
}

TEST(RunTest, AnotherPastIsRefused) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    const sim::Scenario scenario = ChatTrial().generate(seed, Profile::kMixed);
    const RunPtr run = RunOf(scenario, {FindLaw("wire-form")});
    while (run->events() < 60 && run->Step()) {
    }
    for (int i = 0; i < scenario.action_size(); ++i) {
      sim::Scenario without = scenario;
      without.mutable_action()->DeleteSubrange(i, 1);
      const bool past = scenario.action(i).t_ns() < run->now().nanos();
      const bool future = scenario.action(i).t_ns() > run->now().nanos();
      const auto branch = run->Branch(without);
      if (past || future) {
        EXPECT_EQ(branch.status().code(),
                  past ? absl::StatusCode::kFailedPrecondition : absl::StatusCode::kOk)
            << branch.status();
      }
    }
  }
}

TEST(RunTest, WhatIsToComeIsSaidInWords) {
  const RunPtr run = RunOf(ChatTrial().generate(1, Profile::kKeepalive), {FindLaw("keepalive")});
  std::string all;
  while (run->Step()) {
    Instant last = run->now();
    for (const sim::Pending& pending : run->PendingInOrder()) {
      ASSERT_GE(pending.at, last);
      last = pending.at;
      all += pending.what + "\n";
    }
    if (run->next_at() != Instant::Never()) {
      ASSERT_EQ(run->PendingInOrder().front().at, run->next_at());
    }
  }
  for (const char* what : {"wake_at: Woke", "bytes at the server", "the end", "connects"}) {
    EXPECT_NE(all.find(what), std::string::npos) << what;
  }
}

}  // namespace
}  // namespace confab::props
