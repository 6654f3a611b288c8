#include "props/gen/faults.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "props/gen/alphabet.h"
#include "props/gen/swarm.h"

namespace confab::props {
namespace {

using sim::Fault;
using sim::ServerConfig;

constexpr int64_t kSecond = 1'000'000'000;

void FillStall(Random& random, const ServerConfig&, Fault& fault) {
  const uint64_t directions = 1 + random.Below(3);
  fault.mutable_stall()->set_to_server((directions & 1) != 0);
  fault.mutable_stall()->set_to_client((directions & 2) != 0);
}

void FillLag(Random& random, const ServerConfig& config, Fault& fault) {
  const int64_t most_ns = 1 + DeadlinesOf(config).probe_wait_ns;
  fault.mutable_lag()->set_extra_ns(random.Between(1, most_ns));
}

void FillCut(Random& random, const ServerConfig&, Fault& fault) {
  constexpr std::array<uint32_t, 4> kBytesMax = {1, 3, 16, 100};
  fault.mutable_cut()->set_bytes_max(Pick(random, kBytesMax));
}

void FillReset(Random&, const ServerConfig&, Fault& fault) { fault.mutable_reset(); }
void FillSilentDeath(Random&, const ServerConfig&, Fault& fault) { fault.mutable_silent_death(); }
void FillRefuseConnect(Random&, const ServerConfig&, Fault& fault) {
  fault.mutable_refuse_connect();
}

// Far more than any deadline, to both sides; and a little.
void FillClockStep(Random& random, const ServerConfig&, Fault& fault) {
  constexpr std::array<int64_t, 5> kSteps = {-86'400 * kSecond, 86'400 * kSecond, -kSecond, kSecond,
                                             3'600 * kSecond};
  fault.mutable_clock_step()->set_by_ns(Pick(random, kSteps));
}

void FillAnswerLate(Random& random, const ServerConfig& config, Fault& fault) {
  const int64_t span_ns = DrawSpan(random, DeadlinesOf(config));
  fault.mutable_answer_late()->set_by_ns(std::max<int64_t>(1, span_ns));
}

void FillAnswerError(Random&, const ServerConfig&, Fault& fault) { fault.mutable_answer_error(); }
void FillAnswerNever(Random&, const ServerConfig&, Fault& fault) { fault.mutable_answer_never(); }

void FillSlowReading(Random& random, const ServerConfig&, Fault& fault) {
  constexpr std::array<int64_t, 4> kRates = {1, 100, 1'000, 10'000};
  fault.mutable_slow_reading()->set_bytes_per_second(Pick(random, kRates));
}

void FillReconfigure(Random& random, const ServerConfig& config, Fault& fault) {
  *fault.mutable_reconfigure()->mutable_config() = DrawReplacement(random, config);
}

struct Row {
  const char* name;
  void (*fill)(Random&, const ServerConfig&, Fault&);
};

// In the order of kFaultKinds.
constexpr std::array<Row, kFaultKinds.size()> kRows = {{{"stall", FillStall},
                                                        {"lag", FillLag},
                                                        {"cut", FillCut},
                                                        {"reset", FillReset},
                                                        {"silent_death", FillSilentDeath},
                                                        {"refuse_connect", FillRefuseConnect},
                                                        {"clock_step", FillClockStep},
                                                        {"answer_late", FillAnswerLate},
                                                        {"answer_error", FillAnswerError},
                                                        {"answer_never", FillAnswerNever},
                                                        {"slow_reading", FillSlowReading},
                                                        {"reconfigure", FillReconfigure}}};

}  // namespace

size_t PlaceOf(Fault::KindCase kind) {
  const auto at = std::find(kFaultKinds.begin(), kFaultKinds.end(), kind);
  return static_cast<size_t>(at - kFaultKinds.begin());
}

const char* FaultKindName(Fault::KindCase kind) { return kRows[PlaceOf(kind)].name; }

void DrawFault(Random& random, Fault::KindCase kind, const ServerConfig& config, Fault& fault) {
  kRows[PlaceOf(kind)].fill(random, config, fault);
}

}  // namespace confab::props
