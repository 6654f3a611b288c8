// Turns what a subject is told and says into events of a story.
//
//   StepTeller teller(script, story.events);
//   teller.Input(step, now, input);
//   for (const Output& output : outputs) teller.Output(output);
//
// Invariants: one event for each line, piece of a line, or other input or output, in their order.
// What clients do ahead of its effect is an event of its own; what takes effect at once is not.

#ifndef CONFAB_TOOLS_SHOW_STEP_TELLER_H_
#define CONFAB_TOOLS_SHOW_STEP_TELLER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "sim/script.h"
#include "tools/show/causes.h"
#include "tools/show/story.h"

namespace confab::tools {

class StepTeller {
 public:
  StepTeller(const sim::Script& script, std::vector<StoryEvent>& events);

  void Input(int64_t step, const Moment& now, const confab::Input& input);
  void Output(const confab::Output& output);

  // A line of the simulator's transcript that is no step's: "t=12.5 * fault 3 begins".
  void Remark(std::string_view line);
  // What clients did before that instant and has had no effect yet.
  void ActsBefore(Instant now);
  // Everything told so far, because the story begins later.
  void Forget();

 private:
  struct Asker {
    uint64_t link = 0;
    int64_t event = kNone;
  };

  void Tell(const Opened& in);
  void Tell(const Received& in);
  void Tell(const Drained& in);
  void Tell(const Lost& in);
  void Tell(const Woke& in);
  void Tell(const Answered& in);
  void Tell(const Reconfigured& in);
  void Tell(const Send& out);
  void Tell(const Close& out);
  void Tell(const Ask& out);
  void Tell(const Note& out);

  void Hear(uint64_t link, std::string_view bytes);
  void SetCause(const Cause& cause, StoryEvent& event);
  StoryEvent& Add(StoryKind kind, LinkId link, std::string text);
  StoryEvent& AddAt(Instant at, StoryKind kind, uint32_t lane, std::string text);
  void AddAct(const sim::ScriptAction& action);
  uint32_t LaneOf(LinkId link) const;
  uint32_t LaneOfClient(uint32_t id) const;
  void RemarkAction(Instant at, uint32_t id, std::string text);
  void RemarkFault(Instant at, uint32_t id, std::string_view what);

  const sim::Script& script_;
  std::vector<StoryEvent>& events_;
  Causes causes_;
  Moment now_;
  int64_t step_ = kNone;
  int64_t input_event_ = kNone;  // the step's input, or its last line
  size_t next_act_ = 0;
  absl::flat_hash_map<uint32_t, size_t> action_at_;  // by id; never iterated
  std::map<uint32_t, int64_t> act_events_;           // by action; only acts ahead of their effect
  std::map<uint32_t, bool> told_;                    // actions whose effect came at once
  std::map<uint64_t, std::string> begun_;            // by link: the beginning of a line
  std::map<uint64_t, Asker> askers_;                 // by question
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_STEP_TELLER_H_
