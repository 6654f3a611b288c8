#include "tools/recording/recording.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "props/laws/trial.h"
#include "server_core/api/observer.h"
#include "sim/recorder.h"
#include "sim/scenario_file.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/trace.h"

namespace confab::tools {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Two talk, one resets, one ends; settings change; silence is probed.
constexpr char kScenario[] = R"pb(
  format: 1
  epoch_unix_s: 1700000000
  server_seed: 9
  config { password: "p" probe_after_ns: 5000000000 probe_wait_ns: 3000000000 }
  client { id: 1 }
  client { id: 2 }
  client { id: 3 role: HOSTILE }
  action {
    id: 11
    client: 1
    t_ns: 1000
    connect {}
  }
  action {
    id: 12
    client: 2
    t_ns: 2000
    connect { secure: true }
  }
  action {
    id: 13
    client: 3
    t_ns: 3000
    connect {}
  }
  action { id: 21 client: 1 t_ns: 4000 raw: "PASS p\r\nNICK alice\r\nUSER a 0 * :A\r\nJOIN #c\r\n" }
  action { id: 22 client: 2 t_ns: 5000 raw: "PASS p\r\nNICK bob\r\nUSER b 0 * :B\r\nJOIN #c\r\nPR" }
  action { id: 23 client: 3 t_ns: 6000 raw: "PASS q\r\nNICK carl\r\nUSER c 0 * :C\r\n" }
  action { id: 24 client: 2 t_ns: 7000 raw: "IVMSG #c :hello\r\n" }
  action {
    id: 25
    client: 2
    t_ns: 8000
    close { how: RST }
  }
  action { id: 26 client: 1 t_ns: 6000000000 line: "MOTD" }
  action {
    id: 27
    client: 1
    t_ns: 30000000000
    close { how: FIN }
  }
  fault {
    id: 1
    from_ns: 9000
    reconfigure { config { motd: "news" password: "p" } }
  }
  limits { end_ns: 40000000000 }
)pb";

std::unique_ptr<Subject> Make(const sim::Script& script) {
  return *props::ChatTrial().create(script);
}

sim::Script ScriptOf(const sim::Scenario& scenario) {
  const absl::StatusOr<sim::Script> script = sim::Compile(scenario);
  EXPECT_TRUE(script.ok()) << script.status();
  return script.value_or(sim::Script{});
}

// What each link was told, up to a moment.
class Heard final : public Observer {
 public:
  explicit Heard(Instant until) : until_(until) {}
  void OnStep(const Moment& now, const Input&, const Step& step) override {
    for (const Output& output : step.outputs) {
      const auto* send = std::get_if<Send>(&output);
      if (send != nullptr && now.mono <= until_) lines_[send->link].append(send->line);
    }
  }
  const std::optional<Violation>& Verdict() const override { return none_; }
  const std::map<LinkId, std::string>& lines() const { return lines_; }

 private:
  Instant until_;
  std::map<LinkId, std::string> lines_;
  std::optional<Violation> none_;
};

