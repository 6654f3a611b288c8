// What every log-on is told alike; put together once per configuration.
//
//   const Greeting greeting = GreetingOf(config, started);
//   out.Reply<Numeric::kCreated>(self, Text(greeting.started));
//   for (const std::string& tokens : greeting.isupport_lines) ...
//
// Invariants: derived from Config and the command table, nothing is typed twice; a token is one
// word.

#ifndef CONFAB_SERVER_CORE_COMMANDS_GREETING_H_
#define CONFAB_SERVER_CORE_COMMANDS_GREETING_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "server_core/api/config.h"

namespace confab {

struct Greeting {
  std::string started;          // RPL_CREATED
  std::string_view user_modes;  // RPL_MYINFO; `-` if there are none
  std::string_view channel_modes;
  std::vector<std::string> isupport_lines;  // RPL_ISUPPORT, 13 tokens a line
};

Greeting GreetingOf(const Config& config, absl::Time started);

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_COMMANDS_GREETING_H_
