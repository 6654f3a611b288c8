// One run as plain data, for whoever draws it: what happened when, to whom, and because of what.
//
//   const absl::StatusOr<Story> story = Capture(trial, scenario, {});
//   for (const StoryEvent& event : story->events)
//     Draw(story->lanes[event.lane], event.at_ns, StoryKindName(event.kind), ShownText(event));
//
// Invariants: events are in the order in which they happened; a cause stands before its effect.
// Lane 0 is the server, the others are the clients in the scenario's order. Census and ledger are
// changes, in the order of steps, from nothing. The same run gives the same story.

#ifndef CONFAB_TOOLS_SHOW_STORY_H_
#define CONFAB_TOOLS_SHOW_STORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_core/api/ledger.h"

namespace confab::tools {

enum class StoryKind : uint8_t {
  kOpened,
  kHeard,  // bytes for the server that end a line
  kPiece,  // bytes for the server that do not
  kTold,   // a line for a client
  kDrained,
  kLost,
  kClosed,  // by the server
  kWoke,
  kAsked,
  kAnswered,
  kNote,
  kReconfigured,
  kAct,     // a client does something whose effect comes later, or never
  kFault,   // begins, strikes, ends
  kRemark,  // of the simulator
  kBroken,  // a law; at most one, near the end
};
inline constexpr int kStoryKindCount = 16;
std::string_view StoryKindName(StoryKind kind);  // "heard", "told", ...

inline constexpr int64_t kNone = -1;

struct StoryEvent {
  int64_t at_ns = 0;
  StoryKind kind = StoryKind::kRemark;
  uint32_t lane = 0;
  uint64_t link = 0;      // 0: none
  int64_t step = kNone;   // of the subject
  int64_t cause = kNone;  // an earlier event, where it is known
  uint32_t action = 0;    // of the scenario, where it is known; 0: none
  std::string text;       // on the wire: the bytes as they are; else words
};

struct StoryLane {
  uint32_t client = 0;  // its id; 0: the server
  std::string name;     // "server", "client 3"
  std::string about;    // role and latency, in words
  std::string address;
};

struct StoryFault {
  uint32_t id = 0;
  std::string name;   // "lag"
  uint32_t lane = 0;  // 0: every client
  int64_t from_ns = 0;
  int64_t until_ns = 0;  // as from_ns if it does not last
  bool effective = false;
};

// From this step on a line of the census reads so; an empty text: it is gone.
struct CensusChange {
  int64_t step = 0;
  std::string key;  // "link 3", "channel #a", "counters"
  std::string text;
};

struct LedgerChange {
  int64_t step = 0;
  Account account{};
  AccountTotals totals;
};

// The law that the run broke.
struct StoryBreach {
  std::string law;
  std::string rule;
  std::string kind;
  std::string promise;
  std::string clause;
  std::string detail;
  int64_t at_ns = 0;
};

struct Story {
  std::string title;    // the file
  std::string verdict;  // one line
  std::string replay;   // the command that runs it again
  std::string words;    // the scenario, told
  std::string trace_hash;
  std::optional<StoryBreach> breach;

  int64_t epoch_unix_s = 0;
  int64_t end_ns = 0;
  int64_t steps = 0;
  int64_t steps_skipped = 0;  // at the beginning, because the run is too long to be drawn whole
  int64_t broken_step = kNone;
  std::vector<StoryLane> lanes;
  std::vector<StoryEvent> events;
  std::vector<StoryFault> faults;
  std::vector<CensusChange> census;
  std::vector<LedgerChange> ledger;
  std::string transcript;
};

// Whether the text is bytes of a connection.
bool IsWire(StoryKind kind);

// What an event says, printable: without the end of its line, and with the rest escaped.
std::string ShownText(const StoryEvent& event);

// "12.5": seconds, with all the digits that count.
std::string ShownSeconds(int64_t nanos);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_STORY_H_
