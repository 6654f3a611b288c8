#include "props/shrink/explain.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace confab::props {
namespace {

using sim::Scenario;

constexpr int64_t kMillisecond = 1'000'000;

sim::Action* AddAction(Scenario& scenario, uint32_t client, int64_t t_ns) {
  sim::Action* action = scenario.add_action();
  action->set_id(static_cast<uint32_t>(scenario.action_size()));
  action->set_client(client);
  action->set_t_ns(t_ns);
  return action;
}

// Two clients want one nick; a fault lags; a setting is set.
Scenario Quarrel() {
  Scenario scenario;
  scenario.set_format(1);
  scenario.mutable_config()->set_nick_bytes_max(9);
  scenario.add_client()->set_id(1);
  scenario.add_client()->set_id(2);
  scenario.mutable_client(1)->set_role(sim::LURKER);
  AddAction(scenario, 1, 0)->mutable_connect();
  sim::Login* login = AddAction(scenario, 1, 0)->mutable_login();
  login->set_nick("a");
  login->set_user("u");
  AddAction(scenario, 2, 150 * kMillisecond)->set_line("NICK a :hello");
  sim::Fault* fault = scenario.add_fault();
  fault->set_id(1);
  fault->set_client(2);
  fault->mutable_lag()->set_extra_ns(5);
  scenario.mutable_limits()->set_end_ns(1'000 * kMillisecond);
  return scenario;
}

std::optional<Witness> When(bool fails) {
  return fails ? std::optional<Witness>(Witness{}) : std::nullopt;
}

bool CanRun(const Scenario& scenario) {
  for (const sim::Action& action : scenario.action()) {
    if (action.t_ns() > scenario.limits().end_ns()) return false;
  }
  return true;
}

Explanation ExplainAll(FailsTheSameWay fails) {
  ExplainOptions options;
  options.can_run = CanRun;
  return Explain(Quarrel(), fails, options);
}

const Leeway* Find(const Explanation& explanation, const std::string& thing,
                   const std::string& field) {
  for (const Leeway& it : explanation.leeways) {
    if (it.thing == thing && it.field == field) return &it;
  }
  return nullptr;
}

TEST(ExplainTest, OfWhatAlwaysFailsEverythingMayBeAny) {
  const Explanation explanation = ExplainAll([](const Scenario&) { return When(true); });
  EXPECT_TRUE(explanation.is_complete);
  EXPECT_GE(explanation.leeways.size(), 12u);
  for (const Leeway& it : explanation.leeways) {
    EXPECT_EQ(it.scope, Scope::kAny) << it.thing << " " << it.field;
  }
}

// The truth: from 118 ms to 201 ms.
TEST(ExplainTest, TheTimeOfAnActionIsAnIntervalWithExactEnds) {
  constexpr int64_t kLow = 118 * kMillisecond;
  constexpr int64_t kHigh = 201 * kMillisecond;
  const Explanation explanation = ExplainAll([](const Scenario& it) {
    return When(it.action(2).t_ns() >= kLow && it.action(2).t_ns() <= kHigh);
  });
  const Leeway* time = Find(explanation, "action 3", "t_ns");
  ASSERT_NE(time, nullptr);
  EXPECT_EQ(time->scope, Scope::kInterval);
  EXPECT_EQ(time->interval, (Interval{kLow, kHigh, false, false, false}));
  EXPECT_EQ(Find(explanation, "action 1", "t_ns")->scope, Scope::kAny);
}

TEST(ExplainTest, WordsThatMustBeEqualAreTold) {
  const Explanation explanation = ExplainAll([](const Scenario& it) {
    const std::string& nick = it.action(1).login().nick();
    return When(it.action(2).line().rfind("NICK " + nick + " ", 0) == 0);
  });
  const Leeway* nick = Find(explanation, "action 2", "nick");
  ASSERT_NE(nick, nullptr);
  EXPECT_EQ(nick->scope, Scope::kSame);
  EXPECT_EQ(nick->also_at, std::vector<std::string>{"action 3"});
  EXPECT_EQ(Find(explanation, "action 2", "user")->scope, Scope::kAny);
  EXPECT_EQ(Find(explanation, "action 3", "line word 1")->scope, Scope::kExactly);
  EXPECT_EQ(Find(explanation, "action 3", "line word 2")->scope, Scope::kSame);
  EXPECT_EQ(Find(explanation, "action 3", "line word 3")->scope, Scope::kAny);
}

// The truth: limits from 5 on, lags of 3 to 7, a fault of client 2 or of all.
TEST(ExplainTest, SettingsAndFaultsHaveExactEndsToo) {
  const Explanation explanation = ExplainAll([](const Scenario& it) {
    const int64_t extra_ns = it.fault(0).lag().extra_ns();
    return When(it.config().nick_bytes_max() >= 5 && extra_ns >= 3 && extra_ns <= 7 &&
                it.fault(0).client() != 1);
  });
  const Leeway* limit = Find(explanation, "config", "nick_bytes_max");
  ASSERT_NE(limit, nullptr);
  EXPECT_EQ(limit->interval.low, 5);
  EXPECT_TRUE(limit->interval.high_is_open);
  EXPECT_EQ(Find(explanation, "fault 1", "lag.extra_ns")->interval,
            (Interval{3, 7, false, false, false}));
  const Leeway* whom = Find(explanation, "fault 1", "client");
  EXPECT_EQ(whom->scope, Scope::kOneOf);
  EXPECT_EQ(whom->choices, std::vector<std::string>{"everybody"});
}

TEST(ExplainTest, ChoicesThatFailAsWellAreNamed) {
  const Explanation explanation = ExplainAll([](const Scenario& it) {
    return When(it.client(1).role() == sim::LURKER || it.client(1).role() == sim::STORMER);
  });
  const Leeway* role = Find(explanation, "client 2", "role");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->scope, Scope::kOneOf);
  EXPECT_EQ(role->choices, std::vector<std::string>{"stormer"});
}

TEST(ExplainTest, TimesMayBeLaterThanTheEndOnlyIfTheRunMayGoOn) {
  const Explanation any = ExplainAll([](const Scenario&) { return When(true); });
  EXPECT_TRUE(any.end_was_extended);
  const Explanation fixed = ExplainAll(
      [](const Scenario& it) { return When(it.limits().end_ns() == 1'000 * kMillisecond); });
  EXPECT_FALSE(fixed.end_was_extended);
  EXPECT_EQ(Find(fixed, "limits", "end_ns")->scope, Scope::kExactly);
  EXPECT_EQ(Find(fixed, "action 3", "t_ns")->interval.high, 1'000 * kMillisecond);
}

TEST(ExplainTest, TheBudgetOfRunsIsKeptAndSaid) {
  ExplainOptions options;
  options.runs_max = 5;
  int runs = 0;
  const auto fails = [&](const Scenario&) {
    ++runs;
    return When(true);
  };
  const Explanation explanation = Explain(Quarrel(), fails, options);
  EXPECT_EQ(runs, 5);
  EXPECT_EQ(explanation.runs, 5u);
  EXPECT_FALSE(explanation.is_complete);
}

TEST(ExplainTest, WhatDoesNotFailIsNotExplained) {
  const Explanation explanation = ExplainAll([](const Scenario&) { return When(false); });
  EXPECT_TRUE(explanation.leeways.empty());
  EXPECT_FALSE(explanation.is_complete);
}

}  // namespace
}  // namespace confab::props
