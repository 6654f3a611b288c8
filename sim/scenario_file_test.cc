#include "sim/scenario_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/util/message_differencer.h"
#include "sim/scenario.pb.h"

namespace confab::sim {
namespace {

// A bit of everything.
constexpr std::string_view kEverything = R"(
  format: 1
  config { server_name: "a.b" motd: "one" motd: "two" case_mapping: CASE_MAPPING_ASCII
           anonymous_allowed: false probe_after_ns: 240000000000 }
  epoch_unix_s: 1700000000 server_seed: 18446744073709551615 salt: 3 tie_permutation: 4
  client { id: 1 role: NICK_COLLIDER link { latency_ns: 5 window_bytes: 9 } alternate_nick: "b" }
  action { id: 1 client: 1 t_ns: 10 connect { secure: true } }
  action { id: 2 client: 1 t_ns: 20 line: "NICK \303\244\"\\" }
  action { id: 3 client: 1 t_ns: 30 raw: "\000\377\r" }
  action { id: 4 client: 1 t_ns: 30 login { nick: "a" user: "u" } }
  action { id: 5 client: 1 t_ns: 30 auth { account: "x" password: "y" silent_after: 2 } }
  action { id: 6 client: 1 t_ns: 30 close { how: SILENT } }
  action { id: 7 client: 1 t_ns: 30 pause {} }
  fault { id: 1 from_ns: 1 until_ns: 2 client: 1 stall { to_server: true } }
  fault { id: 2 from_ns: 1 clock_step { by_ns: -5 } }
  account { name: "x" password: "y" }
  heal { at_ns: 100 patience_ns: 10 }
  limits { end_ns: 1000 }
  expect { law: "keepalive" rule: "p1" planted: "Q233512" }
  from { seed: 7 generator: "storm" note: "found on a Friday" }
)";

std::string ErrorOf(std::string_view text) {
  return std::string(ParseScenario(text).status().message());
}

TEST(ScenarioFileTest, TheCanonicalTextGivesTheScenarioBack) {
  const absl::StatusOr<Scenario> first = ParseScenario(kEverything);
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string text = CanonicalText(*first);
  const absl::StatusOr<Scenario> second = ParseScenario(text);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*first, *second));
  EXPECT_EQ(CanonicalText(*second), text);
}

TEST(ScenarioFileTest, TheCanonicalTextIsPlainAndNamesItsType) {
  Scenario scenario;
  scenario.set_format(1);
  scenario.add_action()->set_raw(std::string("\0\xff\n", 3));
  EXPECT_EQ(CanonicalText(scenario),
            "# proto-file: sim/scenario.proto\n"
            "# proto-message: confab.sim.Scenario\n"
            "format: 1\n"
            "action {\n"
            "  raw: \"\\000\\377\\n\"\n"
            "}\n");
}

TEST(ScenarioFileTest, AnUnknownFieldIsRefused) {
  EXPECT_EQ(ErrorOf("format: 1\nsalt: 3\nweather: 4"),
            "line 3:8: Message type \"confab.sim.Scenario\" has no field named \"weather\".");
}

TEST(ScenarioFileTest, AMalformedTextIsRefusedByItsFirstError) {
  EXPECT_EQ(ErrorOf("format: 1\nclient { id: x }\nsalt: y"), "line 2:14: Expected integer, got: x");
}

TEST(ScenarioFileTest, ANewerFormatIsRefusedAsSuchWhateverElseItHas) {
  EXPECT_EQ(ErrorOf("format: 2\nweather: 4"),
            "format 2 is newer than this program understands (1)");
}

TEST(ScenarioFileTest, AFormatMustBeStated) {
  EXPECT_EQ(ErrorOf("salt: 3"), "no format is stated");
  EXPECT_EQ(ErrorOf(""), "no format is stated");
}

}  // namespace
}  // namespace confab::sim
