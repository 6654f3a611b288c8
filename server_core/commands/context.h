// All that a handler may touch, and what it is asked to do.
//
//   void OnPing(Context& cx, const Request& rq) {
//     if (rq.Param(0).empty()) return cx.out.Refuse(cx.self, Numeric::kNoOrigin);
//     ...
//   }
//
// Invariants: lives for one step; `self` is the client whose command, answer or deadline it is, and
// a handler that may have closed it looks it up again with Find.

#ifndef CONFAB_SERVER_CORE_COMMANDS_CONTEXT_H_
#define CONFAB_SERVER_CORE_COMMANDS_CONTEXT_H_

#include <cstddef>
#include <string_view>

#include "absl/types/span.h"
#include "server_core/api/config.h"
#include "server_core/api/moment.h"
#include "server_core/api/random.h"
#include "server_core/commands/greeting.h"
#include "server_core/reply/outbox.h"
#include "server_core/timers/timer_queue.h"
#include "server_core/world/handles.h"
#include "server_core/world/world.h"

namespace confab {

struct Context {
  Client& client() { return world.At(self); }

  const Moment& now;
  const Config& config;
  const Greeting& greeting;
  World& world;
  TimerQueue& timers;
  Outbox& out;
  Random& random;
  ClientId self;
};

struct Request {
  // A missing parameter is an empty one.
  std::string_view Param(size_t index) const {
    return index < params.size() ? params[index] : std::string_view();
  }

  std::string_view verb;  // in capitals
  absl::Span<const std::string_view> params;
};

using Handler = void (*)(Context&, const Request&);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_CONTEXT_H_
