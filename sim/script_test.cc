#include "sim/script.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server_core/api/config.h"
#include "sim/scenario.pb.h"
#include "sim/scenario_file.h"

namespace confab::sim {
namespace {

absl::StatusOr<Script> CompileText(std::string_view text) {
  const absl::StatusOr<Scenario> scenario = ParseScenario(text);
  if (!scenario.ok()) return scenario.status();
  return Compile(*scenario);
}

// The refusal of a scenario with one client that has some more in it.
std::string RefusalOf(const std::string& more) {
  return std::string(
      CompileText("format: 1 client { id: 1 } limits { end_ns: 1000 } " + more).status().message());
}

TEST(ScriptTest, DefaultsAreFilledIn) {
  const absl::StatusOr<Script> script =
      CompileText("format: 1 client { id: 258 role: SLOW_READER } limits { end_ns: 1000 }");
  ASSERT_TRUE(script.ok()) << script.status();
  const ScriptClient& client = script->clients[0];
  EXPECT_EQ(client.peer, "10.0.1.2");
  EXPECT_EQ(client.shape.window_bytes, 65'536u);
  EXPECT_EQ(client.shape.read_bytes_per_second, 100);
  EXPECT_EQ(script->events_max, 10'000'000u);
  EXPECT_EQ(script->heal_at, Instant::Never());
  EXPECT_EQ(script->config->server_name, Config().server_name);
}

TEST(ScriptTest, TextsAreRenderedOnce) {
  const absl::StatusOr<Script> script = CompileText(R"(
    format: 1 client { id: 1 } limits { end_ns: 1000 }
    action { id: 1 client: 1 line: "MOTD" }
    action { id: 2 client: 1 raw: "a\nb\nc" }
    action { id: 3 client: 1 login { nick: "a" user: "b" } })");
  ASSERT_TRUE(script.ok()) << script.status();
  EXPECT_EQ(script->TextOf(script->actions[0]), "MOTD\r\n");
  EXPECT_EQ(script->TextOf(script->actions[1]), "a\nb\nc");
  EXPECT_EQ(script->actions[1].lines, 2u);
  EXPECT_EQ(script->TextOf(script->actions[2]), "NICK a\r\nUSER b 0 * :b\r\n");
}

TEST(ScriptTest, ActionsAreSortedByTimeAndKeepTheirOrderAmongEquals) {
  const absl::StatusOr<Script> script = CompileText(R"(
    format: 1 client { id: 1 } limits { end_ns: 1000 }
    action { id: 3 client: 1 t_ns: 9 line: "x" }
    action { id: 2 client: 1 t_ns: 5 line: "x" }
    action { id: 1 client: 1 t_ns: 5 line: "x" })");
  ASSERT_TRUE(script.ok()) << script.status();
  EXPECT_EQ(script->actions[0].id, 2u);
  EXPECT_EQ(script->actions[1].id, 1u);
  EXPECT_EQ(script->actions[2].id, 3u);
}

TEST(ScriptTest, LinksAreNamedByTheirConnectActions) {
  const absl::StatusOr<Script> script = CompileText(R"(
    format: 1 client { id: 8 } client { id: 9 } limits { end_ns: 1000 }
    action { id: 70 client: 9 connect {} })");
  ASSERT_TRUE(script.ok()) << script.status();
  EXPECT_EQ(script->ClientOf(LinkId{70}), 1u);
  EXPECT_EQ(script->ClientOf(LinkId{71}), kEveryClient);
}

struct Refusal {
  std::string more;
  std::string message;
};

TEST(ScriptTest, WhatCouldOnlyHalfBeCarriedOutIsRefused) {
  const std::vector<Refusal> refusals = {
      {"client { id: 1 }", "client 1: the id is taken"},
      {"client { id: 0 }", "client 0: an id is above 0"},
      {"client { id: 2 role: 77 }", ""},
      {"client { id: 2 link { latency_ns: -1 } }", "client 2: link value -1 is out of range"},
      {"action { id: 0 client: 1 line: 'x' }", "action 0: an id is above 0"},
      {"action { id: 5 client: 9 line: 'x' }", "action 5: client 9 is not known"},
      {"action { id: 5 client: 1 }", "action 5: does nothing"},
      {"action { id: 5 client: 1 line: 'x' } action { id: 5 client: 1 line: 'y' }",
       "action 5: the id is taken"},
      {"action { id: 5 client: 1 t_ns: -1 line: 'x' }",
       "action 5: t_ns -1 must be from 0 to limits.end_ns"},
      {"action { id: 5 client: 1 t_ns: 1001 line: 'x' }",
       "action 5: t_ns 1001 must be from 0 to limits.end_ns"},
      {"action { id: 5 client: 1 line: 'x\\r' }", "action 5: a line holds CR or LF; use raw"},
      {"action { id: 5 client: 1 login { nick: 'a\\n' } }",
       "action 5: a name holds CR or LF; use raw"},
      {"action { id: 5 client: 1 auth { silent_after: 4 } }",
       "action 5: silent_after 4 must be from 0 to 3"},
      {"fault { id: 0 reset {} }", "fault 0: an id is above 0"},
      {"fault { id: 1 reset {} } fault { id: 1 reset {} }", "fault 1: the id is taken"},
      {"fault { id: 1 }", "fault 1: has no kind"},
      {"fault { id: 1 client: 9 reset {} }", "fault 1: client 9 is not known"},
      {"fault { id: 1 from_ns: 1001 reset {} }",
       "fault 1: from_ns 1001 must be from 0 to limits.end_ns"},
      {"fault { id: 1 from_ns: 9 until_ns: 8 lag {} }",
       "fault 1: until_ns 8 must not be before from_ns 9"},
      {"fault { id: 1 until_ns: 8 stall {} }", "fault 1: a stall names no direction"},
      {"fault { id: 1 until_ns: 8 cut {} }", "fault 1: amount 0 is out of range"},
      {"fault { id: 1 until_ns: 8 lag { extra_ns: -1 } }", "fault 1: amount -1 is out of range"},
      {"heal { at_ns: 500 patience_ns: 9 } fault { id: 1 from_ns: 500 reset {} }",
       "fault 1: from_ns 500 must be before heal.at_ns"},
      {"heal { at_ns: 1001 patience_ns: 9 }", "heal.at_ns 1001: must be from 0 to limits.end_ns"},
      {"heal { at_ns: 992 patience_ns: 9 }",
       "heal.patience_ns 9: must be above 0 and end by limits.end_ns"},
      {"account { name: '' }", "account \"\": empty or taken"},
      {"account { name: 'x' } account { name: 'x' }", "account \"x\": empty or taken"},
      {"config { probe_wait_ns: 0 }", "config: probe_wait: 0 ns; must be above 0"},
      {"epoch_unix_s: -1", "epoch_unix_s: must be from 0 to 4000000000"},
  };
  for (const Refusal& refusal : refusals) {
    if (refusal.message.empty()) {
      EXPECT_NE(RefusalOf(refusal.more), "") << refusal.more;
    } else {
      EXPECT_EQ(RefusalOf(refusal.more), refusal.message) << refusal.more;
    }
  }
}

TEST(ScriptTest, TimesAtTheirLimitsAreTaken) {
  EXPECT_EQ(RefusalOf("action { id: 5 client: 1 t_ns: 1000 line: 'x' }"), "");
  EXPECT_EQ(RefusalOf("heal { at_ns: 991 patience_ns: 9 }"), "");
  EXPECT_EQ(RefusalOf("heal { at_ns: 500 patience_ns: 9 } fault { id: 1 from_ns: 499 reset {} }"),
            "");
}

TEST(ScriptTest, AnEndMustBeStated) {
  EXPECT_EQ(CompileText("format: 1").status().message(),
            "limits.end_ns 0: must be from 1 to 1000000000000000000");
}

TEST(ScriptTest, AStatementGivesTheConfigurationBack) {
  Config config;
  EXPECT_EQ(StatementOf(config).ByteSizeLong(), 0u) << "the defaults need no words";
  config.server_name = "x.y";
  config.server_info = "info";
  config.network_name = "net";
  config.version = "v";
  config.motd = {"a", ""};
  config.case_mapping = confab::CaseMapping::kRfc1459Strict;
  config.password = "p";
  config.anonymous_allowed = false;
  config.scram_enabled = false;
  config.probe_wait = Duration(5);
  config.links_max = 3;
  config.input_bytes_per_second_max = 17;
  const Config back = ConfigOf(StatementOf(config));
  EXPECT_EQ(StatementOf(back).SerializeAsString(), StatementOf(config).SerializeAsString());
  EXPECT_EQ(back.motd, config.motd);
  EXPECT_EQ(back.case_mapping, config.case_mapping);
  EXPECT_EQ(back.probe_wait, config.probe_wait);
  EXPECT_EQ(back.input_bytes_per_second_max, 17);
  EXPECT_FALSE(back.anonymous_allowed);
}

}  // namespace
}  // namespace confab::sim
