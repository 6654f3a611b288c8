// A fault that meets nothing proves nothing. So each is fastened to an action of somebody who is
// connected, of a kind that it can do something to: a stall to a write, a late answer to an AUTH.
#include "props/gen/weather.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "props/gen/faults.h"

namespace confab::props {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kMillisecond = 1'000'000;

using Kind = sim::Fault::KindCase;
constexpr std::array<Kind, 4> kAuthKinds = {sim::Fault::kAnswerLate, sim::Fault::kAnswerError,
                                            sim::Fault::kAnswerNever, sim::Fault::kStall};

size_t BytesOf(const sim::Action& action) {
  if (action.has_login()) return 12;  // at least
  if (action.has_auth()) return 20;
  return action.do_case() == sim::Action::kLine ? action.line().size() + 2 : action.raw().size();
}

bool Writes(const sim::Action& action) {
  return action.do_case() == sim::Action::kLine || action.do_case() == sim::Action::kRaw ||
         action.has_login() || action.has_auth();
}

bool Leaves(const sim::Action& action) {
  return action.has_close() ||
         (action.do_case() == sim::Action::kLine && action.line().starts_with("QUIT"));
}

const sim::LinkShape& LinkOf(Draft& draft, const sim::Action& action) {
  return draft.scenario().client(static_cast<int>(action.client()) - 1).link();
}

// Whether a fault of this kind finds something to do to what a connected client does here.
bool Meets(Draft& draft, Kind kind, const sim::Action& action) {
  const sim::LinkShape& link = LinkOf(draft, action);
  switch (kind) {
    case sim::Fault::kRefuseConnect:
      return action.has_connect();
    case sim::Fault::kAnswerLate:
    case sim::Fault::kAnswerError:
    case sim::Fault::kAnswerNever:
      return action.has_auth();
    case sim::Fault::kCut:
      return Writes(action) && BytesOf(action) > 4 && link.segment_bytes_max() != 1;
    case sim::Fault::kSlowReading:
      return action.has_login() && link.read_bytes_per_second() != 1;
    case sim::Fault::kStall:
    case sim::Fault::kLag:
      return Writes(action);
    default:
      return !action.has_connect() && !Leaves(action);
  }
}

// The actions of connected clients that a fault of this kind can be fastened to.
std::vector<const sim::Action*> AnchorsOf(Draft& draft, Kind kind) {
  const bool answers = kind == sim::Fault::kAnswerLate || kind == sim::Fault::kAnswerError ||
                       kind == sim::Fault::kAnswerNever;
  std::vector<const sim::Action*> anchors;
  if (answers && draft.scenario().config().has_scram_enabled()) return anchors;
  std::map<uint32_t, bool> connected;
  std::map<uint32_t, bool> logged_on;
  for (const sim::Action& action : draft.scenario().action()) {
    const bool is_connected = connected[action.client()] || action.has_connect();
    const bool too_late = answers && logged_on[action.client()];
    if (is_connected && !too_late && Meets(draft, kind, action)) anchors.push_back(&action);
    if (action.has_connect()) logged_on[action.client()] = false;
    if (action.has_login()) logged_on[action.client()] = true;
    connected[action.client()] = is_connected && !Leaves(action);
  }
  return anchors;
}

// How long the bytes of an action are under way at most.
int64_t TravelNanos(Draft& draft, const sim::Action& action) {
  const sim::LinkShape& link = LinkOf(draft, action);
  int64_t travel_ns = 3 * link.latency_ns() + kMillisecond;
  if (link.bytes_per_second() > 0) {
    travel_ns += static_cast<int64_t>(BytesOf(action)) * kSecond / link.bytes_per_second();
  }
  return travel_ns;
}

// What was drawn is made to differ from what is there anyway.
void Sharpen(const sim::LinkShape& link, const sim::Action& action, sim::Fault& fault) {
  if (fault.has_cut()) {
    size_t whole = BytesOf(action);
    if (link.segment_bytes_max() != 0) whole = std::min<size_t>(whole, link.segment_bytes_max());
    if (fault.cut().bytes_max() >= whole) fault.mutable_cut()->set_bytes_max(1);
  }
  const int64_t reads = link.read_bytes_per_second();
  if (fault.has_slow_reading() && reads != 0 && fault.slow_reading().bytes_per_second() >= reads) {
    fault.mutable_slow_reading()->set_bytes_per_second(reads / 2);
  }
}

// Strikes need a link a moment later; what lasts must be there when the bytes are.
int64_t DrawBegin(Random& random, Kind kind, const sim::Action& action) {
  if (kind == sim::Fault::kReset || kind == sim::Fault::kSilentDeath) {
    return action.t_ns() + random.Between(0, 1);
  }
  return std::max<int64_t>(0, action.t_ns() + random.Between(-1, 0));
}

void AddFault(Draft& draft, Kind kind, const sim::Action& met) {
  const uint32_t client = draft.random().Chance(1, 4) ? 0 : met.client();
  const int64_t from_ns = DrawBegin(draft.random(), kind, met);
  const int64_t span_ns =
      draft.random().Chance(1, 3) ? draft.random().Between(1, kSecond) : draft.DrawSpan();
  sim::Fault& fault = *draft.scenario().add_fault();
  fault.set_id(static_cast<uint32_t>(draft.scenario().fault_size()));
  fault.set_from_ns(from_ns);
  fault.set_until_ns(from_ns + std::max(TravelNanos(draft, met), span_ns));
  fault.set_client(client);
  DrawFault(draft.random(), kind, draft.scenario().config(), fault);
  Sharpen(LinkOf(draft, met), met, fault);
}

// Where nothing can be met another kind is drawn, and where nothing helps, none.
void AddFaultOfSomeKind(Draft& draft, Kind kind) {
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    const std::vector<const sim::Action*> anchors = AnchorsOf(draft, kind);
    if (!anchors.empty()) return AddFault(draft, kind, *Pick(draft.random(), anchors));
    kind = Pick(draft.random(), kFaultKinds);
  }
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
    AddFaultOfSomeKind(draft, draft.random().Chance(1, 2) ? usual : other);
  }
}

}  // namespace confab::props
