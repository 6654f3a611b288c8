#include "props/gen/swarm.h"

#include <array>
#include <string>

#include "props/gen/alphabet.h"
#include "server_core/api/config.h"

namespace confab::props {
namespace {

using sim::ServerConfig;

constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kSecond = 1'000'000'000;

// A number of the config and the values worth trying beside its default.
struct Knob {
  void (ServerConfig::*set)(int64_t);
  std::array<int64_t, 4> values;
};

// The longest nick, user, channel and topic here just fit one line together.
constexpr std::array<Knob, 15> kKnobs = {{
    {&ServerConfig::set_links_max, {1, 2, 3, 5}},
    {&ServerConfig::set_auth_exchanges_max, {1, 1, 2, 3}},
    {&ServerConfig::set_auth_failures_max, {1, 1, 2, 4}},
    {&ServerConfig::set_nick_bytes_max, {1, 2, 2, 9}},
    {&ServerConfig::set_user_bytes_max, {2, 3, 4, 32}},
    {&ServerConfig::set_realname_bytes_max, {1, 2, 3, 200}},
    {&ServerConfig::set_channel_bytes_max, {2, 3, 4, 73}},
    {&ServerConfig::set_topic_bytes_max, {1, 2, 5, 299}},
    {&ServerConfig::set_reason_bytes_max, {1, 2, 5, 300}},
    {&ServerConfig::set_channels_per_user_max, {1, 1, 2, 2}},
    {&ServerConfig::set_channels_max, {1, 1, 2, 2}},
    {&ServerConfig::set_targets_max, {1, 1, 2, 3}},
    {&ServerConfig::set_send_queue_bytes_max, {512, 1500, 2048, 4096}},
    {&ServerConfig::set_input_burst_bytes_max, {512, 513, 700, 2048}},
    {&ServerConfig::set_input_bytes_per_second_max, {1, 64, 512, 1'000'000'000}},
}};

void TurnKnobs(Random& random, uint64_t count, ServerConfig& config) {
  for (uint64_t i = 0; i < count; ++i) {
    const Knob& knob = Pick(random, kKnobs);
    (config.*knob.set)(Pick(random, knob.values));
  }
}

// All of one scale; now and then with nanoseconds that no rounding survives.
void DrawDurations(Random& random, ServerConfig& config) {
  if (random.Chance(1, 10)) return;
  constexpr std::array<int64_t, 6> kUnits = {kMillisecond, 100 * kMillisecond, kSecond,
                                             kSecond,      10 * kSecond,       60 * kSecond};
  const int64_t unit = Pick(random, kUnits);
  const int64_t odd = random.Chance(1, 4) ? random.Between(1, kMillisecond) : 0;
  config.set_registration_deadline_ns(unit * random.Between(1, 4) + odd);
  config.set_probe_after_ns(unit * random.Between(1, 4) + odd);
  config.set_probe_wait_ns(unit * random.Between(1, 2) + odd);
}

// Half as long, or up to twice: of another scale, one run would be mostly probes.
void ScaleDurations(Random& random, ServerConfig& config) {
  const Deadlines old = DeadlinesOf(config);
  config.set_registration_deadline_ns(old.registration_ns * random.Between(1, 4) / 2);
  config.set_probe_after_ns(old.probe_after_ns * random.Between(1, 4) / 2);
  config.set_probe_wait_ns(old.probe_wait_ns * random.Between(1, 4) / 2);
}

void DrawEntrance(Random& random, Profile profile, ServerConfig& config) {
  const uint64_t closed_of_twelve = profile == Profile::kAuth ? 4 : 1;
  if (random.Chance(closed_of_twelve, 12)) config.set_anonymous_allowed(false);
  if (random.Chance(1, 16)) config.set_scram_enabled(false);
  if (random.Chance(1, 8)) config.set_password("sesame");
}

void DrawTexts(Random& random, ServerConfig& config) {
  if (random.Chance(1, 8)) config.set_server_name("s.x");
  if (random.Chance(1, 8)) config.set_network_name("N=\\");
  const uint64_t motd_lines = random.Below(8);
  if (motd_lines > 2) return;
  for (uint64_t i = 0; i < motd_lines; ++i) {
    const bool longest = random.Chance(1, 3);
    config.add_motd(longest ? std::string(400, 'm') : "hello");
  }
}

int64_t NanosOf(Duration span) { return span.count(); }

}  // namespace

ServerConfig DrawServerConfig(Random& random, Profile profile) {
  ServerConfig config;
  DrawDurations(random, config);
  DrawEntrance(random, profile, config);
  DrawTexts(random, config);
  const uint64_t mapping = random.Below(4);
  if (mapping < 3) config.set_case_mapping(static_cast<sim::CaseMapping>(mapping));
  constexpr std::array<uint64_t, 6> kKnobsTurned = {0, 0, 1, 2, 3, 5};
  TurnKnobs(random, Pick(random, kKnobsTurned), config);
  return config;
}

ServerConfig DrawReplacement(Random& random, const ServerConfig& config) {
  ServerConfig replacement = config;
  TurnKnobs(random, 1 + random.Below(3), replacement);
  if (random.Chance(1, 3)) ScaleDurations(random, replacement);
  if (random.Chance(1, 4)) DrawEntrance(random, Profile::kAuth, replacement);
  // A changed case mapping is refused (clauses#1.12).
  if (random.Chance(1, 8)) replacement.set_case_mapping(sim::CASE_MAPPING_ASCII);
  return replacement;
}

Deadlines DeadlinesOf(const ServerConfig& config) {
  const Config defaults;
  Deadlines out{NanosOf(defaults.registration_deadline), NanosOf(defaults.probe_after),
                NanosOf(defaults.probe_wait)};
  if (config.has_registration_deadline_ns())
    out.registration_ns = config.registration_deadline_ns();
  if (config.has_probe_after_ns()) out.probe_after_ns = config.probe_after_ns();
  if (config.has_probe_wait_ns()) out.probe_wait_ns = config.probe_wait_ns();
  return out;
}

int64_t DrawSpan(Random& random, const Deadlines& deadlines) {
  const int64_t after_ns = deadlines.probe_after_ns;
  const int64_t wait_ns = deadlines.probe_wait_ns;
  const std::array<int64_t, 5> spans_ns = {deadlines.registration_ns, after_ns, wait_ns,
                                           after_ns + wait_ns, after_ns + 2 * wait_ns};
  const int64_t span_ns = Pick(random, spans_ns);
  return span_ns + random.Between(-1, 1);
}

sim::LinkShape DrawLinkShape(Random& random, const Deadlines& deadlines) {
  sim::LinkShape shape;
  if (random.Chance(1, 2)) return shape;  // instant and whole: exact deadlines
  if (random.Chance(1, 2)) shape.set_latency_ns(random.Between(1, 1 + deadlines.probe_wait_ns / 8));
  constexpr std::array<int64_t, 4> kRates = {0, 0, 4'000, 20'000};
  shape.set_bytes_per_second(Pick(random, kRates));
  constexpr std::array<uint32_t, 4> kWindows = {0, 0, 512, 2'000};
  shape.set_window_bytes(Pick(random, kWindows));
  constexpr std::array<uint32_t, 10> kSegments = {0, 0, 0, 0, 0, 1, 3, 16, 100, 100};
  shape.set_segment_bytes_max(Pick(random, kSegments));
  return shape;
}

}  // namespace confab::props
