#include "tools/debug/edit.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "server_core/api/moment.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

constexpr Instant kNow = Instant::FromNanos(5'000'000'000);

sim::Scenario Small() {
  auto scenario = sim::ParseScenario(R"(
    format: 1
    client { id: 1 }
    client { id: 3 }
    action { id: 4 client: 1 connect {} }
    action { id: 9 client: 1 t_ns: 7000000000 line: "JOIN #a" }
    fault { id: 2 from_ns: 6000000000 client: 1 reset {} }
    limits { end_ns: 9000000000 })");
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return *std::move(scenario);
}

std::string After(const std::string& edit) {
  sim::Scenario scenario = Small();
  const absl::Status status = ApplyEdit(edit, kNow, scenario);
  EXPECT_TRUE(status.ok()) << edit << ": " << status;
  return sim::CanonicalText(scenario);
}

std::string With(void (*change)(sim::Scenario& scenario)) {
  sim::Scenario scenario = Small();
  change(scenario);
  return sim::CanonicalText(scenario);
}

sim::Action& Added(sim::Scenario& scenario) {
  sim::Action& action = *scenario.add_action();
  action.set_id(10);
  action.set_client(3);
  action.set_t_ns(5'001'000'000);
  return action;
}

TEST(EditTest, InsertsEachDeed) {
  using S = sim::Scenario;
  const std::pair<std::string, std::string> deeds[] = {
      {"connect", With([](S& s) { Added(s).mutable_connect(); })},
      {"connect secure", With([](S& s) { Added(s).mutable_connect()->set_secure(true); })},
      {"line JOIN #a  key", With([](S& s) { Added(s).set_line("JOIN #a  key"); })},
      {"raw NICK\\x00\\r\\n", With([](S& s) { Added(s).set_raw(std::string("NICK\0\r\n", 7)); })},
      {"login nick user", With([](S& s) {
         Added(s).mutable_login()->set_nick("nick");
         s.mutable_action()->rbegin()->mutable_login()->set_user("user");
       })},
      {"auth kim secret", With([](S& s) {
         Added(s).mutable_auth()->set_account("kim");
         s.mutable_action()->rbegin()->mutable_auth()->set_password("secret");
       })},
      {"close fin", With([](S& s) { Added(s).mutable_close(); })},
      {"close rst", With([](S& s) { Added(s).mutable_close()->set_how(sim::Close::RST); })},
      {"close silent", With([](S& s) { Added(s).mutable_close()->set_how(sim::Close::SILENT); })},
      {"pause", With([](S& s) { Added(s).mutable_pause(); })},
      {"resume", With([](S& s) { Added(s).mutable_resume(); })},
  };
  for (const auto& [deed, expected] : deeds) {
    EXPECT_EQ(After("insert client 3 at +1ms " + deed), expected) << deed;
  }
}

TEST(EditTest, DeletesMovesAndChanges) {
  EXPECT_EQ(After("delete action 9"),
            With([](sim::Scenario& s) { s.mutable_action()->RemoveLast(); }));
  EXPECT_EQ(After("delete fault 2"), With([](sim::Scenario& s) { s.clear_fault(); }));
  EXPECT_EQ(After("move action 9 to 8s"),
            With([](sim::Scenario& s) { s.mutable_action(1)->set_t_ns(8'000'000'000); }));
  EXPECT_EQ(After("change action 9 line PART #a"),
            With([](sim::Scenario& s) { s.mutable_action(1)->set_line("PART #a"); }));
  EXPECT_EQ(After("change action 9 pause"),
            With([](sim::Scenario& s) { s.mutable_action(1)->mutable_pause(); }));
}

TEST(EditTest, WhatIsRefusedChangesNothing) {
  for (const std::string edit : {"",
                                 "insert",
                                 "insert client",
                                 "insert client x at 8s pause",
                                 "insert client 3 in 8s pause",
                                 "insert client 3 at 4s pause",
                                 "insert client 3 at never pause",
                                 "insert client 3 at 8s",
                                 "insert client 5 at 8s pause",
                                 "insert client 0 at 8s connect",
                                 "insert client 3 at 8s connect twice",
                                 "insert client 3 at 8s login nick",
                                 "insert client 3 at 8s auth kim",
                                 "insert client 3 at 8s close gently",
                                 "insert client 3 at 8s raw \\q",
                                 "delete",
                                 "delete action 5",
                                 "delete fault 5",
                                 "delete client 1",
                                 "move action 9 8s",
                                 "move action 9 to 1s",
                                 "change action 9",
                                 "change action 5 pause"}) {
    sim::Scenario scenario = Small();
    EXPECT_FALSE(ApplyEdit(edit, kNow, scenario).ok()) << edit;
    EXPECT_EQ(sim::CanonicalText(scenario), sim::CanonicalText(Small())) << edit;
  }
}

TEST(WordsTest, InstantsAreAbsoluteOrFromHere) {
  const std::pair<std::string, int64_t> instants[] = {{"240s", 240'000'000'000},
                                                      {"240", 240'000'000'000},
                                                      {"1.5", 1'500'000'000},
                                                      {"1h2m", 3'720'000'000'000},
                                                      {"+1ms", 5'001'000'000},
                                                      {"+0", 5'000'000'000},
                                                      {"7ns", 7}};
  for (const auto& [word, nanos] : instants) {
    const auto instant = ParseInstant(word, kNow);
    ASSERT_TRUE(instant.ok()) << word;
    EXPECT_EQ(instant->nanos(), nanos) << word;
  }
  for (const std::string word : {"", "soon", "-1s", "1", "+"}) {
    EXPECT_EQ(ParseInstant(word, kNow).ok(), word == "1") << word;
  }
}

TEST(WordsTest, ASlipIsUnderstoodAndAnotherWordIsNot) {
  const std::vector<std::string> known = {"back", "break", "transcript"};
  EXPECT_EQ(IsIt("bcak", known), " (is it back?)");
  EXPECT_EQ(IsIt("trans", known), " (is it transcript?)");
  EXPECT_EQ(IsIt("transkripd", known), " (is it transcript?)");
  EXPECT_EQ(IsIt("xyzzy", known), "");
  EXPECT_EQ(IsIt("q", known), "");
}

}  // namespace
}  // namespace confab::tools
