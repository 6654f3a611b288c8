// What lies on the table of a debugging session: the run and its forks, marks, and what to stop at.
//
//   auto bench = Workbench::Open(scenario, {.time = {.laws = laws}});
//   const Arrival arrival = (*bench)->Forward(Instant::Never(), nullptr);
//   (*bench)->time().GoTo((*bench)->time().events() - 2);
//   absl::Status status = (*bench)->Fork("delete action 6");   // and goes on there
//
// Invariants: there is always a present fork, "main" at first; a fork that is refused leaves
// everything as it was. Going forward and backward find the same events.

#ifndef CONFAB_TOOLS_DEBUG_WORKBENCH_H_
#define CONFAB_TOOLS_DEBUG_WORKBENCH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server_core/api/moment.h"
#include "sim/scenario.pb.h"
#include "tools/debug/stop.h"
#include "tools/debug/timeline.h"

namespace confab::tools {

inline constexpr size_t kForksMax = 32;  // each holds up to kSnapshotsMax copies
// How often somebody is asked whether to go on.
inline constexpr uint64_t kEventsPerAsking = 1024;

struct WorkbenchOptions {
  TimelineOptions time;
  // Asked now and then where there is much to run; null: yes.
  std::function<bool(uint64_t events)> goes_on = nullptr;
};

enum class Why { kArrived, kStop, kEnd, kStart, kDeath, kInterrupted };

struct Arrival {
  Why why = Why::kArrived;
  std::string words;  // of a stop: which one
};

// An event with what the transcript says of it.
struct ShownEvent {
  uint64_t number = 0;
  Instant at;
  std::string what;
  std::string lines;
};

class Workbench {
 public:
  static absl::StatusOr<std::unique_ptr<Workbench>> Open(const sim::Scenario& scenario,
                                                         const WorkbenchOptions& options);

  struct Branch {
    std::string name;
    std::string made_by;  // "from main at event 12: delete action 6"
    std::unique_ptr<Timeline> time;
  };
  struct Place {
    size_t branch = 0;
    uint64_t events = 0;
  };

  Timeline& time() { return *branches_[present_].time; }
  const Branch& present() const { return branches_[present_]; }
  const std::vector<Branch>& branches() const { return branches_; }

  // Past events up to an instant, to one that `until` matches (null: none), or to a stop.
  Arrival Forward(Instant last, const Stop::Matches& until);
  // To the last event before this one that a stop matches, or to the start.
  Arrival Backward();
  // The next event, if there is one.
  bool Step(ShownEvent& shown);
  // The event that led here. Not at event 0.
  ShownEvent Here();

  absl::Status Fork(std::string_view edit);
  absl::Status Switch(const std::string& name);
  // An event's number, a mark, FORK:NUMBER, or "." for here.
  absl::StatusOr<Place> ParsePlace(const std::string& word) const;
  // False: the run is over before; then it is at its end.
  bool GoTo(const Place& place);
  std::string NameOf(const Place& place) const;
  // MomentText there; the present place stays.
  absl::StatusOr<std::string> TextAt(const Place& place);
  absl::Status Mark(const std::string& name);

  void Add(Stop stop);
  // By number, from 1.
  absl::Status Remove(const std::string& number);
  void RemoveAllStops() { stops_.clear(); }
  const std::map<uint64_t, Stop>& stops() const { return stops_; }

 private:
  explicit Workbench(WorkbenchOptions options) : options_(std::move(options)) {}

  bool GoesOn() const;
  void LookBefore();
  std::string MatchOf(std::string_view lines) const;
  void LearnProbes();
  // The last stop in (begin, end), ends excluded where they are `here`; 0: none.
  uint64_t LastStop(uint64_t begin, uint64_t end, uint64_t here, std::string& words);

  WorkbenchOptions options_;
  std::vector<Branch> branches_;
  size_t present_ = 0;
  std::map<uint64_t, Stop> stops_;  // by number
  uint64_t last_stop_ = 0;
  std::map<std::string, Place> marks_;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_WORKBENCH_H_
