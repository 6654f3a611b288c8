// The laws of connections, for scenarios of all kinds at random: what a subject is told is always
// what a shell over real sockets could tell it.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/observer.h"
#include "server_core/api/output.h"
#include "server_core/api/random.h"
#include "sim/fake_subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "sim/simulation.h"
#include "sim/trace.h"

namespace confab::sim {
namespace {

// What may be told about a link, given what was told and said before.
class StreamLaws : public Observer {
 public:
  explicit StreamLaws(bool benign) : benign_(benign) {}

  void OnStep(const Moment& now, const Input& input, const Step& step) override {
    if (now.mono < last_) Break("time went back");
    if (std::holds_alternative<Woke>(input) && benign_ && now.mono < wake_at_) Break("woke early");
    if (now.mono > wake_at_ && wake_at_ >= last_) Break("overslept");
    last_ = now.mono;
    wake_at_ = step.wake_at;
    std::visit([this](const auto& in) { Check(in); }, input);
    for (const Output& output : step.outputs) {
      if (const auto* send = std::get_if<Send>(&output))
        links_[send->link].queued += send->line.size();
      if (const auto* close = std::get_if<confab::Close>(&output)) links_[close->link].live = false;
    }
  }
  void OnEnd(const Moment&) override {
    for (const auto& [id, link] : links_) {
      if (link.live) Break("a link is still up at the end");
    }
  }
  const std::optional<Violation>& Verdict() const override { return verdict_; }
  const std::map<LinkId, std::string>& received() const { return received_; }

 private:
  struct Link {
    bool live = false;
    uint64_t queued = 0;
  };

  void Check(const Opened& in) {
    if (links_.contains(in.link)) Break("opened twice");
    links_[in.link].live = true;
  }
  void Check(const Received& in) {
    if (in.bytes.empty()) Break("received nothing");
    if (Live(in.link)) received_[in.link].append(in.bytes);
  }
  void Check(const Drained& in) {
    if (!Live(in.link)) return;
    if (in.bytes == 0 || in.bytes > links_[in.link].queued) Break("drained what was not sent");
    links_[in.link].queued -= in.bytes;
  }
  void Check(const Lost& in) {
    if (Live(in.link)) links_[in.link].live = false;
  }
  void Check(const Woke&) {}
  void Check(const Answered&) {}
  void Check(const Reconfigured&) {}

  // Late news of links that were closed are legal only from a sloppy shell.
  bool Live(LinkId id) {
    const auto found = links_.find(id);
    if (found == links_.end()) Break("told about a link that was never opened");
    const bool live = found != links_.end() && found->second.live;
    if (!live && benign_) Break("told about a link that is gone");
    return live;
  }
  void Break(const std::string& rule) {
    if (!verdict_) verdict_ = Violation{"streams", rule, ""};
  }

