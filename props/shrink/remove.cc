// Fewer things. Times stay where they are: a deleted action must not move the others.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Scenario;

// A list inside a scenario: how long it is, and what is left without [begin, end) of it.
struct Items {
  int (*size)(const Scenario&);
  Scenario (*without)(const Scenario&, int begin, int end);
};

// Deletes ever smaller pieces, from the end backwards, until no single one can go: Zeller's ddmin
// without its first half, since what remains of a failure is nearly always a small part.
void DeletePieces(Session& session, const Items& items) {
  int piece = items.size(session.best());
  while (piece >= 1 && !session.is_over()) {
    bool any = false;
    for (int end = items.size(session.best()); end > 0; end -= piece) {
      const int begin = std::max(0, end - piece);
      any |= session.Try(items.without(session.best(), begin, end));
    }
    if (piece > 1) {
      piece /= 2;
    } else if (!any) {
      return;
    }
  }
}

template <typename List>
void Erase(List* list, int begin, int end) {
  list->erase(list->begin() + begin, list->begin() + end);
}

template <typename List, typename Unwanted>
void EraseIf(List* list, Unwanted unwanted) {
  list->erase(std::remove_if(list->begin(), list->end(), unwanted), list->end());
}

Scenario WithoutFaults(const Scenario& from, int begin, int end) {
  Scenario out = from;
  Erase(out.mutable_fault(), begin, end);
  return out;
}

Scenario WithoutActions(const Scenario& from, int begin, int end) {
  Scenario out = from;
  Erase(out.mutable_action(), begin, end);
  return out;
}

Scenario WithoutAccounts(const Scenario& from, int begin, int end) {
  Scenario out = from;
  Erase(out.mutable_account(), begin, end);
  return out;
}

// A client goes with all that names it.
void EraseClient(Scenario& scenario, uint32_t id) {
  EraseIf(scenario.mutable_client(), [id](const sim::Client& it) { return it.id() == id; });
  EraseIf(scenario.mutable_action(), [id](const sim::Action& it) { return it.client() == id; });
  EraseIf(scenario.mutable_fault(), [id](const sim::Fault& it) { return it.client() == id; });
}

Scenario WithoutClients(const Scenario& from, int begin, int end) {
  Scenario out = from;
  for (int i = begin; i < end; ++i) EraseClient(out, from.client(i).id());
  return out;
}

// The connections of a scenario, as the indices of their Connect actions.
std::vector<int> ConnectIndices(const Scenario& scenario) {
  std::vector<int> indices;
  for (int i = 0; i < scenario.action_size(); ++i) {
    if (scenario.action(i).has_connect()) indices.push_back(i);
  }
  return indices;
}

int ConnectionCount(const Scenario& scenario) {
  return static_cast<int>(ConnectIndices(scenario).size());
}

// Marks a Connect and what its client does until it connects again.
void MarkConnection(const Scenario& scenario, int connect, std::vector<bool>& marked) {
  const uint32_t client = scenario.action(connect).client();
  marked[connect] = true;
  for (int i = connect + 1; i < scenario.action_size(); ++i) {
    if (scenario.action(i).client() != client) continue;
    if (scenario.action(i).has_connect()) return;
    marked[i] = true;
  }
}

Scenario Unmarked(const Scenario& from, const std::vector<bool>& marked) {
  Scenario out = from;
  out.clear_action();
  for (int i = 0; i < from.action_size(); ++i) {
    if (!marked[i]) *out.add_action() = from.action(i);
  }
  return out;
}

Scenario WithoutConnections(const Scenario& from, int begin, int end) {
  const std::vector<int> connects = ConnectIndices(from);
  std::vector<bool> marked(from.action_size(), false);
  for (int i = begin; i < end; ++i) MarkConnection(from, connects[i], marked);
  return Unmarked(from, marked);
}

bool Contains(const std::vector<uint32_t>& ids, uint32_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void DropInertFaults(Session& session) {
  const std::vector<uint32_t> effective = session.witness().effective_faults;
  Scenario candidate = session.best();
  EraseIf(candidate.mutable_fault(),
          [&](const sim::Fault& fault) { return !Contains(effective, fault.id()); });
  if (candidate.fault_size() < session.best().fault_size()) session.Try(candidate);
}

void DropAlternateNicks(Session& session, int client) {
  for (int i = session.best().client(client).alternate_nick_size() - 1; i >= 0; --i) {
    Scenario candidate = session.best();
    Erase(candidate.mutable_client(client)->mutable_alternate_nick(), i, i + 1);
    session.Try(candidate);
  }
}

}  // namespace

void DropFaults(Session& session) {
  DropInertFaults(session);
  DeletePieces(session, {[](const Scenario& it) { return it.fault_size(); }, WithoutFaults});
}

void DropClients(Session& session) {
  DeletePieces(session, {[](const Scenario& it) { return it.client_size(); }, WithoutClients});
}

void DropConnections(Session& session) {
  DeletePieces(session, {ConnectionCount, WithoutConnections});
}

void DropActions(Session& session) {
  DeletePieces(session, {[](const Scenario& it) { return it.action_size(); }, WithoutActions});
}

void DropSmallThings(Session& session) {
  DeletePieces(session, {[](const Scenario& it) { return it.account_size(); }, WithoutAccounts});
  for (int i = 0; i < session.best().client_size(); ++i) DropAlternateNicks(session, i);
}

void TruncateAfterFailure(Session& session) {
  const int64_t at_ns = session.witness().at_ns;
  Scenario candidate = session.best();
  EraseIf(candidate.mutable_action(), [=](const sim::Action& it) { return it.t_ns() > at_ns; });
  EraseIf(candidate.mutable_fault(), [=](const sim::Fault& it) { return it.from_ns() > at_ns; });
  if (candidate.action_size() < session.best().action_size() ||
      candidate.fault_size() < session.best().fault_size()) {
    session.Try(candidate);
  }
  candidate = session.best();
  if (candidate.has_heal() && candidate.heal().at_ns() > at_ns) candidate.clear_heal();
  if (candidate.limits().end_ns() <= at_ns) return;
  candidate.mutable_limits()->set_end_ns(at_ns + 1);
  session.Try(candidate);
}

// Some things only go together: a JOIN and the PART that undoes it.
void DropPairsOfActions(Session& session) {
  constexpr int kActionsMax = 24;
  if (session.best().action_size() > kActionsMax) return;
  for (int later = session.best().action_size() - 1; later > 0; --later) {
    for (int earlier = later - 1; earlier >= 0; --earlier) {
      Scenario candidate = WithoutActions(session.best(), later, later + 1);
      Erase(candidate.mutable_action(), earlier, earlier + 1);
      if (!session.Try(candidate)) continue;
      later = std::min(later, session.best().action_size());
      break;
    }
  }
}

}  // namespace confab::props
