#include "props/gen/weather.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace confab::props {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

void FillStall(Draft& draft, sim::Fault& fault) {
  const uint64_t directions = 1 + draft.random().Below(3);
  fault.mutable_stall()->set_to_server((directions & 1) != 0);
  fault.mutable_stall()->set_to_client((directions & 2) != 0);
}

void FillLag(Draft& draft, sim::Fault& fault) {
  const int64_t most_ns = 1 + draft.deadlines().probe_wait_ns;
  fault.mutable_lag()->set_extra_ns(draft.random().Between(1, most_ns));
}

void FillCut(Draft& draft, sim::Fault& fault) {
  constexpr std::array<uint32_t, 4> kBytesMax = {1, 3, 16, 100};
  fault.mutable_cut()->set_bytes_max(Pick(draft.random(), kBytesMax));
}

void FillReset(Draft&, sim::Fault& fault) { fault.mutable_reset(); }
void FillSilentDeath(Draft&, sim::Fault& fault) { fault.mutable_silent_death(); }
void FillRefuseConnect(Draft&, sim::Fault& fault) { fault.mutable_refuse_connect(); }

// Far more than any deadline, to both sides; and a little.
void FillClockStep(Draft& draft, sim::Fault& fault) {
  constexpr std::array<int64_t, 5> kSteps = {-86'400 * kSecond, 86'400 * kSecond, -kSecond, kSecond,
                                             3'600 * kSecond};
  fault.mutable_clock_step()->set_by_ns(Pick(draft.random(), kSteps));
}

void FillAnswerLate(Draft& draft, sim::Fault& fault) {
  const int64_t span_ns = draft.DrawSpan();
  fault.mutable_answer_late()->set_by_ns(std::max<int64_t>(1, span_ns));
}

void FillAnswerError(Draft&, sim::Fault& fault) { fault.mutable_answer_error(); }
void FillAnswerNever(Draft&, sim::Fault& fault) { fault.mutable_answer_never(); }

void FillSlowReading(Draft& draft, sim::Fault& fault) {
  constexpr std::array<int64_t, 4> kRates = {1, 100, 1'000, 10'000};
  fault.mutable_slow_reading()->set_bytes_per_second(Pick(draft.random(), kRates));
}

void FillReconfigure(Draft& draft, sim::Fault& fault) {
  *fault.mutable_reconfigure()->mutable_config() =
      DrawReplacement(draft.random(), draft.scenario().config());
}

using Fill = void (*)(Draft&, sim::Fault&);
constexpr std::array<Fill, 12> kKinds = {FillStall,       FillLag,         FillCut,
                                         FillReset,       FillSilentDeath, FillRefuseConnect,
                                         FillClockStep,   FillAnswerLate,  FillAnswerError,
                                         FillAnswerNever, FillSlowReading, FillReconfigure};
constexpr std::array<Fill, 4> kAuthKinds = {FillAnswerLate, FillAnswerError, FillAnswerNever,
                                            FillStall};

// Whom it concerns: mostly whoever acts then, at times everybody.
void DrawFault(Draft& draft, Fill fill) {
  const auto& actions = draft.scenario().action();
  const sim::Action& met = actions.Get(static_cast<int>(draft.random().Below(actions.size())));
  const uint32_t client = draft.random().Chance(1, 4) ? 0 : met.client();
  const int64_t from_ns = std::max<int64_t>(0, met.t_ns() + draft.random().Between(-1, 1));
  const int64_t span_ns =
      draft.random().Chance(1, 3) ? draft.random().Between(1, kSecond) : draft.DrawSpan();
  sim::Fault& fault = *draft.scenario().add_fault();
  fault.set_id(static_cast<uint32_t>(draft.scenario().fault_size()));
  fault.set_from_ns(from_ns);
  fault.set_until_ns(from_ns + std::max<int64_t>(1, span_ns));
  fault.set_client(client);
  fill(draft, fault);
}

uint64_t DrawCount(Random& random) {
  constexpr std::array<uint64_t, 8> kCounts = {0, 0, 0, 1, 1, 2, 3, 6};
  return Pick(random, kCounts);
}

}  // namespace

void DrawWeather(Draft& draft, Profile profile) {
  // One or two kinds a run: many kinds at once hide each other.
  const Fill usual = Pick(draft.random(), kKinds);
  const Fill other =
      profile == Profile::kAuth ? Pick(draft.random(), kAuthKinds) : Pick(draft.random(), kKinds);
  for (uint64_t count = DrawCount(draft.random()); count > 0; --count) {
    DrawFault(draft, draft.random().Chance(1, 2) ? usual : other);
  }
}

}  // namespace confab::props