  bool benign_;
  Instant last_;
  Instant wake_at_ = Instant::Never();
  std::map<LinkId, Link> links_;
  std::map<LinkId, std::string> received_;
  std::optional<Violation> verdict_;
};

constexpr uint32_t kClients = 4;
constexpr int64_t kEndNs = 2'000'000;

void AddDeed(Random& dice, uint32_t id, Action& action) {
  static constexpr const char* kLines[] = {"SAY hi",   "FLOOD 7",      "QUIT",
                                           "WAKE 999", "PARAMETERS x", "SAY PING a"};
  switch (dice.Below(10)) {
    case 0:
    case 1:
      action.mutable_connect();
      return;
    case 2:
      action.mutable_close()->set_how(static_cast<Close::How>(dice.Below(3)));
      return;
    case 3:
      action.mutable_pause();
      return;
    case 4:
      action.mutable_resume();
      return;
    case 5:
      action.set_raw("#" + std::to_string(id) + std::string(dice.Below(60), '.'));
      return;
    default:
      action.set_line(kLines[dice.Below(6)]);
  }
}

void AddFault(Random& dice, uint32_t id, Fault& fault) {
  fault.set_id(id);
  fault.set_client(static_cast<uint32_t>(dice.Below(kClients + 1)));
  fault.set_from_ns(dice.Between(0, kEndNs / 2));
  fault.set_until_ns(dice.Between(fault.from_ns(), kEndNs));
  switch (dice.Below(8)) {
    case 0:
      fault.mutable_stall()->set_to_server(true);
      return;
    case 1:
      fault.mutable_stall()->set_to_client(true);
      return;
    case 2:
      fault.mutable_lag()->set_extra_ns(dice.Between(0, 9'000));
      return;
    case 3:
      fault.mutable_cut()->set_bytes_max(static_cast<uint32_t>(dice.Between(1, 5)));
      return;
    case 4:
      fault.mutable_reset();
      return;
    case 5:
      fault.mutable_silent_death();
      return;
    case 6:
      fault.mutable_slow_reading()->set_bytes_per_second(dice.Between(0, 50'000'000));
      return;
    default:
      fault.mutable_refuse_connect();
  }
}

Scenario AnyScenario(uint64_t seed) {
  Random dice(seed);
  Scenario scenario;
  scenario.set_format(kScenarioFormat);
  scenario.set_salt(dice.Chance(1, 3) ? 0 : dice.Next());
  scenario.set_tie_permutation(static_cast<uint32_t>(dice.Chance(1, 3) ? 0 : dice.Below(1'000)));
  scenario.mutable_limits()->set_end_ns(kEndNs);
  for (uint32_t id = 1; id <= kClients; ++id) {
    Client* client = scenario.add_client();
    client->set_id(id);
    LinkShape* link = client->mutable_link();
    link->set_latency_ns(dice.Chance(1, 2) ? 0 : dice.Between(1, 20'000));
    link->set_bytes_per_second(dice.Chance(1, 2) ? 0 : dice.Between(1'000'000, 1'000'000'000));
    link->set_window_bytes(static_cast<uint32_t>(dice.Chance(1, 2) ? 0 : dice.Between(1, 300)));
    link->set_segment_bytes_max(static_cast<uint32_t>(dice.Chance(1, 2) ? 0 : dice.Between(1, 50)));
    link->set_read_bytes_per_second(dice.Chance(3, 4) ? 0 : dice.Between(1'000, 90'000'000));
  }
  for (uint32_t id = 1; id <= 60; ++id) {
    Action* action = scenario.add_action();
    action->set_id(id);
    action->set_client(static_cast<uint32_t>(dice.Between(1, kClients)));
    action->set_t_ns(dice.Between(0, 200) * 1'000 * (dice.Chance(1, 2) ? 0 : 5) + id * 1'000);
    AddDeed(dice, id, *action);
  }
  const uint64_t faults = dice.Below(6);
  for (uint32_t id = 1; id <= faults; ++id) AddFault(dice, id, *scenario.add_fault());
  if (dice.Chance(1, 3)) {
    scenario.mutable_heal()->set_at_ns(kEndNs / 2 + 1);
    scenario.mutable_heal()->set_patience_ns(50'000);
  }
  return scenario;
}

// What each link's client has written, by its actions.
std::map<uint32_t, std::string> WrittenBy(const Script& script) {
  std::map<uint32_t, std::string> written;
  for (const ScriptAction& action : script.actions) {
    if (action.act == Act::kWrite) written[action.client].append(script.TextOf(action));
  }
  return written;
}

std::string WithoutReplies(std::string bytes) {
  for (const std::string reply : {"PONG a\r\n", "\r\nPING :heal\r\n"}) {
    for (size_t at; (at = bytes.find(reply)) != bytes.npos;) bytes.erase(at, reply.size());
  }
  return bytes;
}

struct Outcome {
  RunSummary summary;
  Hash128 chain;
};

Outcome RunUnderLaws(const Script& script, uint64_t seed, const RunOptions& extra) {
  FakeSubject server;
  StreamLaws laws(script.salt == 0);
  Trace trace;
  Simulation simulation(script, server);
  simulation.Watch(&laws);
  RunOptions options = extra;
  options.trace = &trace;
  Outcome outcome{simulation.Run(options), Hash128{}};
  outcome.chain = trace.chain();
  EXPECT_EQ(outcome.summary.stop, Stop::kFinished)
      << "seed " << seed << ": " << (laws.Verdict() ? laws.Verdict()->rule : "");
  // A client writes to one link after the other, so a link's bytes are a piece of its client's.
  const std::map<uint32_t, std::string> written = WrittenBy(script);
  for (const auto& [link, bytes] : laws.received()) {
    const auto found = written.find(script.ClientOf(link));
    const std::string all = found == written.end() ? std::string() : found->second;
    EXPECT_NE(all.find(WithoutReplies(bytes)), all.npos) << "seed " << seed << ": " << bytes;
  }
  return outcome;
}

TEST(StreamsTest, WhatASubjectIsToldIsWhatAShellCouldTell) {
  for (uint64_t seed = 1; seed <= 600; ++seed) {
    const absl::StatusOr<Script> script = Compile(AnyScenario(seed));
    ASSERT_TRUE(script.ok()) << "seed " << seed << ": " << script.status();
    const Outcome first = RunUnderLaws(*script, seed, {});
    EXPECT_EQ(RunUnderLaws(*script, seed, {}).chain, first.chain) << "seed " << seed;
    EXPECT_TRUE(first.summary.unanswered.empty()) << "seed " << seed;
    RunUnderLaws(*script, seed, {.recut_salt = seed});
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace confab::sim
