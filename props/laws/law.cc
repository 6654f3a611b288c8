#include "props/laws/law.h"

#include <array>

#include "props/laws/law_observer.h"

namespace confab::props {
namespace {

// In the order in which a breach is named when several laws see it in the same step: the ones that
// say what is wrong before the ones that only say that something is.
constexpr std::array kLaws = {
    Law{.name = "wire-form",
        .kind = LawKind::kSafety,
        .promise =
            "Every line sent is whole, at most 512 bytes, and free of NUL, CR and LF within; "
            "none goes to a link that has ended.",
        .clause = "rfc1459#2.3, clauses notation",
        .watch = WatchWireForm},
    Law{.name = "one-owner-per-nick",
        .kind = LawKind::kSafety,
        .promise = "No two live links hold nicks of equal fold, and none is refused a free one.",
        .clause = "Q178627, clauses#4.3",
        .watch = WatchOneOwnerPerNick},
    Law{.name = "welcome-once",
        .kind = LawKind::kSafety,
        .promise = "001 comes once, after every gate, opens the burst, and carries the nick that "
                   "its owner holds.",
        .clause = "Q178627, clauses#4.8-4.9",
        .watch = WatchWelcomeOnce},
    Law{.name = "logon-always-ends",
        .kind = LawKind::kSafety,
        .promise =
            "Connected but not logged on ends: in log-on as soon as nothing holds it back, or "
            "at its deadline to the nanosecond.",
        .clause = "Q178627, clauses#1.8, clauses#4.8",
        .watch = WatchLogonAlwaysEnds},
    Law{.name = "auth-around-433",
        .kind = LawKind::kSafety,
        .promise = "AUTH means the same before and after a 433: one reply each, to its own link, "
                   "about the account it named.",
        .clause = "Q178627, clauses#6",
        .watch = WatchAuthAround433},
    Law{.name = "auth-escape",
        .kind = LawKind::kSafety,
        .promise = "What is escaped in AUTH data arrives as it was, in both directions.",
        .clause = "Q218955, clauses#6.8",
        .watch = WatchAuthEscape},
    Law{.name = "keepalive",
        .kind = LawKind::kSafety,
        .promise = "A user is asked twice and then closed, each at its nanosecond counted from the "
                   "last byte received, whatever else happens.",
        .clause = "Q233512, clauses#1.9",
        .watch = WatchKeepalive},
    Law{.name = "send-queue-bounded",
        .kind = LawKind::kSafety,
        .promise =
            "No link holds more unsent bytes than its limit, and none is closed before that.",
        .clause = "clauses#1.11",
        .watch = WatchSendQueueBounded},
    Law{.name = "departures-told-once",
        .kind = LawKind::kSafety,
        .promise = "Whoever shared a channel with a user that left is told so exactly once.",
        .clause = "clauses#1.5, clauses#1.10",
        .watch = WatchDeparturesToldOnce},
    Law{.name = "nothing-ends-silently",
        .kind = LawKind::kSafety,
        .promise = "Each close has its ERROR line and its entry in the log, and each refusal its "
                   "entry.",
        .clause = "Q178627, Q196893, clauses#1.10",
        .watch = WatchNothingEndsSilently},
    Law{.name = "entries-are-true",
        .kind = LawKind::kSafety,
        .promise = "Each entry of the log names the nick, the reason and the limit that the wire "
                   "showed, and says of new settings what their bounds say.",
        .clause = "Q196893, api/event.h",
        .watch = WatchEntriesAreTrue},
    Law{.name = "counters-are-recounts",
        .kind = LawKind::kSafety,
        .promise = "LUSERS, the census and the ledger count what the wire shows to be there.",
        .clause = "clauses#7.8, clauses#9",
        .watch = WatchCountersAreRecounts},
    Law{.name = "audit",
        .kind = LawKind::kSafety,
        .promise = "The core's own structures agree with each other after every step.",
        .clause = "api/subject.h",
        .watch = WatchAudit},
    Law{.name = "lockstep",
        .kind = LawKind::kSafety,
        .promise = "Every line, close, question, wake-up and census is the one that the reference "
                   "foretells.",
        .clause = "model/CLAUSES.md",
        .needs_lockstep = true,
        .watch = WatchLockstep},
    Law{.name = "ledger-predicted",
        .kind = LawKind::kLedger,
        .promise = "Each account holds as many objects as the reference foretells.",
        .clause = "clauses#9",
        .needs_lockstep = true,
        .watch = WatchLedgerPredicted},
    Law{.name = "ledger-baseline",
        .kind = LawKind::kLedger,
        .promise = "When everybody has left, every account is back at its start, byte for byte.",
        .clause = "Q178627, api/ledger.h",
        .watch = WatchLedgerBaseline},
    Law{.name = "progress-after-heal",
        .kind = LawKind::kLiveness,
        .promise = "Once faults have healed every reachable client is answered, and no instant "
                   "repeats for ever.",
        .clause = "sim/README.md",
        .watch = WatchProgress,
        .judge = JudgeProgress},
    Law{.name = "any-cut-same-transcript",
        .kind = LawKind::kSafety,
        .promise = "The same bytes in other pieces give the same outputs.",
        .clause = "clauses#2.1",
        .judge = JudgeAnyCut},
    Law{.name = "same-run-same-hash",
        .kind = LawKind::kDeterminism,
        .promise = "The same scenario gives the same trace, whatever ran before.",
        .clause = "api/subject.h",
        .judge = JudgeSameHash},
};

constexpr Law kCanary = {.name = "canary",
                         .kind = LawKind::kSafety,
                         .promise = "Never holds: proves that a breach is seen.",
                         .clause = "props/README.md",
                         .watch = WatchCanary};

}  // namespace

std::string_view LawKindName(LawKind kind) {
  switch (kind) {
    case LawKind::kSafety:
      return "safety";
    case LawKind::kLiveness:
      return "liveness";
    case LawKind::kDeterminism:
      return "determinism";
    case LawKind::kLedger:
      return "ledger";
  }
  return "unknown";
}

absl::Span<const Law> AllLaws() { return kLaws; }

const Law* FindLaw(std::string_view name) {
  for (const Law& law : kLaws) {
    if (law.name == name) return &law;
  }
  return name == kCanary.name ? &kCanary : nullptr;
}

}  // namespace confab::props
