// Virtual time 0 is the whole second in which the server started: so the wall clock is the same.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "sim/script.h"
#include "tools/recording/recording.h"

namespace confab::tools {
namespace {

constexpr int64_t kSecondNs = 1'000'000'000;

class Writer {
 public:
  explicit Writer(const sim::RecordingHead& head) {
    const int64_t wall_ns = absl::ToUnixNanos(head.start.wall);
    offset_ns_ = wall_ns % kSecondNs - head.start.mono.nanos();
    scenario_.set_format(sim::kScenarioFormat);
    *scenario_.mutable_config() = sim::StatementOf(*head.config);
    scenario_.set_epoch_unix_s(wall_ns / kSecondNs);
    scenario_.set_server_seed(head.seed);
    scenario_.mutable_from()->set_found_by("confabd --record");
  }

  void Take(const sim::RecordedStep& step) {
    now_ns_ = step.now.mono.nanos() + offset_ns_;
    std::visit([this](const auto& input) { Add(input); }, step.input);
  }

  // Ids of connections are those of the links; what else is done comes after them.
  absl::StatusOr<sim::Scenario> Finish() && {
    uint64_t id = last_link_;
    if (id + static_cast<uint64_t>(scenario_.action_size()) > UINT32_MAX) {
      return absl::InvalidArgumentError("too many links and actions for a scenario");
    }
    for (sim::Action& action : *scenario_.mutable_action()) {
      if (!action.has_connect()) action.set_id(static_cast<uint32_t>(++id));
    }
    scenario_.mutable_limits()->set_end_ns(now_ns_ + kSecondNs);
    return std::move(scenario_);
  }

 private:
  void Add(const Opened& opened) {
    const auto link = static_cast<uint64_t>(opened.link);
    last_link_ = std::max(last_link_, link);
    sim::Client* client = scenario_.add_client();
    client->set_id(static_cast<uint32_t>(link));
    client->set_role(sim::HOSTILE);  // says nothing of its own accord
    sim::Action* action = Do(opened.link);
    action->set_id(static_cast<uint32_t>(link));
    action->mutable_connect()->set_secure(opened.secure);
  }
  void Add(const Received& received) {
    Do(received.link)->set_raw(received.bytes.data(), received.bytes.size());
  }
  void Add(const Lost& lost) {
    const bool is_reset = lost.why.find("reset") != std::string_view::npos;
    Do(lost.link)->mutable_close()->set_how(is_reset ? sim::Close::RST : sim::Close::FIN);
  }
  void Add(const Reconfigured& reconfigured) {
    sim::Fault* fault = scenario_.add_fault();
    fault->set_id(static_cast<uint32_t>(scenario_.fault_size()));
    fault->set_from_ns(now_ns_);
    *fault->mutable_reconfigure()->mutable_config() = sim::StatementOf(*reconfigured.config);
  }
  // The simulator's own business.
  void Add(const Drained&) {}
  void Add(const Woke&) {}
  void Add(const Answered&) {}

  sim::Action* Do(LinkId link) {
    sim::Action* action = scenario_.add_action();
    action->set_client(static_cast<uint32_t>(link));
    action->set_t_ns(now_ns_);
    return action;
  }

  sim::Scenario scenario_;
  int64_t offset_ns_ = 0;
  int64_t now_ns_ = 0;
  uint64_t last_link_ = 0;
};

}  // namespace

absl::StatusOr<sim::Scenario> AsScenario(const Recording& recording) {
  Writer writer(recording.head());
  sim::RecordingReader reader(recording.segments());
  for (;;) {
    const absl::StatusOr<std::optional<sim::RecordedStep>> step = reader.Next();
    if (!step.ok()) return step.status();
    if (!step->has_value()) return std::move(writer).Finish();
    writer.Take(**step);
  }
}

}  // namespace confab::tools
