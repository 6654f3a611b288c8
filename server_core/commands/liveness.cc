#include "server_core/commands/handlers.h"

namespace confab {

//= clauses#7.2
void OnPing(Context& cx, const Request& rq) {
  if (rq.Param(0).empty()) return cx.out.Refuse(cx.self, Numeric::kNoOrigin);
  const std::string_view server = cx.config.server_name;
  LineWriter line;
  line.Add(":").Add(server).Add(" PONG ").Add(server).Add(" :").Add(rq.Param(0));
  cx.out.SendIfItFits(cx.self, line);
}

// Its bytes were the sign of life, whatever they say.
void OnPong(Context&, const Request&) {}

}  // namespace confab
