#include "props/gen/weather.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "props/gen/faults.h"

namespace confab::props {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

using Kind = sim::Fault::KindCase;
constexpr std::array<Kind, 4> kAuthKinds = {sim::Fault::kAnswerLate, sim::Fault::kAnswerError,
                                            sim::Fault::kAnswerNever, sim::Fault::kStall};

// Whom it concerns: mostly whoever acts then, at times everybody.
void AddFault(Draft& draft, Kind kind) {
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
  DrawFault(draft.random(), kind, draft.scenario().config(), fault);
}

uint64_t DrawCount(Random& random) {
  constexpr std::array<uint64_t, 8> kCounts = {0, 0, 0, 1, 1, 2, 3, 6};
  return Pick(random, kCounts);
}

}  // namespace

void DrawWeather(Draft& draft, Profile profile) {
  // One or two kinds a run: many kinds at once hide each other.
  const Kind usual = Pick(draft.random(), kFaultKinds);
  const Kind other = profile == Profile::kAuth ? Pick(draft.random(), kAuthKinds)
                                               : Pick(draft.random(), kFaultKinds);
  for (uint64_t count = DrawCount(draft.random()); count > 0; --count) {
    AddFault(draft, draft.random().Chance(1, 2) ? usual : other);
  }
}

}  // namespace confab::props
