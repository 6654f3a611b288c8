// One run as a line of time: to any of its events, forwards and backwards.
//
//   auto time = Timeline::Create(scenario, {.laws = laws});
//   while ((*time)->Step()) {}                  // up to the breach, or the end
//   (*time)->GoTo((*time)->events() - 2);       // two events back
//   auto fork = (*time)->Fork(edited_scenario); // goes on from here in another future
//
// Invariants: the run after GoTo(n) is bit for bit what it was, or will be, after n events, however
// often it came by. At most kSnapshotsMax copies are kept, however long the run; going back runs
// again from the nearest. A subject that cannot be copied is run again from the start.

#ifndef CONFAB_TOOLS_DEBUG_TIMELINE_H_
#define CONFAB_TOOLS_DEBUG_TIMELINE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "props/laws/check.h"
#include "props/laws/law.h"
#include "props/laws/run.h"
#include "props/laws/trial.h"
#include "sim/scenario.pb.h"

namespace confab::tools {

inline constexpr size_t kSnapshotsMax = 32;
// At first; twice as far apart whenever there would be too many.
inline constexpr uint64_t kSnapshotEveryEvents = 16;

// A subject that dies: after how many events, and of what.
struct SubjectDeath {
  uint64_t events = 0;
  std::string cause;  // "sigsegv"
  std::string site;   // the failed check, if it is one
};

struct TimelineOptions {
  std::vector<const props::Law*> laws;
  const props::Trial* trial = &props::ChatTrial();
  // Tries a scenario where a death does no harm; nothing if the subject lives. Null: it will live.
  std::function<std::optional<SubjectDeath>(const sim::Scenario&)> death_in = nullptr;
};

class Timeline {
 public:
  static absl::StatusOr<std::unique_ptr<Timeline>> Create(const sim::Scenario& scenario,
                                                          const TimelineOptions& options);

  // The same up to here; FailedPrecondition says what of the past differs.
  absl::StatusOr<std::unique_ptr<Timeline>> Fork(const sim::Scenario& scenario) const;

  // The next event; false: there is none, or the subject dies of it.
  bool Step();
  // After so many events; false: the run is over before.
  bool GoTo(uint64_t events);

  const props::Run& run() const { return *run_; }
  uint64_t events() const { return run_->events(); }
  bool AtEnd() const;
  // The death that the next event brings, if it does.
  const SubjectDeath* DiesNext() const;
  // The breach here; at the end also what is only known there.
  const std::optional<props::Finding>& finding();
  // What finding() has told so far, wherever the run is now.
  const std::optional<props::Finding>& found() const { return found_; }
  const std::optional<SubjectDeath>& death() const { return death_; }
  const TimelineOptions& options() const { return options_; }

  size_t snapshots() const { return snapshots_.size(); }
  // The last event before that one from which there is a copy to go on from.
  uint64_t SnapshotBefore(uint64_t event) const;

 private:
  explicit Timeline(const TimelineOptions& options) : options_(options) {}

  absl::StatusOr<std::unique_ptr<Timeline>> ForkWithoutCopy(const sim::Scenario& scenario) const;
  std::unique_ptr<props::Run> FromStart() const;
  std::optional<props::Finding> JudgedAtEnd() const;
  void Keep();

  TimelineOptions options_;
  std::vector<const props::Law*> watched_;  // the laws that say something before the end
  std::shared_ptr<const sim::Scenario> scenario_;
  std::unique_ptr<props::Run> run_;
  std::optional<SubjectDeath> death_;
  std::map<uint64_t, std::unique_ptr<props::Run>> snapshots_;  // by events
  uint64_t every_ = kSnapshotEveryEvents;
  std::optional<props::Finding> finding_;  // here
  std::optional<props::Finding> found_;
  std::optional<std::optional<props::Finding>> at_end_;  // judged once
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_DEBUG_TIMELINE_H_
