// Finds what led to what clients do: an action of the scenario, or a line that they were told.
//
//   Causes causes(script);
//   causes.Told(link, line, event);                       // as the server says it
//   if (const Cause cause = causes.OfLine(link, line); cause.action != 0) ...
//
// Invariants: a guess is never made where the order of a stream speaks against it; what is not
// known stays empty. Every action is handed out once.

#ifndef CONFAB_TOOLS_SHOW_CAUSES_H_
#define CONFAB_TOOLS_SHOW_CAUSES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/script.h"
#include "tools/show/story.h"

namespace confab::tools {

struct Cause {
  uint32_t action = 0;    // its id; 0: none
  int64_t event = kNone;  // a line that the client was told
};

class Causes {
 public:
  explicit Causes(const sim::Script& script);

  // The server said a line; `event` is its place in the story.
  void Told(uint64_t link, std::string_view line, int64_t event);

  // A whole line of a client, with its end.
  Cause OfLine(uint64_t link, std::string_view line);
  // The end of a link.
  Cause OfEnd(uint64_t link);

 private:
  struct Expected {
    std::string line;  // whole, or how it begins
    bool is_prefix = false;
    uint32_t action = 0;
  };
  struct Stream {
    std::vector<Expected> lines;
    size_t next = 0;
    uint32_t closed_by = 0;  // action; 0: none
    int64_t ping = kNone;    // the last lines told that clients answer by themselves
    int64_t refusal = kNone;
    int64_t auth = kNone;
  };

  void Plan(const sim::Script& script, const sim::ScriptAction& action, uint64_t link);
  void PlanText(std::string_view text, uint32_t action, Stream& stream);

  std::map<uint64_t, Stream> streams_;  // by link
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_CAUSES_H_
