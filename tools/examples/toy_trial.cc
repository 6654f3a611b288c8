#include "tools/examples/toy_trial.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "props/gen/profile.h"
#include "props/laws/law.h"
#include "server_core/api/random.h"
#include "server_core/api/subject.h"
#include "sim/scenario.pb.h"
#include "sim/script.h"
#include "tools/examples/toy_chat.h"
#include "tools/examples/toy_law.h"

namespace confab::tools {
namespace {

constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kHorizonMs = 8'000;

constexpr props::Law kToldOnce = {
    .name = "told-once",
    .kind = props::LawKind::kSafety,
    .promise = "Each line is told exactly once to each other link, in order.",
    .clause = "tools/examples/toy_chat.h",
    .watch = WatchToldOnce};

absl::StatusOr<std::unique_ptr<Subject>> Create(const sim::Script& script) {
  return MakeToyChat(script.config);
}

// A line, half of one, two in one piece; too long now and then; or no line at all.
void DrawDeed(Random& random, sim::Action& action) {
  const size_t bytes = random.Chance(1, 8) ? kToyLineBytesMax : 0;
  const std::string text(bytes + random.Below(3), 'x');
  switch (random.Below(8)) {
    case 0:
      return action.mutable_close()->set_how(sim::Close::RST);
    case 1:
      return action.mutable_connect()->set_secure(false);
    case 2:
      return action.mutable_pause()->Clear();
    case 3:
      return action.set_raw(text);
    case 4:
      return action.set_raw(text + "\na\r\n");
    default:
      return action.set_line(text);
  }
}

void AddGuest(Random& random, uint32_t id, sim::Scenario& scenario) {
  sim::Client& guest = *scenario.add_client();
  guest.set_id(id);
  guest.mutable_link()->set_latency_ns(random.Between(0, 2) * kMillisecond);
  guest.mutable_link()->set_window_bytes(random.Chance(1, 2) ? 128 : 0);
  sim::Action& comes = *scenario.add_action();
  comes.set_id(id);
  comes.set_client(id);
  comes.mutable_connect();
}

// What one guest says arrives in pieces, or what it is told arrives late and joined.
void AddFault(Random& random, int64_t from_ns, sim::Scenario& scenario) {
  sim::Fault& fault = *scenario.add_fault();
  fault.set_id(1);
  fault.set_client(1);
  fault.set_from_ns(from_ns);
  fault.set_until_ns(from_ns + kHorizonMs * kMillisecond);
  if (random.Chance(1, 2)) return fault.mutable_cut()->set_bytes_max(3);
  fault.mutable_stall()->set_to_client(true);
}

sim::Scenario Generate(uint64_t seed, props::Profile) {
  Random random(seed);
  sim::Scenario scenario;
  scenario.set_format(sim::kScenarioFormat);
  scenario.mutable_from()->set_seed(seed);
  scenario.mutable_from()->set_generator("toy/1");
  scenario.set_salt(random.Below(1'000));
  scenario.mutable_config()->set_send_queue_bytes_max(512);
  scenario.mutable_config()->set_probe_after_ns(random.Between(1, kHorizonMs) * kMillisecond);
  scenario.mutable_limits()->set_end_ns(2 * kHorizonMs * kMillisecond);
  const auto guests = static_cast<uint32_t>(random.Between(2, 4));
  for (uint32_t id = 1; id <= guests; ++id) AddGuest(random, id, scenario);
  const auto actions = guests + static_cast<uint32_t>(random.Between(1, 30));
  for (uint32_t id = guests + 1; id <= actions; ++id) {
    sim::Action& action = *scenario.add_action();
    action.set_id(id);
    action.set_client(static_cast<uint32_t>(random.Between(1, guests)));
    action.set_t_ns(random.Between(0, kHorizonMs) * kMillisecond);
    DrawDeed(random, action);
  }
  AddFault(random, random.Between(0, kHorizonMs) * kMillisecond, scenario);
  return scenario;
}

}  // namespace

const props::Trial& ToyTrial() {
  static const std::array laws = {kToldOnce, *props::FindLaw("ledger-baseline"),
                                  *props::FindLaw("any-cut-same-transcript"),
                                  *props::FindLaw("same-run-same-hash")};
  static const props::Trial trial = {.name = "toy",
                                     .create = Create,
                                     .laws = laws,
                                     .canary = props::FindLaw("canary"),
                                     .generate = Generate};
  return trial;
}

}  // namespace confab::tools