constexpr Instant kEndOfTalk = Instant::FromNanos(39'000'000'000);

struct Recorded {
  std::vector<std::string> records;
  sim::Trace trace;
  std::map<LinkId, std::string> heard;
};

Recorded Record() {
  Recorded recorded;
  const absl::StatusOr<sim::Scenario> scenario = sim::ParseScenario(kScenario);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  const sim::Script script = ScriptOf(*scenario);
  const std::unique_ptr<Subject> server = Make(script);
  sim::RecordingSubject recorder(
      *server, {script.config, script.server_seed, {{}, absl::FromUnixSeconds(1'700'000'000)}},
      [&recorded](std::string_view record) { recorded.records.emplace_back(record); });
  sim::Simulation simulation(script, recorder);
  Heard heard(kEndOfTalk);
  simulation.Watch(&heard);
  simulation.Run({.trace = &recorded.trace});
  recorder.Finish();
  recorded.heard = heard.lines();
  return recorded;
}

// Writes the files of a recording, each with so many records.
std::vector<std::string> Write(const std::vector<std::string>& records, size_t per_file) {
  const char* base = std::getenv("TEST_TMPDIR");
  std::string folder = std::string(base == nullptr ? "/tmp" : base) + "/recording_XXXXXX";
  EXPECT_NE(mkdtemp(folder.data()), nullptr);
  std::vector<std::string> paths;
  for (size_t at = 0; at < records.size(); at += per_file) {
    const auto number = static_cast<uint32_t>(paths.size() + 1);
    paths.push_back(folder + "/" + std::to_string(number));
    std::ofstream file(paths.back(), std::ios::binary);
    file << sim::SegmentRecord(/*recording=*/77, number);
    for (size_t i = at; i < std::min(at + per_file, records.size()); ++i) file << records[i];
    file << std::string(100, '\0');
  }
  return paths;
}

struct Retold {
  absl::Status status;
  uint64_t steps = 0;
  sim::Hash128 chain;
  bool is_finished = false;
  std::string census;
};

Retold Retell(const std::vector<std::string>& paths, Instant until = Instant::Never()) {
  const absl::StatusOr<Recording> recording = Recording::Open(paths);
  if (!recording.ok()) return {recording.status(), 0, {}, false, ""};
  sim::Script script;
  script.config = recording->head().config;
  script.server_seed = recording->head().seed;
  script.epoch_unix_s = absl::ToUnixSeconds(recording->head().start.wall);
  const std::unique_ptr<Subject> subject = Make(script);
  Retelling retelling(*recording, *subject);
  const absl::Status status = retelling.RunUntil(until);
  return {status, retelling.trace().steps(), retelling.trace().chain(), retelling.is_finished(),
          subject->Census()};
}

TEST(RecordingTest, ItReplaysToTheSameHashInAnyNumberOfFiles) {
  const Recorded recorded = Record();
  for (const size_t per_file : {1u, 2u, 7u, 1000u}) {
    const Retold retold = Retell(Write(recorded.records, per_file));
    EXPECT_EQ(retold.status, absl::OkStatus());
    EXPECT_EQ(retold.chain, recorded.trace.chain());
    EXPECT_TRUE(retold.is_finished);
  }
}

TEST(RecordingTest, TheStateAtAMomentCanBeSeen) {
  const std::vector<std::string> paths = Write(Record().records, 1000);
  EXPECT_THAT(Retell(paths, Instant::FromNanos(7500)).census, HasSubstr("nick=bob"));
  EXPECT_THAT(Retell(paths, Instant::FromNanos(8500)).census, Not(HasSubstr("nick=bob")));
}

TEST(RecordingTest, TheFirstStepThatDiffersIsNamed) {
  Recorded recorded = Record();
  uint64_t step = 0;
  for (std::string& record : recorded.records) {
    step += 1;
    const size_t at = record.find("hello");
    if (at == std::string::npos) continue;
    record.replace(at, 5, "hullo");
    break;
  }
  const Retold retold = Retell(Write(recorded.records, 1000));
  EXPECT_EQ(retold.steps, step - 1) << "the first record is the head";
  EXPECT_EQ(retold.status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(retold.status.message()),
              StartsWith("after step " + std::to_string(step - 1) + " the chain is "));
}

TEST(RecordingTest, FilesComeWholeAndInOrder) {
  const Recorded recorded = Record();
  std::vector<std::string> paths = Write(recorded.records, 5);
  ASSERT_GT(paths.size(), 3u);
  std::swap(paths[1], paths[2]);
  EXPECT_THAT(Retell(paths).status.message(), HasSubstr("file 2 is not that of the recording"));
  std::swap(paths[1], paths[2]);
  paths.pop_back();
  const Retold cut_off = Retell(paths);
  EXPECT_EQ(cut_off.status, absl::OkStatus());
  EXPECT_FALSE(cut_off.is_finished);
  paths.erase(paths.begin());
  EXPECT_THAT(Retell(paths).status.message(), HasSubstr("it has no head"));
}

// A client has its id in its address, and becomes one whose id is the link's.
std::string WithoutAddresses(std::string text) {
  for (size_t at = 0; (at = text.find("10.0.0.", at)) != std::string::npos;) {
    const size_t end = text.find_first_not_of("0123456789.", at);
    text.replace(at, end - at, "HOST");
  }
  return text;
}

TEST(RecordingTest, AsAScenarioEveryClientHearsTheSame) {
  const Recorded recorded = Record();
  const absl::StatusOr<Recording> recording = Recording::Open(Write(recorded.records, 1000));
  ASSERT_TRUE(recording.ok()) << recording.status();
  const absl::StatusOr<sim::Scenario> scenario = AsScenario(*recording);
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_TRUE(sim::ParseScenario(sim::CanonicalText(*scenario)).ok());
  const sim::Script script = ScriptOf(*scenario);
  const std::unique_ptr<Subject> server = Make(script);
  sim::Simulation simulation(script, *server);
  Heard heard(kEndOfTalk);
  simulation.Watch(&heard);
  simulation.Run({});
  EXPECT_EQ(heard.lines().size(), 3u);
  for (const auto& [link, lines] : heard.lines()) {
    EXPECT_EQ(WithoutAddresses(lines), WithoutAddresses(recorded.heard.at(link)));
  }
  EXPECT_THAT(recorded.heard.at(LinkId{11}), HasSubstr("bob!~b@10.0.0.2 PRIVMSG #c :hello"));
}

}  // namespace
}  // namespace confab::tools
