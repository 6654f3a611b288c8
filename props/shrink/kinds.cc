// Simpler kinds of action: a NICK instead of a whole log-on, the first line of an exchange instead
// of all of it. Often one thing more can go with such a change, so that is tried as well.
#include <string>
#include <vector>

#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

constexpr int kActionsMax = 16;  // for the pairs

Action WithLine(const Action& from, const std::string& line) {
  Action out = from;
  out.set_line(line);
  return out;
}

// What says less than an action does; simplest first.
std::vector<Action> SimplerThan(const Action& action) {
  std::vector<Action> out;
  if (action.has_login()) {
    out.push_back(WithLine(action, "NICK " + action.login().nick()));
    out.push_back(WithLine(action, "USER u 0 * r"));
  }
  if (action.has_auth()) {
    out.push_back(WithLine(action, "AUTH SCRAM-SHA-256 I"));
    if (!action.auth().password().empty()) {
      out.push_back(action);
      out.back().mutable_auth()->clear_password();
    }
  }
  if (action.has_close() && action.close().how() != sim::Close::FIN) {
    out.push_back(action);
    out.back().mutable_close()->clear_how();
  }
  return out;
}

// The action at `index` replaced, and one other away.
bool TryWithOneLess(Session& session, int index, const Action& simpler) {
  for (int other = session.best().action_size() - 1; other >= 0; --other) {
    if (other == index) continue;
    Scenario candidate = session.best();
    *candidate.mutable_action(index) = simpler;
    candidate.mutable_action()->erase(candidate.action().begin() + other);
    if (session.Try(candidate)) return true;
  }
  return false;
}

bool TryReplaced(Session& session, int index, const Action& simpler) {
  Scenario candidate = session.best();
  *candidate.mutable_action(index) = simpler;
  if (session.Try(candidate)) return true;
  return session.best().action_size() <= kActionsMax && TryWithOneLess(session, index, simpler);
}

bool TryWithRole(Session& session, int index, sim::Role role) {
  const uint32_t id = session.best().action(index).client();
  Scenario candidate = session.best();
  for (sim::Client& client : *candidate.mutable_client()) {
    if (client.id() == id) client.set_role(role);
  }
  candidate.mutable_action()->erase(candidate.action().begin() + index);
  return session.Try(candidate);
}

// Who falls silent or stops reading by an action may as well be deaf or slow from the beginning.
void TryDeafInstead(Session& session, int index) {
  const Action& action = session.best().action(index);
  const bool silent = action.has_close() && action.close().how() == sim::Close::SILENT;
  if (!silent && !action.has_pause()) return;
  if (TryWithRole(session, index, sim::DEAD_PEER)) return;
  TryWithRole(session, index, sim::SLOW_READER);
}

bool IsArrival(const Action& action) {
  const bool says = action.line().rfind("NICK ", 0) == 0 || action.line().rfind("USER ", 0) == 0;
  return action.has_connect() || action.has_login() || says;
}

// One client does what another one did, which need not come then.
Scenario WithClientsMerged(const Scenario& from, uint32_t kept, uint32_t gone) {
  Scenario out = from;
  out.clear_action();
  for (const Action& action : from.action()) {
    if (action.client() == gone && IsArrival(action)) continue;
    *out.add_action() = action;
    if (action.client() == gone) out.mutable_action()->rbegin()->set_client(kept);
  }
  for (sim::Fault& fault : *out.mutable_fault()) {
    if (fault.client() == gone) fault.set_client(kept);
  }
  for (int i = out.client_size() - 1; i >= 0; --i) {
    if (out.client(i).id() == gone) out.mutable_client()->erase(out.client().begin() + i);
  }
  return out;
}

bool TryMerged(Session& session) {
  constexpr int kClientsMax = 8;
  const Scenario best = session.best();
  if (best.client_size() > kClientsMax) return false;
  for (const sim::Client& kept : best.client()) {
    for (const sim::Client& gone : best.client()) {
      if (kept.id() == gone.id()) continue;
      if (session.Try(WithClientsMerged(best, kept.id(), gone.id()))) return true;
    }
  }
  return false;
}

// Settings that replace others may as well be there from the beginning.
bool TrySettingsAtOnce(Session& session, int index) {
  if (!session.best().fault(index).has_reconfigure()) return false;
  Scenario candidate = session.best();
  *candidate.mutable_config() = candidate.fault(index).reconfigure().config();
  candidate.mutable_fault()->erase(candidate.fault().begin() + index);
  return session.Try(candidate);
}

// A fault of one client may as well be everybody's, and then that client may go.
void WidenFault(Session& session, int index) {
  Scenario candidate = session.best();
  if (candidate.fault(index).client() == 0) return;
  candidate.mutable_fault(index)->clear_client();
  session.Try(candidate);
}

}  // namespace

void SimplifyKinds(Session& session) {
  for (int i = 0; i < session.best().action_size(); ++i) {
    const Action before = session.best().action(i);
    for (const Action& simpler : SimplerThan(before)) {
      if (TryReplaced(session, i, simpler)) break;
    }
  }
  for (int i = session.best().action_size() - 1; i >= 0; --i) TryDeafInstead(session, i);
  for (int i = session.best().fault_size() - 1; i >= 0; --i) {
    if (!TrySettingsAtOnce(session, i)) WidenFault(session, i);
  }
  while (TryMerged(session)) {
  }
}

}  // namespace confab::props
