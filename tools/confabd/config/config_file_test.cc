#include "tools/confabd/config/config_file.h"

#include <chrono>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(std::string_view text) {
  std::vector<std::string> lines;
  for (const ConfigProblem& problem : ReadConfig(text).problems) {
    lines.push_back(ProblemLine("f", problem));
  }
  return lines;
}

struct Row {
  std::string text;
  std::string problem;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class EachProblem : public ::testing::TestWithParam<Row> {};

TEST_P(EachProblem, IsToldWithLineFieldReasonAndRange) {
  EXPECT_THAT(ProblemsOf(GetParam().text), ElementsAre(GetParam().problem));
}

const Row kSyntax[] = {
    {"[server", "f:1: Error while parsing table header: encountered end-of-file"},
    {"\nport = 1\n", "f:2: port: unknown key; it belongs in section [listen]"},
    {"[sizes]\nnick_byte_max = 9",
     "f:2: sizes.nick_byte_max: unknown key; did you mean "
     "\"nick_bytes_max\"?"},
    {"[sizes]\nserver_name = \"a.b\"",
     "f:2: sizes.server_name: unknown key; it belongs in section [server]"},
    {"[sizes]\ncolour = 1", "f:2: sizes.colour: unknown key"},
    {"[limit]\nqueue = 1", "f:1: limit: unknown section; did you mean \"limits\"?"},
    {"[listen]\nport = 1", "f:1: listen: must be a section that repeats: [[listen]]"},
    {"[[server]]", "f:1: server: must be a section that stands once, in single brackets"},
    {"[sizes.more]\na = 1", "f:1: sizes.more: unknown key"},
};

const Row kTypes[] = {
    {"[access]\nanonymous_allowed = 1",
     "f:2: access.anonymous_allowed: an integer; must be true or false"},
    {"[sizes]\nnick_bytes_max = \"9\"", "f:2: sizes.nick_bytes_max: \"9\"; must be an integer"},
    {"[sizes]\nnick_bytes_max = 9.5",
     "f:2: sizes.nick_bytes_max: a number with a fraction; must be an integer"},
    {"[server]\nserver_info = true", "f:2: server.server_info: true or false; must be a string"},
    {"[server]\nmotd = \"a\"", "f:2: server.motd: \"a\"; must be an array of strings"},
    {"[server]\nmotd = [\"a\", 1]",
     "f:2: server.motd: an array of more than strings; must be an array of strings"},
    {"[server]\ncase_mapping = \"latin1\"",
     "f:2: server.case_mapping: \"latin1\"; must be \"ascii\", \"rfc1459\", \"rfc1459-strict\""},
    {"[log]\nlog_format = \"xml\"", "f:2: log.log_format: \"xml\"; must be \"text\", \"json\""},
    {"[log]\nlog_level = 1",
     "f:2: log.log_level: an integer; must be \"debug\", \"info\", \"warning\", \"error\""},
    {"[keepalive]\nprobe_after = 240",
     "f:2: keepalive.probe_after: an integer; must be a time with its unit, such as \"90s\", "
     "\"2m30s\" or \"250ms\""},
    {"[keepalive]\nprobe_after = \"inf\"",
     "f:2: keepalive.probe_after: \"inf\"; must be a time with its unit, such as \"90s\", "
     "\"2m30s\" or \"250ms\""},
};

const Row kValues[] = {
    {"[server]\n\nserver_name = \"nodot\"",
     "f:3: server.server_name: \"nodot\" (5 bytes); must be a name with a dot"},
    {"[keepalive]\nprobe_wait = \"0s\"", "f:2: keepalive.probe_wait: 0 ns; must be above 0"},
    {"[sizes]\nnick_bytes_max = 64", "f:2: sizes.nick_bytes_max: 64; must be 1 to 63"},
    {"[limits]\nsend_queue_bytes_max = 511",
     "f:2: limits.send_queue_bytes_max: 511; must be at least 512"},
    {"[[listen]]\nport = 65536", "f:2: listen.port: 65536; must be 0 to 65535"},
    {"[[listen]]\nport = -1", "f:2: listen.port: -1; must be 0 to 65535"},
    {"[[listen]]\naddress = \"localhost\"",
     "f:2: listen.address: \"localhost\"; must be an IPv4 or IPv6 address, such as 127.0.0.1, "
     "0.0.0.0 or ::"},
    {"[tls]\nhandshakes_max = 0", "f:2: tls.handshakes_max: 0; must be 1 to 1000000"},
    {"[tls]\nhandshakes_max = 1000001", "f:2: tls.handshakes_max: 1000001; must be 1 to 1000000"},
    {"[tls]\nhandshake_deadline = \"999us\"",
     "f:2: tls.handshake_deadline: 999us; must be 1ms to 1h"},
    {"[links]\nlinger = \"1h1s\"", "f:2: links.linger: 1h1s; must be 1ms to 1h"},
    {"[links]\nlingering_max = 0", "f:2: links.lingering_max: 0; must be 1 to 1000000"},
    {"[store]\nquestions_max = 0", "f:2: store.questions_max: 0; must be 1 to 1000000"},
    {"[record]\nrecord_segment_bytes = 4194303",
     "f:2: record.record_segment_bytes: 4194303; must be 4194304 to 1073741824"},
    {"[record]\nrecord_segments_max = 10000",
     "f:2: record.record_segments_max: 10000; must be 1 to 9999"},
    {"[record]\nrecordings_max = 1001", "f:2: record.recordings_max: 1001; must be 1 to 1000"},
};

const Row kTogether[] = {
    {"[sizes]\nchannel_bytes_max = 100\nnick_bytes_max = 63",
     "f: sizes.topic_bytes_max: 300 (a TOPIC line of up to 548 bytes); must be such that it fits "
     "510; or allow shorter names"},
    {"[[listen]]\nport = 1\n[[listen]]\nport = 1",
     "f:4: listen.port: 1 twice on 127.0.0.1; must be given once"},
    {"[[listen]]\ntls = true",
     "f: tls.certificate_file: \"\"; must be a PEM file, as a listener has tls = true"},
    {"[[listen]]\ntls = true\n[tls]\ncertificate_file = \"a\"\nkey_file = \"\"",
     "f:5: tls.key_file: \"\"; must be a PEM file, as a listener has tls = true"},
};

INSTANTIATE_TEST_SUITE_P(Syntax, EachProblem, ::testing::ValuesIn(kSyntax));
INSTANTIATE_TEST_SUITE_P(Types, EachProblem, ::testing::ValuesIn(kTypes));
INSTANTIATE_TEST_SUITE_P(Values, EachProblem, ::testing::ValuesIn(kValues));
INSTANTIATE_TEST_SUITE_P(Together, EachProblem, ::testing::ValuesIn(kTogether));

TEST(ReadConfig, TellsAllProblemsInTheOrderOfLines) {
  EXPECT_THAT(
      ProblemsOf("[sizes]\nnick_bytes_max = 0\n[log]\nlevel = 1\n[sises]\n"),
      ElementsAre("f:2: sizes.nick_bytes_max: 0; must be 1 to 63", "f:4: log.level: unknown key",
                  "f:5: sises: unknown section; did you mean \"sizes\"?"));
}

TEST(ReadConfig, LimitsHoldAtTheirEnds) {
  for (const char* text :
       {"[[listen]]\nport = 0", "[[listen]]\nport = 65535", "[tls]\nhandshakes_max = 1",
        "[tls]\nhandshakes_max = 1000000", "[tls]\nhandshake_deadline = \"1ms\"",
        "[record]\nrecord_segment_bytes = 4194304\nrecord_segments_max = 9999",
        "[record]\nrecord_segment_bytes = 1073741824\nrecordings_max = 1000",
        "[links]\nlinger = \"1h\"", "[sizes]\nnick_bytes_max = 63\ntopic_bytes_max = 1"}) {
    EXPECT_THAT(ProblemsOf(text), IsEmpty()) << text;
  }
}

TEST(ReadConfig, ListenersEndAtTheirLimit) {
  std::string text;
  for (size_t i = 0; i < kListenersMax; ++i) text += "[[listen]]\nport = 0\n";
  EXPECT_THAT(ProblemsOf(text), IsEmpty());
  EXPECT_THAT(ProblemsOf(text + "[[listen]]\nport = 0\n"),
              ElementsAre("f:129: listen: 65 listeners; must be 1 to 64"));
}

TEST(ReadConfig, AnEmptyTextIsTheDefaults) {
  const ConfigFile file = ReadConfig("");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.settings.listeners.size(), 1u);
  EXPECT_EQ(file.settings.listeners[0].address, "127.0.0.1");
  EXPECT_EQ(file.settings.listeners[0].port, 6667);
}

