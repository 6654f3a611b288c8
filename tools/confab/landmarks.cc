#include "tools/confab/landmarks.h"

#include "absl/strings/str_cat.h"
#include "server_core/api/config.h"
#include "sim/script.h"

namespace confab::tools {

Landmarks::Landmarks(const sim::Scenario& scenario, const std::string& thing) {
  for (const sim::Action& action : scenario.action()) {
    const std::string name = absl::StrCat("action ", action.id());
    if (name != thing) Add(action.t_ns(), name);
  }
  for (const sim::Fault& fault : scenario.fault()) {
    const std::string name = absl::StrCat("fault ", fault.id());
    if (name == thing) continue;
    Add(fault.from_ns(), name);
    if (fault.until_ns() > fault.from_ns())
      Add(fault.until_ns(), absl::StrCat("the end of ", name));
  }
  if (scenario.has_heal()) Add(scenario.heal().at_ns(), "the healing");
  for (const sim::Action& action : scenario.action()) {
    if (absl::StrCat("action ", action.id()) != thing) AddDeadlines(scenario, action);
  }
}

void Landmarks::Add(int64_t at_ns, const std::string& name) { marks_.push_back({at_ns, name}); }

void Landmarks::AddDeadlines(const sim::Scenario& scenario, const sim::Action& action) {
  const Config config = sim::ConfigOf(scenario.config());
  const std::string whose = absl::StrCat(" of client ", action.client());
  const std::string after = absl::StrCat(" after action ", action.id());
  if (action.has_connect()) {
    Add(action.t_ns() + config.registration_deadline.count(), "the registration deadline" + whose);
  }
  const int64_t asked_ns = action.t_ns() + config.probe_after.count();
  Add(asked_ns, absl::StrCat("the first keepalive question", after));
  Add(asked_ns + config.probe_wait.count(), absl::StrCat("the second keepalive question", after));
  Add(asked_ns + 2 * config.probe_wait.count(), absl::StrCat("the keepalive close", after));
}

std::string Landmarks::Near(int64_t nanos) const {
  constexpr const char* kWhen[] = {"1 ns before ", "at ", "1 ns after "};
  for (const int64_t away : {0, -1, 1}) {
    for (const Mark& mark : marks_) {
      if (nanos - mark.at_ns == away) return kWhen[away + 1] + mark.name;
    }
  }
  return "";
}

}  // namespace confab::tools
