#include "tools/show/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/trial.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"
#include "tools/show/capture.h"
#include "tools/show/state_log.h"

namespace confab::tools {
namespace {

constexpr char kTwoTalk[] = R"(format: 1
  client { id: 1 link { latency_ns: 5 } } client { id: 2 }
  action { id: 1 client: 1 connect {} }
  action { id: 2 client: 1 t_ns: 10 login { nick: "a" user: "u" } }
  action { id: 3 client: 2 t_ns: 20 connect {} }
  action { id: 4 client: 2 t_ns: 20 login { nick: "a" user: "u" } }
  action { id: 5 client: 2 t_ns: 30 line: "PING x" }
  action { id: 6 client: 2 t_ns: 40 close {} }
  fault { id: 9 from_ns: 25 until_ns: 35 client: 1 lag { extra_ns: 3 } }
  limits { end_ns: 50 })";

Story StoryOf(const std::string& text, const CaptureOptions& options = {}) {
  const absl::StatusOr<sim::Scenario> scenario = sim::ParseScenario(text);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  absl::StatusOr<Story> story = Capture(props::ChatTrial(), *scenario, options);
  EXPECT_TRUE(story.ok()) << story.status();
  return *story;
}

// The first event of a kind whose text contains some words; a test fails without one.
StoryEvent Find(const Story& story, StoryKind kind, const std::string& words) {
  for (const StoryEvent& event : story.events) {
    if (event.kind == kind && event.text.find(words) != std::string::npos) return event;
  }
  ADD_FAILURE() << StoryKindName(kind) << " " << words;
  return {};
}

const StoryEvent& CauseOf(const Story& story, const StoryEvent& event) {
  static const StoryEvent kNothing;
  EXPECT_NE(event.cause, kNone);
  return event.cause == kNone ? kNothing : story.events[static_cast<size_t>(event.cause)];
}

TEST(Story, LatencyPartsWhatAClientDoesFromWhatTheServerHears) {
  const Story story = StoryOf(kTwoTalk);
  const StoryEvent heard = Find(story, StoryKind::kHeard, "NICK a");
  EXPECT_EQ(heard.at_ns, 15);
  EXPECT_EQ(heard.action, 2u);
  EXPECT_EQ(CauseOf(story, heard).kind, StoryKind::kAct);
  EXPECT_EQ(CauseOf(story, heard).at_ns, 10);
}

TEST(Story, WhatTakesEffectAtOnceIsToldOnce) {
  const Story story = StoryOf(kTwoTalk);
  const StoryEvent ping = Find(story, StoryKind::kHeard, "PING x");
  EXPECT_EQ(ping.action, 5u);
  EXPECT_EQ(ping.cause, kNone);
  for (const StoryEvent& event : story.events) {
    EXPECT_FALSE(event.kind == StoryKind::kAct && event.action == 5);
  }
}

TEST(Story, WhatTheServerSaysComesFromWhatItHeard) {
  const Story story = StoryOf(kTwoTalk);
  const StoryEvent pong = Find(story, StoryKind::kTold, "PONG");
  EXPECT_EQ(CauseOf(story, pong).text, "PING x\r\n");
  EXPECT_EQ(story.lanes[pong.lane].client, 2u);
}

TEST(Story, CausesStandBeforeTheirEffectsAndTimeNeverGoesBack) {
  const Story story = StoryOf(kTwoTalk);
  for (size_t i = 0; i < story.events.size(); ++i) {
    EXPECT_LT(story.events[i].cause, static_cast<int64_t>(i));
    if (i == 0) continue;
    EXPECT_GE(story.events[i].at_ns, story.events[i - 1].at_ns);
  }
}

TEST(Story, FaultsAreToldWhereTheyBeginAndEnd) {
  const Story story = StoryOf(kTwoTalk);
  EXPECT_EQ(Find(story, StoryKind::kFault, "fault 9 begins: lag").at_ns, 25);
  EXPECT_EQ(Find(story, StoryKind::kFault, "fault 9 ends: lag").at_ns, 35);
  ASSERT_EQ(story.faults.size(), 1u);
  EXPECT_EQ(story.faults[0].lane, 1u);
  EXPECT_FALSE(story.faults[0].effective);  // client 1 neither says nor hears anything meanwhile
}

TEST(Story, TheSameRunGivesTheSameStory) {
  const Story once = StoryOf(kTwoTalk);
  const Story twice = StoryOf(kTwoTalk);
  ASSERT_EQ(once.events.size(), twice.events.size());
  for (size_t i = 0; i < once.events.size(); ++i) {
    EXPECT_EQ(ShownText(once.events[i]), ShownText(twice.events[i]));
  }
  EXPECT_EQ(once.transcript, twice.transcript);
}

TEST(Story, EndsWithTheLastStepThatIsAskedFor) {
  const Story whole = StoryOf(kTwoTalk);
  CaptureOptions options;
  options.steps = 3;
  const Story story = StoryOf(kTwoTalk, options);
  EXPECT_EQ(story.steps, 3);
  ASSERT_FALSE(story.events.empty());
  EXPECT_EQ(story.events.back().step, 2);
  EXPECT_TRUE(whole.transcript.starts_with(story.transcript));
  EXPECT_LT(story.transcript.size(), whole.transcript.size());
}

TEST(Story, TellsTheInputThatTheSubjectIsNotLet) {
  CaptureOptions options;
  options.steps = 3;
  options.shows_next = true;
  const Story story = StoryOf(kTwoTalk, options);
  EXPECT_EQ(story.steps, 3);
  EXPECT_EQ(story.events.back().step, 3);
}

TEST(Story, SkippedStepsLeaveTheStateRight) {
  const Story whole = StoryOf(kTwoTalk);
  CaptureOptions options;
  options.skip = 4;
  const Story story = StoryOf(kTwoTalk, options);
  EXPECT_EQ(story.steps_skipped, 4);
  const auto census_of = [](const Story& it) {
    std::map<std::string, std::string> census;
    for (const CensusChange& change : it.census) {
      census[change.key] = change.text;
      if (change.text.empty()) census.erase(change.key);
    }
    return census;
  };
  EXPECT_EQ(census_of(story), census_of(whole));
}

TEST(Story, ABrokenStepIsMarkedWithItsLaw) {
  Story story = StoryOf(kTwoTalk);
  StoryBreach breach;
  breach.law = "keepalive";
  breach.rule = "p3";
  breach.detail = "late";
  MarkBroken(breach, /*in_step=*/true, story);
  EXPECT_EQ(story.events.back().kind, StoryKind::kBroken);
  EXPECT_EQ(story.broken_step, story.steps - 1);
  MarkBroken(breach, /*in_step=*/false, story);
  EXPECT_EQ(story.events.back().step, kNone);
}

// A subject that is nothing but a census.
class Puppet final : public Subject {
 public:
  Step Advance(const Moment&, const Input&) override { return {}; }
  std::string Census() const override { return census; }
  absl::Status Audit() const override { return absl::OkStatus(); }
  const Ledger& Accounts() const override { return ledger; }

