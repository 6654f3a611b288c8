#include "props/shrink/shrink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "props/shrink/numbers.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

constexpr int64_t kSecond = 1'000'000'000;

sim::Client* AddClient(Scenario& scenario, uint32_t id) {
  sim::Client* client = scenario.add_client();
  client->set_id(id);
  return client;
}

Action* AddAction(Scenario& scenario, uint32_t client, int64_t t_ns) {
  Action* action = scenario.add_action();
  action->set_id(static_cast<uint32_t>(scenario.action_size() * 3));
  action->set_client(client);
  action->set_t_ns(t_ns);
  return action;
}

// Ten clients that connect, log on, talk and leave; faults that do little.
Scenario Crowd() {
  Scenario scenario;
  scenario.set_format(1);
  scenario.set_salt(99);
  scenario.mutable_config()->set_links_max(5);
  scenario.mutable_config()->set_probe_after_ns(7'123'456'789);
  for (uint32_t id = 1; id <= 10; ++id) {
    AddClient(scenario, id * 2)->set_role(sim::LURKER);
    const int64_t t_ns = id * 1'234'567'891;
    AddAction(scenario, id * 2, t_ns)->mutable_connect();
    sim::Login* login = AddAction(scenario, id * 2, t_ns)->mutable_login();
    login->set_nick("nick" + std::to_string(id % 3));
    login->set_user("user");
    AddAction(scenario, id * 2, t_ns + 5)->set_line("JOIN #room" + std::to_string(id % 2));
    AddAction(scenario, id * 2, t_ns + 77)->set_raw("PRIVMSG #room0 :hello\r\n");
    AddAction(scenario, id * 2, t_ns + 777)->set_line("QUIT :so long");
    sim::Fault* fault = scenario.add_fault();
    fault->set_id(id);
    fault->set_from_ns(t_ns);
    fault->set_until_ns(t_ns + kSecond);
    fault->mutable_lag()->set_extra_ns(12'345);
  }
  scenario.mutable_heal()->set_at_ns(50 * kSecond);
  scenario.mutable_limits()->set_end_ns(60 * kSecond);
  return scenario;
}

std::optional<Witness> When(bool fails) {
  return fails ? std::optional<Witness>(Witness{20 * kSecond, {}}) : std::nullopt;
}

Shrunk ShrinkAll(const Scenario& scenario, FailsTheSameWay fails) {
  return Shrink(scenario, fails, ShrinkOptions());
}

int CountLogins(const Scenario& scenario, const std::string& nick) {
  return static_cast<int>(
      std::count_if(scenario.action().begin(), scenario.action().end(),
                    [&](const Action& action) { return action.login().nick() == nick; }));
}

TEST(ShrinkTest, WhatAlwaysFailsShrinksToNothing) {
  const Shrunk shrunk = ShrinkAll(Crowd(), [](const Scenario&) { return When(true); });
  EXPECT_EQ(shrunk.end, ShrinkEnd::kMinimal);
  EXPECT_EQ(shrunk.scenario.action_size(), 0);
  EXPECT_EQ(shrunk.scenario.client_size(), 0);
  EXPECT_EQ(shrunk.scenario.fault_size(), 0);
  EXPECT_FALSE(shrunk.scenario.has_config());
  EXPECT_FALSE(shrunk.scenario.has_heal());
  EXPECT_EQ(shrunk.scenario.salt(), 0u);
}

TEST(ShrinkTest, WhatDoesNotFailIsHandedBack) {
  const Shrunk shrunk = ShrinkAll(Crowd(), [](const Scenario&) { return When(false); });
  EXPECT_EQ(shrunk.end, ShrinkEnd::kNotFailing);
  EXPECT_EQ(shrunk.runs, 1u);
  EXPECT_EQ(shrunk.scenario.SerializeAsString(), Crowd().SerializeAsString());
}

// Two clients want one nick; whatever it is called, whoever they are and whenever they come.
TEST(ShrinkTest, EqualNicksAreRenamedTogether) {
  const auto two_share_a_nick = [](const Scenario& scenario) {
    for (const Action& action : scenario.action()) {
      if (!action.has_login() || action.login().nick().empty()) continue;
      if (CountLogins(scenario, action.login().nick()) >= 2) return When(true);
    }
    return When(false);
  };
  const Shrunk shrunk = ShrinkAll(Crowd(), two_share_a_nick);
  ASSERT_EQ(shrunk.scenario.action_size(), 2);
  EXPECT_EQ(shrunk.scenario.action(0).login().nick(), "a");
  EXPECT_EQ(shrunk.scenario.action(1).login().nick(), "a");
  EXPECT_EQ(shrunk.scenario.action(0).t_ns(), 0);
  EXPECT_EQ(shrunk.scenario.action(1).t_ns(), 0);
  EXPECT_EQ(shrunk.scenario.action(1).id(), 2u);
}

// A second spelling of one name stays a second spelling.
TEST(ShrinkTest, SpellingsStaySpellings) {
  Scenario scenario = Crowd();
  scenario.mutable_action(1)->mutable_login()->set_nick("n[x");
  scenario.mutable_action(6)->mutable_login()->set_nick("N{x");
  const auto two_spellings = [](const Scenario& it) {
    const bool original = CountLogins(it, "n[x") > 0 && CountLogins(it, "N{x") > 0;
    return When(original || (CountLogins(it, "a") > 0 && CountLogins(it, "A") > 0));
  };
  const Shrunk shrunk = ShrinkAll(scenario, two_spellings);
  EXPECT_EQ(shrunk.scenario.action_size(), 2);
  EXPECT_EQ(CountLogins(shrunk.scenario, "a"), 1);
  EXPECT_EQ(CountLogins(shrunk.scenario, "A"), 1);
}

// A keepalive bug in small: silence of more than so much between two actions.
TEST(ShrinkTest, SpansShrinkToRoundNumbers) {
  constexpr int64_t kSilenceNs = 2'500'000'003;
  const auto long_silence = [](const Scenario& it) {
    for (int i = 0; i + 1 < it.action_size(); ++i) {
      const int64_t span_ns = it.action(i + 1).t_ns() - it.action(i).t_ns();
      if (span_ns >= kSilenceNs) return When(true);
    }
    return When(false);
  };
  Scenario scenario = Crowd();
  AddAction(scenario, 2, 40'123'456'789)->set_line("PING");
  const Shrunk shrunk = ShrinkAll(scenario, long_silence);
  ASSERT_EQ(shrunk.scenario.action_size(), 2);
  EXPECT_EQ(shrunk.scenario.action(0).t_ns(), 0);
  EXPECT_EQ(shrunk.scenario.action(1).t_ns(), 3 * kSecond);
}

TEST(ShrinkTest, TheOneFaultThatMattersStays) {
  const auto has_fault_seven = [](const Scenario& it) {
    for (const sim::Fault& fault : it.fault()) {
      if (fault.from_ns() > 0 && fault.lag().extra_ns() >= 12'000) return When(true);
    }
    return When(false);
  };
  const Shrunk shrunk = ShrinkAll(Crowd(), has_fault_seven);
  ASSERT_EQ(shrunk.scenario.fault_size(), 1);
  EXPECT_EQ(shrunk.scenario.fault(0).lag().extra_ns(), 12'000);
  EXPECT_EQ(shrunk.scenario.fault(0).from_ns(), kSecond);
  EXPECT_EQ(shrunk.scenario.action_size(), 0);
}

TEST(ShrinkTest, PairsThatOnlyGoTogetherGo) {
  // Neither the JOIN nor the QUIT of a client may go alone.
  const auto balanced = [](const Scenario& it) {
    int joins = 0;
    for (const Action& action : it.action()) {
      joins += action.line().rfind("JOIN", 0) == 0 ? 1 : 0;
      joins -= action.line().rfind("QUIT", 0) == 0 ? 1 : 0;
    }
    return When(joins == 0 && it.client_size() == 10);
  };
  const Shrunk shrunk = ShrinkAll(Crowd(), balanced);
  EXPECT_EQ(shrunk.scenario.action_size(), 0);
}

TEST(ShrinkTest, TextsShrinkToWhatMatters) {
  const auto says_el = [](const Scenario& it) {
    for (const Action& action : it.action()) {
      const bool in_line = action.line().find("ell") != std::string::npos;
      if (in_line || action.raw().find("ell") != std::string::npos) return When(true);
    }
    return When(false);
  };
  const Shrunk shrunk = ShrinkAll(Crowd(), says_el);
  ASSERT_EQ(shrunk.scenario.action_size(), 1);
  EXPECT_EQ(shrunk.scenario.action(0).line(), "ell");
}

TEST(ShrinkTest, LogOnsByHandBecomeLogins) {
  Scenario scenario;
  AddClient(scenario, 1);
  AddAction(scenario, 1, 0)->set_line("NICK bob");
  AddAction(scenario, 1, 0)->set_line("USER x 0 * :y");
  const auto logs_on = [](const Scenario& it) {
    bool nick = false;
    bool user = false;
    for (const Action& action : it.action()) {
      nick |= action.has_login() || action.line().rfind("NICK ", 0) == 0;
      user |= action.has_login() || action.line().rfind("USER ", 0) == 0;
    }
    return When(nick && user);
  };
  const Shrunk shrunk = ShrinkAll(scenario, logs_on);
  ASSERT_EQ(shrunk.scenario.action_size(), 1);
  EXPECT_EQ(shrunk.scenario.action(0).login().nick(), "a");
}

// The text of all that a client says.
std::string Said(const Scenario& scenario) {
  std::string said;
  for (const Action& action : scenario.action()) {
    if (action.has_line()) said += action.line() + "\n";
    if (action.has_raw()) said += action.raw();
  }
  return said;
}

Scenario Saying(const std::vector<std::string>& raws) {
  Scenario scenario;
  AddClient(scenario, 1);
  for (const std::string& raw : raws) AddAction(scenario, 1, 0)->set_raw(raw);
  return scenario;
}

TEST(ShrinkTest, PiecesOfALineBecomeOne) {
  const auto joins = [](const Scenario& it) {
    return When(Said(it).find("JOIN") != std::string::npos);
  };
  const Shrunk shrunk = ShrinkAll(Saying({"JO", "IN", "\r\n"}), joins);
  ASSERT_EQ(shrunk.scenario.action_size(), 1);
  EXPECT_EQ(shrunk.scenario.action(0).line() + shrunk.scenario.action(0).raw(), "JOIN");
}

TEST(ShrinkTest, LinesOfOneWriteBecomeAnActionEach) {
  const auto both = [](const Scenario& it) {
    const std::string said = Said(it);
    return When(said.find("IRCX") != std::string::npos && said.find("QUIT") != std::string::npos);
  };
  const Shrunk shrunk = ShrinkAll(Saying({"IRCX\rQUIT\r"}), both);
  ASSERT_EQ(shrunk.scenario.action_size(), 2);
  EXPECT_EQ(shrunk.scenario.action(0).line(), "IRCX");
  EXPECT_EQ(shrunk.scenario.action(1).line(), "QUIT");
}

TEST(ShrinkTest, ListsAreGivenAtOnce) {
  const auto both = [](const Scenario& it) {
    const std::string said = Said(it);
    return When(said.find("#a") != std::string::npos && said.find("#b") != std::string::npos);
  };
  Scenario scenario = Saying({"", ""});
  scenario.mutable_action(0)->set_line("JOIN #a");
  scenario.mutable_action(1)->set_line("JOIN #b");
  const Shrunk shrunk = ShrinkAll(scenario, both);
  EXPECT_EQ(shrunk.scenario.action_size(), 1);
}

TEST(ShrinkTest, ALogOnBecomesWhatOfItIsNeeded) {
  const auto names_itself = [](const Scenario& it) {
    for (const Action& action : it.action()) {
      if (action.has_login() || action.line().rfind("NICK ", 0) == 0) return When(true);
    }
    return When(false);
  };
  const Shrunk shrunk = ShrinkAll(Crowd(), names_itself);
  ASSERT_EQ(shrunk.scenario.action_size(), 1);
  EXPECT_EQ(shrunk.scenario.action(0).line(), "NICK ");
}

TEST(ShrinkTest, TwoClientsBecomeOneThatDoesBoth) {
  const auto talk_twice = [](const Scenario& it) {
    return When(std::count_if(it.action().begin(), it.action().end(), [](const Action& action) {
                  return action.line().rfind("PING", 0) == 0;
                }) >= 2);
  };
  Scenario scenario;
  for (const uint32_t id : {1, 2}) {
    AddClient(scenario, id);
    AddAction(scenario, id, 0)->set_line("PING");
  }
  const Shrunk shrunk = ShrinkAll(scenario, talk_twice);
  EXPECT_EQ(shrunk.scenario.client_size(), 1);
  EXPECT_EQ(shrunk.scenario.action_size(), 2);
}

// A queue of so many bytes is full after so many lines of ten.
TEST(ShrinkTest, ALowerLimitNeedsLess) {
  const auto is_full = [](const Scenario& it) {
    const int64_t limit = it.config().send_queue_bytes_max();
    return When(limit >= 10 && limit <= 10 * it.action_size() &&
                limit > 10 * it.action_size() - 10);
  };
  Scenario scenario = Saying(std::vector<std::string>(9, "P\r\n"));
  scenario.mutable_config()->set_send_queue_bytes_max(85);
  const Shrunk shrunk = ShrinkAll(scenario, is_full);
  EXPECT_EQ(shrunk.scenario.action_size(), 1);
  EXPECT_EQ(shrunk.scenario.config().send_queue_bytes_max(), 10);
}

// What has nothing in common with the failing scenario is found where it is tiny, or left out.
TEST(ShrinkTest, TinyWorldsAreTriedUnlessTheyAreNotWanted) {
  const auto by_either = [](const Scenario& it) {
    int quits = 0;
    int topics = 0;
    for (const Action& action : it.action()) {
      quits += action.line() == "QUIT" ? 1 : 0;
      topics += action.line().rfind("TOPIC #x", 0) == 0 ? 1 : 0;
    }
    return When(quits == 1 || topics == 6);
  };
  Scenario scenario = Saying({});
  for (int i = 0; i < 6; ++i) AddAction(scenario, 1, i)->set_line("TOPIC #x");
  EXPECT_EQ(ShrinkAll(scenario, by_either).scenario.action_size(), 1);
  ShrinkOptions options;
  options.tiny_worlds_max = 0;
  EXPECT_EQ(Shrink(scenario, by_either, options).scenario.action_size(), 6);
}

TEST(ShrinkTest, TheBudgetOfRunsIsKept) {
  ShrinkOptions options;
  options.runs_max = 5;
  int runs = 0;
  const Shrunk shrunk = Shrink(
      Crowd(),
      [&](const Scenario& it) {
        ++runs;
        return When(it.action_size() > 7);
      },
      options);
  EXPECT_EQ(shrunk.end, ShrinkEnd::kBudget);
  EXPECT_EQ(runs, 5);
  EXPECT_EQ(shrunk.runs, 5u);
}

TEST(ShrinkTest, EachNewBestIsToldBeforeTheNextRun) {
  ShrinkOptions options;
  Scenario told = Crowd();
  bool behind = false;
  options.on_improved = [&](const Scenario& best) {
    told = best;
    behind = false;
  };
  const Shrunk shrunk = Shrink(
      Crowd(),
      [&](const Scenario& it) {
        EXPECT_FALSE(behind);
        const bool fails = it.action_size() >= 4;
        behind = fails && it.SerializeAsString() != told.SerializeAsString();
        return When(fails);
      },
      options);
  EXPECT_EQ(told.SerializeAsString(), shrunk.scenario.SerializeAsString());
}

TEST(ShrinkTest, TheSameQuestionHasTheSameAnswer) {
  const auto odd_talk = [](const Scenario& it) {
    return When(it.action_size() % 2 == 1 && it.client_size() > 2);
  };
  const Shrunk one = ShrinkAll(Crowd(), odd_talk);
  const Shrunk other = ShrinkAll(Crowd(), odd_talk);
  EXPECT_EQ(one.runs, other.runs);
  EXPECT_EQ(one.scenario.SerializeAsString(), other.scenario.SerializeAsString());
}

TEST(NumbersTest, SimplerOnesAreNearerToZeroAndKeepTheirUnit) {
  EXPECT_EQ(SimplerNumbers(0), (std::vector<int64_t>{}));
  EXPECT_EQ(SimplerNumbers(1), (std::vector<int64_t>{0}));
  EXPECT_EQ(SimplerNumbers(-3), (std::vector<int64_t>{0, -1, -2}));
  EXPECT_EQ(SimplerNumbers(1'000), (std::vector<int64_t>{0}));
  EXPECT_EQ(SimplerNumbers(999), (std::vector<int64_t>{0, 1, 2, 5, 10, 20, 50, 100, 200, 300, 400,
                                                       500, 600, 700, 800, 900, 990}));
  EXPECT_EQ(SimplerNumbers(3'050), (std::vector<int64_t>{0, 1'000, 2'000, 3'000}));
  EXPECT_EQ(SimplerNumbers(11 * kSecond),
            (std::vector<int64_t>{0, kSecond, 2 * kSecond, 5 * kSecond, 10 * kSecond}));
  EXPECT_EQ(SimplerNumbers(INT64_MIN), (std::vector<int64_t>{0}));
  for (const int64_t it : SimplerNumbers(INT64_MAX)) EXPECT_LT(it, INT64_MAX);
}

}  // namespace
}  // namespace confab::props
