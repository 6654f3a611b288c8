// What a run is stopped at: something that an event does, or that it changes.
//
//   absl::StatusOr<Stop> stop = ParseBreak("text Ping timeout", trial);
//   stop->Before(run);
//   run.Step();
//   if (stop->After(run, lines)) Report("stopped at ", stop->text());
//
// Invariants: whether a stop matches depends on the event alone, so it is found from both sides of
// time. `lines` are the transcript's lines of the event.

#ifndef CONFAB_TOOLS_DEBUG_STOP_H_
#define CONFAB_TOOLS_DEBUG_STOP_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "props/laws/run.h"
#include "props/laws/trial.h"

namespace confab::tools {

// A line of the transcript, taken apart: "t=12.5 c3 link=7 > NICK a".
struct ShownLine {
  uint32_t client = 0;     // 0: of none
  std::string_view mark;   // ">", "<", "@", ...
  std::string_view words;  // what follows
};
ShownLine ReadShownLine(std::string_view line);

// Calls `look` with each line of a text.
void ForEachLine(std::string_view text, const std::function<void(std::string_view)>& look);

class Stop {
 public:
  using Matches = std::function<bool(const props::Run& run, std::string_view lines)>;
  using Watched = std::function<std::string(const props::Run& run)>;

  Stop(std::string text, Matches matches) : text_(std::move(text)), matches_(std::move(matches)) {}
  // At every event that changes the text that `watched` gives.
  static Stop OnChange(std::string text, Watched watched);
  // At the events at which a probe (by its place) is reached: see Learn.
  static Stop OnProbe(std::string text, size_t probe);

  const std::string& text() const { return text_; }

  void Before(const props::Run& run);
  bool After(const props::Run& run, std::string_view lines) const;
  // What has changed: "links 2 -> 3"; empty if nothing is watched.
  std::string Change(const props::Run& run) const;

  // Of a probe: it takes a run of its own from the start to know where it is reached.
  const std::optional<size_t>& probe() const { return probe_; }
  void Learn(std::set<uint64_t> events) { reached_at_ = std::move(events); }

 private:
  std::string text_;
  Matches matches_;
  Watched watched_;
  std::string before_;
  std::optional<size_t> probe_;
  std::set<uint64_t> reached_at_;
};

// "law keepalive", "client 3", "text Ping timeout", "event 12", "command JOIN", "probe NAME".
absl::StatusOr<Stop> ParseBreak(std::string_view text, const props::Trial& trial);
// "link 3", "channel #a", "counters", "account timers".
absl::StatusOr<Stop> ParseWatch(std::string_view text);

// After which events of a scenario that probe is reached; at most `events_max` are run.
std::set<uint64_t> EventsReaching(size_t probe, const sim::Scenario& scenario,
                                  const props::Trial& trial, uint64_t events_max);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_STOP_H_