TEST(ReadConfig, ListenersReplaceTheDefaultOne) {
  const ConfigFile file = ReadConfig(
      "[[listen]]\naddress = \"::1\"\nport = 1\n[[listen]]\nport = 2\ntls = true\n"
      "[tls]\ncertificate_file = \"c\"\nkey_file = \"k\"\n");
  EXPECT_THAT(file.problems, IsEmpty());
  ASSERT_EQ(file.settings.listeners.size(), 2u);
  EXPECT_EQ(file.settings.listeners[0].address, "::1");
  EXPECT_FALSE(file.settings.listeners[0].tls);
  EXPECT_EQ(file.settings.listeners[1].port, 2);
  EXPECT_TRUE(file.settings.listeners[1].tls);
}

TEST(ReadConfig, TimesAreExactToTheNanosecond) {
  const ConfigFile file = ReadConfig("[keepalive]\nprobe_after = \"1m1s1ns\"\n");
  EXPECT_EQ(file.settings.core.probe_after, std::chrono::nanoseconds(61'000'000'001));
}

TEST(ReadConfig, APasswordIsNeverShown) {
  const std::vector<std::string> problems =
      ProblemsOf("[access]\npassword = \"hidden" + std::string(500, 'x') + "\"\n");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].find("hidden"), std::string::npos);
}

TEST(LoadConfig, TakesPathsFromTheFolderOfTheFile) {
  const std::string path = ::testing::TempDir() + "paths.toml";
  std::ofstream(path) << "[store]\nstore_file = \"a.db\"\n[tls]\nkey_file = \"/k.pem\"\n";
  const absl::StatusOr<ConfigFile> file = LoadConfig(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->settings.store_file, ::testing::TempDir() + "a.db");
  EXPECT_EQ(file->settings.key_file, "/k.pem");
  EXPECT_EQ(file->settings.certificate_file, "");
}

TEST(LoadConfig, FilesEndAtTheirLimit) {
  const std::string path = ::testing::TempDir() + "long.toml";
  std::ofstream(path) << "#" << std::string(kConfigBytesMax - 1, 'x');
  EXPECT_TRUE(LoadConfig(path).ok());
  std::ofstream(path, std::ios::app) << "x";
  EXPECT_EQ(LoadConfig(path).status().message(), path + ": has more than 1048576 bytes");
}

TEST(LoadConfig, AFileThatCannotBeReadIsNamed) {
  EXPECT_EQ(LoadConfig("/nonexistent").status().message(), "/nonexistent: cannot be read");
  EXPECT_FALSE(LoadConfig(::testing::TempDir()).ok());
}

}  // namespace
}  // namespace confab
