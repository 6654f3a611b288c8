#include "props/probes/coincidence.h"

#include <algorithm>
#include <array>
#include <variant>

#include "server_core/api/config.h"

namespace confab::props {
namespace {

template <typename Kind>
bool Is(const Scene& scene) {
  return std::holds_alternative<Kind>(scene.input());
}

template <typename Predicate>
bool AnyTold(const Scene& scene, Predicate predicate) {
  const auto told = scene.wire().told();
  return std::any_of(told.begin(), told.end(),
                     [&](const Told& it) { return it.link != nullptr && predicate(it); });
}

bool IsReplacement(const Output& output) {
  const auto* note = std::get_if<Note>(&output);
  return note != nullptr && note->event == Event::kConfigReplaced;
}

Instant RegistrationDeadline(const Scene& scene) {
  return scene.wire().acting()->opened_at + scene.wire().config().registration_deadline;
}

// How long before its registration deadline an answer came; below 0: after it, or no such thing.
int64_t AnswerAheadNanos(const Scene& scene) {
  const WireLink* acting = scene.wire().acting();
  if (!Is<Answered>(scene) || acting == nullptr || acting->logged_on) return -1;
  return (RegistrationDeadline(scene) - scene.now().mono).count();
}

bool AnswerAtTheLastNanosecond(const Scene& scene) { return AnswerAheadNanos(scene) == 1; }
bool AnswerAtTheDeadline(const Scene& scene) { return AnswerAheadNanos(scene) == 0; }

bool AnswerToNobody(const Scene& scene) {
  return Is<Answered>(scene) && scene.wire().acting() == nullptr;
}

bool RefusedInExchange(const Scene& scene) {
  return AnyTold(scene, [](const Told& it) { return it.line.numeric == 433 && it.auth_open; });
}

bool AnswerAfterRefusal(const Scene& scene) {
  return Is<Answered>(scene) && scene.before().refused_in_exchange;
}

bool OverriddenInExchange(const Scene& scene) {
  return AnyTold(scene, [](const Told& it) {
    const auto* close = std::get_if<Close>(it.output);
    return close != nullptr && close->reason == CloseReason::kNickOverridden && it.auth_open;
  });
}

bool SaturatedInCompany(const Scene& scene) {
  return AnyTold(scene, [](const Told& it) {
    const auto* close = std::get_if<Close>(it.output);
    return close != nullptr && close->reason == CloseReason::kSendQueueExceeded &&
           !it.link->channels.empty();
  });
}

bool TwoSaturated(const Scene& scene) { return scene.Closed(CloseReason::kSendQueueExceeded) > 1; }

bool SaturatedByOwnBurst(const Scene& scene) {
  const WireLink* acting = scene.wire().acting();
  return acting != nullptr && !acting->live && scene.before().stage != Stage::kLoggedOn &&
         scene.Closed(CloseReason::kSendQueueExceeded) > 0 && acting->logged_on;
}

bool SaturatedByAProbe(const Scene& scene) {
  return Is<Woke>(scene) && scene.Closed(CloseReason::kSendQueueExceeded) > 0;
}

bool GhostFollowed(const Scene& scene) {
  if (scene.ghost_nick().empty()) return false;
  return AnyTold(scene, [&](const Told& it) {
    return it.line.numeric == 1 && it.line.Param(0) == scene.ghost_nick();
  });
}

bool ReplacedInExchange(const Scene& scene) {
  const auto& outputs = scene.step().outputs;
  return scene.exchanges_open() > 0 && std::any_of(outputs.begin(), outputs.end(), IsReplacement);
}

bool ExchangesMaxBelowOpen(const Scene& scene) {
  return Is<Reconfigured>(scene) &&
         scene.wire().config().auth_exchanges_max < scene.exchanges_open();
}

bool TwoExchanges(const Scene& scene) { return scene.exchanges_open() > 1; }

bool BytesAtTheDeadline(const Scene& scene) {
  return Is<Received>(scene) && scene.now().mono == scene.promised();
}

bool BytesAtTheLastNanosecond(const Scene& scene) {
  return Is<Received>(scene) && scene.now().mono + Duration(1) == scene.promised();
}

bool LifeAfterTwoProbes(const Scene& scene) {
  return Is<Received>(scene) && scene.before().probes == 2;
}

bool SeveralDueAtOnce(const Scene& scene) {
  if (!Is<Woke>(scene)) return false;
  const WireLink* first = nullptr;
  return AnyTold(scene, [&](const Told& it) {
    if (first == nullptr) first = it.link;
    return it.link != first && it.line.verb == "PING";
  });
}

bool EndsInTwoChannels(const Scene& scene) {
  const WireLink* acting = scene.wire().acting();
  if (acting == nullptr || acting->live || acting->channels.size() < 2) return false;
  return AnyTold(scene, [](const Told& it) { return it.line.verb == "QUIT"; });
}

bool EndsWhileAsked(const Scene& scene) {
  const WireLink* acting = scene.wire().acting();
  return acting != nullptr && !acting->live && scene.before().asked;
}

bool DrainedInPart(const Scene& scene) {
  const WireLink* acting = scene.wire().acting();
  return Is<Drained>(scene) && acting != nullptr && acting->queued > 0;
}

bool LogOnBy(const Scene& scene, Verb verb) {
  const auto heard = scene.wire().heard();
  const WireLink* acting = scene.wire().acting();
  if (heard.empty() || VerbOf(heard.back().text) != verb) return false;
  return AnyTold(scene, [&](const Told& it) { return it.line.numeric == 1 && it.link == acting; });
}

bool LogOnByCapEnd(const Scene& scene) { return LogOnBy(scene, Verb::kCap); }
bool LogOnByAuth(const Scene& scene) { return LogOnBy(scene, Verb::kAuth); }
bool LogOnByNick(const Scene& scene) { return LogOnBy(scene, Verb::kNick); }

bool LogOnByAnswer(const Scene& scene) {
  if (!Is<Answered>(scene)) return false;
  return AnyTold(scene, [](const Told& it) { return it.line.numeric == 1; });
}

bool ClockSetBack(const Scene& scene) { return scene.now().wall < scene.wall_before(); }

constexpr std::array<Coincidence, 26> kCoincidences = {{
    {"433-in-exchange", "Q178627, clauses#4.3", "a nick is refused while an AUTH exchange is open",
     2'000, RefusedInExchange},
    {"answer-after-433", "Q178627", "an answer comes to an exchange that has seen a 433", 5'000,
     AnswerAfterRefusal},
    {"answer-at-the-last-nanosecond", "clauses#1.8",
     "an answer comes a nanosecond before the registration deadline", 20'000,
     AnswerAtTheLastNanosecond},
    {"answer-at-the-deadline", "clauses#1.8", "an answer comes at the registration deadline",
     20'000, AnswerAtTheDeadline},
    {"answer-to-nobody", "clauses#1.6", "an answer comes when its link has gone", 2'000,
     AnswerToNobody},
    {"overridden-in-exchange", "clauses#4.4", "a reservation is overridden amid an AUTH exchange",
     5'000, OverriddenInExchange},
    {"saturated-in-company", "clauses#1.11", "a send queue is full in a channel", 2'000,
     SaturatedInCompany},
    {"two-saturated", "clauses#1.11", "one step closes two saturated links", 2'000, TwoSaturated},
    {"saturated-by-own-burst", "clauses#1.11", "a log-on burst does not fit the send queue", 2'000,
     SaturatedByOwnBurst},
    {"saturated-by-a-probe", "clauses#1.11", "a keepalive probe does not fit the send queue",
     10'000, SaturatedByAProbe},
    {"ghost-followed", "clauses#1.9", "somebody logs on as one who was found dead", 2'000,
     GhostFollowed},
    {"replaced-in-exchange", "clauses#1.12", "settings are replaced while exchanges are open",
     5'000, ReplacedInExchange},
    {"exchanges-max-below-open", "clauses#6.5", "more exchanges are open than settings now allow",
     5'000, ExchangesMaxBelowOpen},
    {"two-exchanges", "clauses#6.5", "two exchanges are open at once", 2'000, TwoExchanges},
    {"bytes-at-the-deadline", "clauses#1.7", "bytes come at the instant of a deadline", 2'000,
     BytesAtTheDeadline},
    {"bytes-at-the-last-nanosecond", "clauses#1.7", "bytes come a nanosecond before a deadline",
     2'000, BytesAtTheLastNanosecond},
    {"life-after-two-probes", "Q233512", "bytes come when two probes are unanswered", 2'000,
     LifeAfterTwoProbes},
    {"several-due-at-once", "clauses#1.7", "one wake-up asks several users", 2'000,
     SeveralDueAtOnce},
    {"ends-in-two-channels", "clauses#1.10", "somebody leaves from two channels with company",
     2'000, EndsInTwoChannels},
    {"ends-while-asked", "clauses#6.14", "a link ends while its question is open", 2'000,
     EndsWhileAsked},
    {"drained-in-part", "clauses#1.5", "a send queue drains in part", 2'000, DrainedInPart},
    {"log-on-by-cap-end", "clauses#4.8", "CAP END completes a log-on", 2'000, LogOnByCapEnd},
    {"log-on-by-auth", "clauses#4.8", "the end of AUTH completes a log-on", 2'000, LogOnByAuth},
    {"log-on-by-nick", "clauses#4.8", "NICK completes a log-on", 2'000, LogOnByNick},
    {"log-on-by-answer", "clauses#4.8", "a failed exchange's answer completes a log-on", 2'000,
     LogOnByAnswer},
    {"clock-set-back", "Q233512", "the wall clock goes back", 2'000, ClockSetBack},
}};

}  // namespace

absl::Span<const Coincidence> Coincidences() { return kCoincidences; }

}  // namespace confab::props