  std::string census;
  Ledger ledger;
};

TEST(StateLog, ReplayingTheChangesGivesEveryCensus) {
  const std::vector<std::string> censuses = {
      "counters links=0\n",
      "link 1 connected nick=a\ncounters links=1\n",
      "link 1 connected nick=aa\nlink 11 connected nick=a\ncounters links=2\n",
      "link 11 connected nick=a\ncounters links=1\n",
      "link 11 connected nick=a\nchannel #a topic=0\nchannel #aa topic=0\ncounters links=1\n",
      "link 11 connected nick=a\nchannel #aa topic=0\ncounters links=1\n",
      "link 1 connected nick=a\nlink 11 connected nick=a\ncounters links=2\n",
      "counters links=0\n",
  };
  Puppet puppet;
  StateLog log;
  for (size_t i = 0; i < censuses.size(); ++i) {
    puppet.census = censuses[i];
    log.Look(static_cast<int64_t>(i), puppet);
  }
  const std::vector<CensusChange> changes = log.TakeCensus();
  std::map<std::string, std::string> state;
  size_t next = 0;
  for (size_t i = 0; i < censuses.size(); ++i) {
    for (; next < changes.size() && changes[next].step == static_cast<int64_t>(i); ++next) {
      state[changes[next].key] = changes[next].text;
      if (changes[next].text.empty()) state.erase(changes[next].key);
    }
    size_t lines = 0;
    for (const auto& [key, text] : state) {
      EXPECT_NE(censuses[i].find(key + " " + text + "\n"), std::string::npos) << i << " " << key;
      ++lines;
    }
    EXPECT_EQ(lines, static_cast<size_t>(std::count(censuses[i].begin(), censuses[i].end(), '\n')));
  }
  EXPECT_EQ(next, changes.size());
}

TEST(StateLog, TellsOnlyAccountsThatMoved) {
  Puppet puppet;
  StateLog log;
  log.Look(0, puppet);
  puppet.ledger.Open(Account::kUsers, 64);
  log.Look(1, puppet);
  log.Look(2, puppet);
  const std::vector<LedgerChange> changes = log.TakeLedger();
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].step, 1);
  EXPECT_EQ(changes[0].account, Account::kUsers);
  EXPECT_EQ(changes[0].totals.bytes, 64);
}

}  // namespace
}  // namespace confab::tools
