// CAP, IRCX, ISIRCX: what the two sides can do. There are no capabilities yet, and the negotiation
// of none is as the specification wants it.

#include <string>

#include "server_core/api/limits.h"
#include "server_core/commands/handlers.h"
#include "server_core/rules/auth_policy.h"
#include "server_core/text/casemap.h"

namespace confab {
namespace {

LineWriter CapLine(Context& cx, std::string_view subcommand, std::string_view list) {
  LineWriter line;
  line.Add(":").Add(cx.config.server_name).Add(" CAP ").Add(cx.client().name());
  line.Add(" ").Add(subcommand).Add(" :").Add(list);
  return line;
}

void Say(Context& cx, LineWriter line) { cx.out.SendIfItFits(cx.self, line); }

// Log-on waits for CAP END.
void Negotiate(Context& cx) {
  if (!cx.client().logged_on()) cx.client().cap_negotiating = true;
}

void RequestCapabilities(Context& cx, std::string_view list) {
  const bool asks_nothing = list.find_first_not_of(' ') == std::string_view::npos;
  Say(cx, CapLine(cx, asks_nothing ? "ACK" : "NAK", list));
}

std::string Packages(const Config& config) {
  std::string packages;
  if (config.scram_enabled) packages = kScramPackage;
  if (!config.anonymous_allowed) return packages.empty() ? "*" : packages;
  return packages.empty() ? "ANON" : packages + ",ANON";
}

}  // namespace

//= clauses#4.6
void OnCap(Context& cx, const Request& rq) {
  const std::string_view subcommand = rq.Param(0);
  if (EqualAscii(subcommand, "LS")) {
    Negotiate(cx);
    Say(cx, CapLine(cx, "LS", ""));
  } else if (EqualAscii(subcommand, "LIST")) {
    Say(cx, CapLine(cx, "LIST", ""));
  } else if (EqualAscii(subcommand, "REQ")) {
    Negotiate(cx);
    RequestCapabilities(cx, rq.Param(1));
  } else if (EqualAscii(subcommand, "END")) {
    cx.client().cap_negotiating = false;
  } else {
    cx.out.Reply<Numeric::kInvalidCapCmd>(cx.self, Echo(subcommand));
  }
}

//= clauses#4.7
void OnIrcx(Context& cx, const Request& rq) {
  cx.client().ircx = true;
  OnIsIrcx(cx, rq);
}

void OnIsIrcx(Context& cx, const Request&) {
  const std::string packages = Packages(cx.config);
  cx.out.Reply<Numeric::kIrcx>(cx.self, int64_t{cx.client().ircx}, Text(packages),
                               static_cast<int64_t>(kLineBytesMax));
}

}  // namespace confab
