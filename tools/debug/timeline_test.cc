#include "tools/debug/timeline.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "props/gen/profile.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/trial.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "tools/debug/moment_text.h"

namespace confab::tools {
namespace {

using TimePtr = std::unique_ptr<Timeline>;

TimelineOptions UnderAllLaws() { return {.laws = props::LawsByDefault()}; }

TimePtr TimeOf(const sim::Scenario& scenario, const TimelineOptions& options = UnderAllLaws()) {
  auto time = Timeline::Create(scenario, options);
  EXPECT_TRUE(time.ok()) << time.status();
  return time.ok() ? *std::move(time) : nullptr;
}

sim::Scenario Drawn(uint64_t seed, props::Profile profile) {
  return props::ChatTrial().generate(seed, profile);
}

// All that can be seen of a moment.
std::string Seen(const Timeline& time) {
  const props::Run& run = time.run();
  std::string seen = run.trace_chain().Hex() + " " + std::to_string(run.now().nanos()) + "\n";
  for (const uint32_t cell : run.CellsSeen()) seen += std::to_string(cell) + " ";
  return seen + "\n" + MomentText(run) + run.transcript();
}

// Every moment of a run that never goes back.
std::vector<std::string> Moments(const sim::Scenario& scenario, uint64_t events_max) {
  const TimePtr time = TimeOf(scenario);
  std::vector<std::string> moments = {Seen(*time)};
  while (moments.size() <= events_max && time->Step()) moments.push_back(Seen(*time));
  return moments;
}

// To and fro, so that every distance and direction comes.
void ExpectSameAnywhere(Timeline& time, const std::vector<std::string>& moments) {
  uint64_t place = moments.size() / 2;
  for (uint64_t i = 0; i < 60; ++i) {
    place = (place * 31 + 17 * i + 5) % moments.size();
    ASSERT_TRUE(time.GoTo(place));
    ASSERT_EQ(Seen(time), moments[place]) << "event " << place;
  }
}

TEST(TimelineTest, AnyMomentIsTheSameHoweverItIsReached) {
  for (const props::Profile profile : props::AllProfiles()) {
    for (uint64_t seed = 1; seed <= 2; ++seed) {
      const sim::Scenario scenario = Drawn(seed, profile);
      const std::vector<std::string> moments = Moments(scenario, 300);
      ExpectSameAnywhere(*TimeOf(scenario), moments);
    }
  }
}

// A server that cannot be copied.
class Unique final : public Subject {
 public:
  explicit Unique(std::unique_ptr<Subject> inner) : inner_(std::move(inner)) {}
  Step Advance(const Moment& now, const Input& input) override {
    return inner_->Advance(now, input);
  }
  std::string Census() const override { return inner_->Census(); }
  absl::Status Audit() const override { return inner_->Audit(); }
  const Ledger& Accounts() const override { return inner_->Accounts(); }

