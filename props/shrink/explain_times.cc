// When things may happen: each time alone, the others as they are. A fault moves as a whole, and
// how long it lasts is a value of its own.
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "props/shrink/asking.h"

namespace confab::props {
namespace {

using sim::Scenario;
using Set = absl::FunctionRef<void(Scenario&, int64_t)>;

constexpr int64_t kTimeMaxNs = int64_t{1} << 62;

void AddTime(Asking& asking, const std::string& thing, const std::string& field, int64_t value,
             Set set, std::vector<Leeway>& out) {
  const auto ask = [&](int64_t time_ns) {
    Scenario variant = asking.scenario();
    set(variant, time_ns);
    return asking.Ask(variant);
  };
  Leeway leeway{thing, field, absl::StrCat(value), Scope::kInterval, {}, {}, {}};
  leeway.interval = FindInterval(value, 0, kTimeMaxNs, ask);
  if (asking.is_over()) return;
  const Interval& found = leeway.interval;
  if (found.is_everything()) leeway.scope = Scope::kAny;
  if (found.low == found.high && !found.recurs) leeway.scope = Scope::kExactly;
  out.push_back(std::move(leeway));
}

void ExplainAction(Asking& asking, int i, std::vector<Leeway>& out) {
  const sim::Action action = asking.scenario().action(i);
  AddTime(
      asking, absl::StrCat("action ", action.id()), "t_ns", action.t_ns(),
      [i](Scenario& it, int64_t t_ns) { it.mutable_action(i)->set_t_ns(t_ns); }, out);
}

void MoveFault(sim::Fault& fault, int64_t from_ns) {
  if (fault.until_ns() != 0) fault.set_until_ns(fault.until_ns() + from_ns - fault.from_ns());
  fault.set_from_ns(from_ns);
}

void ExplainFault(Asking& asking, int i, std::vector<Leeway>& out) {
  const sim::Fault fault = asking.scenario().fault(i);
  const std::string thing = absl::StrCat("fault ", fault.id());
  AddTime(
      asking, thing, "from_ns", fault.from_ns(),
      [i](Scenario& it, int64_t from_ns) { MoveFault(*it.mutable_fault(i), from_ns); }, out);
  if (fault.until_ns() <= fault.from_ns()) return;
  AddTime(
      asking, thing, "lasts_ns", fault.until_ns() - fault.from_ns(),
      [i, &fault](Scenario& it, int64_t span_ns) {
        it.mutable_fault(i)->set_until_ns(fault.from_ns() + span_ns);
      },
      out);
}

void ExplainHealing(Asking& asking, std::vector<Leeway>& out) {
  const sim::Heal heal = asking.scenario().heal();
  AddTime(
      asking, "heal", "at_ns", heal.at_ns(),
      [](Scenario& it, int64_t at_ns) { it.mutable_heal()->set_at_ns(at_ns); }, out);
  AddTime(
      asking, "heal", "patience_ns", heal.patience_ns(),
      [](Scenario& it, int64_t span_ns) { it.mutable_heal()->set_patience_ns(span_ns); }, out);
}

}  // namespace

void ExplainTimes(Asking& asking, std::vector<Leeway>& out) {
  const Scenario& scenario = asking.scenario();
  for (int i = 0; i < scenario.action_size(); ++i) ExplainAction(asking, i, out);
  for (int i = 0; i < scenario.fault_size(); ++i) ExplainFault(asking, i, out);
  if (scenario.has_heal()) ExplainHealing(asking, out);
  AddTime(
      asking, "limits", "end_ns", asking.end_ns(),
      [](Scenario& it, int64_t end_ns) { it.mutable_limits()->set_end_ns(end_ns); }, out);
}

}  // namespace confab::props
