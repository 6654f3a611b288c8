#include "tools/confab/explanation.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/confab/landmarks.h"

namespace confab::tools {
namespace {

using props::Explanation;
using props::Interval;
using props::Leeway;
using props::Scope;

// A client connects and says its nick 118 ms later.
sim::Scenario Latecomer() {
  sim::Scenario scenario;
  scenario.add_client()->set_id(1);
  sim::Action* connect = scenario.add_action();
  connect->set_id(1);
  connect->set_client(1);
  connect->mutable_connect();
  sim::Action* nick = scenario.add_action();
  nick->set_id(2);
  nick->set_client(1);
  nick->set_t_ns(118'000'000);
  nick->set_line("NICK a");
  return scenario;
}

Leeway TimeOfNick(const Interval& interval) {
  return {"action 2", "t_ns", "118000000", Scope::kInterval, interval, {}, {}};
}

Explanation With(const Leeway& leeway) {
  Explanation explanation;
  explanation.leeways.push_back(leeway);
  explanation.runs = 7;
  return explanation;
}

bool Says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(SpanTest, UnitsAreTheLargestThatNeedNoFraction) {
  EXPECT_EQ(SpanInWords(0), "0 s");
  EXPECT_EQ(SpanInWords(1), "1 ns");
  EXPECT_EQ(SpanInWords(999), "999 ns");
  EXPECT_EQ(SpanInWords(118'000'000), "118 ms");
  EXPECT_EQ(SpanInWords(1'500'000'000), "1.5 s");
  EXPECT_EQ(SpanInWords(59'999'999'999), "59.999999999 s");
}

TEST(ExplanationTest, AnIntervalIsToldWithBothEnds) {
  const std::string words = ExplanationInWords(
      Latecomer(), nullptr, With(TimeOfNick({118'000'000, 201'000'000, false, false, false})));
  EXPECT_TRUE(Says(words, "time 118 ms: 118 ms .. 201 ms")) << words;
  EXPECT_TRUE(Says(words, "may come anywhere in 118\nms .. 201 ms")) << words;
  EXPECT_TRUE(Says(words, "7 variants were run")) << words;
}

TEST(ExplanationTest, WhatIsTrueElsewhereAgainIsSaid) {
  const std::string words = ExplanationInWords(
      Latecomer(), nullptr, With(TimeOfNick({118'000'000, 201'000'000, false, false, true})));
  EXPECT_TRUE(Says(words, "118 ms .. 201 ms, and elsewhere again")) << words;
}

TEST(ExplanationTest, WhatItWasShrunkFromIsCounted) {
  sim::Scenario drawn = Latecomer();
  for (int i = 0; i < 3; ++i) drawn.add_fault();
  const std::string words =
      ExplanationInWords(Latecomer(), &drawn, With(TimeOfNick({0, 5, true, false, false})));
  EXPECT_TRUE(Says(words, "0 of 3 faults, 2 of 2 actions and 1 of 1 client matter")) << words;
}

TEST(ExplanationTest, JsonHasNumbersAsNumbers) {
  EXPECT_EQ(ExplanationInJson(With(TimeOfNick({5, 9, false, false, false}))),
            "{\"complete\": true, \"runs\": 7, \"leeways\": [{\"thing\": \"action 2\", "
            "\"field\": \"t_ns\", \"value\": \"118000000\", \"scope\": \"interval\", \"low\": 5, "
            "\"high\": 9, \"low_is_open\": false, \"high_is_open\": false, \"recurs\": false}]}\n");
}

// As it ships, the registration deadline is 60 s after the connection.
TEST(LandmarksTest, InstantsAreNearUpToANanosecond) {
  constexpr int64_t kDeadlineNs = 60'000'000'000;
  const Landmarks landmarks(Latecomer(), "action 2");
  const std::string name = "the registration deadline of client 1";
  EXPECT_EQ(landmarks.Near(kDeadlineNs), "at " + name);
  EXPECT_EQ(landmarks.Near(kDeadlineNs - 1), "1 ns before " + name);
  EXPECT_EQ(landmarks.Near(kDeadlineNs + 1), "1 ns after " + name);
  EXPECT_EQ(landmarks.Near(kDeadlineNs + 2), "");
  EXPECT_EQ(landmarks.Near(118'000'000), "");
  EXPECT_EQ(Landmarks(Latecomer(), "action 1").Near(118'000'000), "at action 2");
}

}  // namespace
}  // namespace confab::tools
