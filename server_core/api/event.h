// The event log's vocabulary: why links end and what is worth a line in the log.
//
//   EventName(Event::kClientClosed)              == "CLIENT_CLOSED"
//   CloseReasonName(CloseReason::kPingTimeout)   == "ping-timeout"
//
// Invariant: names are stable across versions; operators search for them. New ones go at the end.

#ifndef CONFAB_SERVER_CORE_API_EVENT_H_
#define CONFAB_SERVER_CORE_API_EVENT_H_

#include <cstdint>
#include <string_view>

namespace confab {

// Why the core closed a link. The three-digit code of the ERROR line is the IRCX heritage
// (Exchange Chat Service); reasons without one have none there.
enum class CloseReason : uint8_t {
  kQuit,                 // "quit": the peer said QUIT
  kRegistrationTimeout,  // "registration-timeout": not logged on before the deadline
  kPingTimeout,          // "ping-timeout" 011: two probes unanswered
  kSendQueueExceeded,    // "send-queue-exceeded" 009: the peer reads too slowly
  kInputExceeded,        // "input-exceeded" 008: the peer sends faster than allowed
  kNickOverridden,       // "nick-overridden": a logged-on user took the reserved nick
  kBadPassword,          // "bad-password": PASS missing or wrong at log-on
  kNoAuthorization,      // "no-authorization" 001: anonymous log-on is off and AUTH did not succeed
  kNoMoreConnections,    // "no-more-connections" 003: links_max reached
};
inline constexpr int kCloseReasonCount = 9;
std::string_view CloseReasonName(CloseReason reason);

// Events and their fields, in order. Every one names its link (LinkId{0}: none).
enum class Event : uint8_t {
  kClientClosed,     // reason, nick        the core closed a link
  kClientLost,       // why, nick           the shell reported the end of a link
  kClientLoggedOn,   // nick, account
  kNickRefused,      // nick, holder        433: the holder's stage, "logged-on" or "connected"
  kAuthSucceeded,    // package, account
  kAuthFailed,       // package, why
  kAuthSuspended,    // package, failures
  kResourceRefused,  // account, limit      a ledger account or table is at its limit
  kInputRefused,     // numeric             a line was dropped (over-long, NUL)
  kConfigReplaced,   //                     Reconfigured was taken
  kConfigRefused,    // why                 Reconfigured was refused, nothing changed
};
inline constexpr int kEventCount = 11;
std::string_view EventName(Event event);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_API_EVENT_H_