 private:
  std::unique_ptr<Subject> inner_;
};

TEST(TimelineTest, WithoutCopiesThePastIsRunAgain) {
  props::Trial trial = props::ChatTrial();
  trial.create = [](const sim::Script& script) -> absl::StatusOr<std::unique_ptr<Subject>> {
    auto inner = props::ChatTrial().create(script);
    if (!inner.ok()) return inner.status();
    return std::make_unique<Unique>(*std::move(inner));
  };
  const sim::Scenario scenario = Drawn(3, props::Profile::kChat);
  TimelineOptions options = UnderAllLaws();
  options.trial = &trial;
  const TimePtr time = TimeOf(scenario, options);
  ExpectSameAnywhere(*time, Moments(scenario, 100));
  EXPECT_EQ(time->snapshots(), 0u);

  ASSERT_TRUE(time->GoTo(60));
  auto fork = time->Fork(scenario);
  ASSERT_TRUE(fork.ok()) << fork.status();
  EXPECT_EQ(Seen(**fork), Seen(*time));
  sim::Scenario other = scenario;
  other.mutable_action()->DeleteSubrange(0, 2);
  EXPECT_EQ(time->Fork(other).status().code(), absl::StatusCode::kFailedPrecondition);
}

// The first of a profile that runs for so many events.
sim::Scenario LongOne(uint64_t events) {
  for (uint64_t seed = 1; seed < 500; ++seed) {
    sim::Scenario scenario = Drawn(seed, props::Profile::kStorm);
    if (TimeOf(scenario)->GoTo(events)) return scenario;
  }
  ADD_FAILURE() << "no scenario of " << events << " events";
  return {};
}

TEST(TimelineTest, CopiesAreFewHoweverLongTheRun) {
  constexpr uint64_t kFull = (kSnapshotsMax - 1) * kSnapshotEveryEvents;  // one is of event 0
  const TimePtr time = TimeOf(LongOne(3 * kFull));
  ASSERT_TRUE(time->GoTo(kFull));
  EXPECT_EQ(time->snapshots(), kSnapshotsMax);
  ASSERT_TRUE(time->GoTo(kFull + kSnapshotEveryEvents));
  EXPECT_EQ(time->snapshots(), kSnapshotsMax / 2 + 1);
  while (time->Step()) ASSERT_LE(time->snapshots(), kSnapshotsMax);
  EXPECT_EQ(time->SnapshotBefore(1), 0u);
}

TEST(TimelineTest, AForkGoesOnAsItsScenarioDoesAndLeavesTheOriginalAlone) {
  const sim::Scenario scenario = Drawn(5, props::Profile::kChat);
  const std::vector<std::string> moments = Moments(scenario, 400);
  const TimePtr time = TimeOf(scenario);
  ASSERT_TRUE(time->GoTo(moments.size() / 2));
  sim::Scenario edited = scenario;
  int last = 0;
  for (int i = 0; i < edited.action_size(); ++i) {
    if (edited.action(i).t_ns() > edited.action(last).t_ns()) last = i;
  }
  ASSERT_GT(edited.action(last).t_ns(), time->run().now().nanos());
  edited.mutable_action()->DeleteSubrange(last, 1);
  auto fork = time->Fork(edited);
  ASSERT_TRUE(fork.ok()) << fork.status();
  EXPECT_EQ((*fork)->events(), time->events());
  const std::vector<std::string> others = Moments(edited, 400);
  EXPECT_NE(others, moments);
  ExpectSameAnywhere(**fork, others);
  ExpectSameAnywhere(*time, moments);
}

TEST(TimelineTest, StopsBeforeTheEventThatKills) {
  TimelineOptions options = UnderAllLaws();
  options.death_in = [](const sim::Scenario&) { return SubjectDeath{5, "sigsegv", ""}; };
  const TimePtr time = TimeOf(Drawn(1, props::Profile::kMixed), options);
  EXPECT_FALSE(time->GoTo(6));
  EXPECT_EQ(time->events(), 5u);
  ASSERT_NE(time->DiesNext(), nullptr);
  EXPECT_FALSE(time->AtEnd());
  EXPECT_TRUE(time->GoTo(4));
  EXPECT_EQ(time->DiesNext(), nullptr);
}

TEST(TimelineTest, TellsABreachWhereItIsAndRemembersIt) {
  const TimePtr time =
      TimeOf(Drawn(1, props::Profile::kMixed), {.laws = {props::FindLaw("canary")}});
  EXPECT_FALSE(time->finding().has_value());
  while (time->Step()) {
  }
  ASSERT_TRUE(time->finding().has_value());
  EXPECT_EQ(time->finding()->violation.law, "canary");
  ASSERT_TRUE(time->GoTo(0));
  EXPECT_FALSE(time->finding().has_value());
  EXPECT_TRUE(time->found().has_value());
}

}  // namespace
}  // namespace confab::tools
