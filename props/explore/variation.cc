#include "props/explore/variation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "props/explore/workpiece.h"
#include "props/gen/faults.h"
#include "props/gen/phrases.h"

namespace confab::props {
namespace {

std::string DrawLine(Workpiece& piece) {
  Random& random = piece.random();
  switch (random.Below(6)) {
    case 0:
      return DrawNegotiation(random, piece.alphabet());
    case 1:
      return absl::StrCat("NICK ", DrawNick(random, piece.alphabet()));
    case 2:
      return DrawMessage(random, piece.alphabet());
    default:
      return DrawChatter(random, piece.alphabet());
  }
}

// What a client can do beside saying a line.
void DrawDeed(Workpiece& piece, sim::Action& action) {
  Random& random = piece.random();
  constexpr std::array<sim::Close::How, 3> kHow = {sim::Close::FIN, sim::Close::RST,
                                                   sim::Close::SILENT};
  switch (random.Below(8)) {
    case 0:
      action.mutable_pause();
      return;
    case 1:
      action.mutable_resume();
      return;
    case 2:
      action.mutable_close()->set_how(Pick(random, kHow));
      return;
    case 3:
      action.mutable_connect();
      return;
    case 4:
      action.mutable_auth()->set_account(Pick(random, piece.alphabet().accounts));
      action.mutable_auth()->set_password(random.Chance(1, 4) ? "no" : "pw");
      action.mutable_auth()->set_silent_after(static_cast<uint32_t>(random.Below(4)));
      return;
    case 5:
      action.mutable_login()->set_nick(DrawNick(random, piece.alphabet()));
      action.mutable_login()->set_user("u");
      return;
    default:
      action.set_raw(DrawHostileBytes(random, piece.alphabet()));
  }
}

void MoveAction(Workpiece& piece) {
  const int64_t at_ns = piece.DrawTime();
  if (sim::Action* action = piece.DrawAction()) action->set_t_ns(at_ns);
}

// Everything that a client does from one action on, so that this one meets the moment.
void MoveTail(Workpiece& piece) {
  const int64_t at_ns = piece.DrawTime();
  const sim::Action* first = piece.DrawAction();
  if (first == nullptr) return;
  const uint32_t client = first->client();
  const int64_t from_ns = first->t_ns();
  for (sim::Action& action : *piece.scenario().mutable_action()) {
    if (action.client() != client || action.t_ns() < from_ns) continue;
    action.set_t_ns(action.t_ns() - from_ns + at_ns);
  }
}

void RemoveAction(Workpiece& piece) {
  auto* actions = piece.scenario().mutable_action();
  if (actions->size() < 2) return;
  const std::optional<int> index = piece.DrawActionIndex();
  if (index) actions->DeleteSubrange(*index, 1);
}

void RepeatAction(Workpiece& piece) {
  const int64_t at_ns = piece.DrawTime();
  const sim::Action* drawn = piece.DrawAction();
  if (drawn == nullptr) return;
  const sim::Action copy = *drawn;
  sim::Action* added = piece.AddAction(copy.client(), at_ns);
  const uint32_t id = added->id();
  *added = copy;
  added->set_id(id);
  added->set_t_ns(at_ns);
}

void SwapLine(Workpiece& piece) {
  const std::string line = DrawLine(piece);
  sim::Action* action = piece.DrawAction();
  if (action != nullptr && action->do_case() == sim::Action::kLine) action->set_line(line);
}

// A line or another deed, of somebody to whom something happened, right then.
void Insert(Workpiece& piece) {
  const Workpiece::Target target = piece.DrawTarget();
  const sim::Action* anybody = piece.DrawAction();
  if (anybody == nullptr && target.client == 0) return;
  const uint32_t client = target.client != 0 ? target.client : anybody->client();
  const int64_t at_ns = target.at_ns + piece.random().Between(-1, 1);
  const bool says = piece.random().Chance(2, 3);
  const std::string line = DrawLine(piece);
  sim::Action* action = piece.AddAction(client, at_ns);
  if (says) return action->set_line(line);
  DrawDeed(piece, *action);
}

// The same fault elsewhere, or another one in its place.
void ChangeFault(Workpiece& piece) {
  sim::Fault* fault = piece.DrawFault();
  if (fault == nullptr) return;
  const Workpiece::Target target = piece.DrawTarget();
  const int64_t span_ns = std::max<int64_t>(1, fault->until_ns() - fault->from_ns());
  switch (piece.random().Below(3)) {
    case 0:
      fault->set_from_ns(std::max(piece.from_ns(), target.at_ns + piece.random().Between(-1, 1)));
      fault->set_until_ns(fault->from_ns() + span_ns);
      return;
    case 1:
      return fault->set_client(piece.random().Chance(1, 4) ? 0 : target.client);
    default:
      DrawFault(piece.random(), fault->kind_case(), piece.scenario().config(), *fault);
  }
}

void AddFault(Workpiece& piece) {
  Random& random = piece.random();
  const Workpiece::Target target = piece.DrawTarget();
  const int64_t from_ns = std::max(piece.from_ns(), target.at_ns + random.Between(-1, 1));
  const int64_t span_ns = DrawSpan(random, piece.deadlines());
  const sim::Fault::KindCase kind = Pick(random, kFaultKinds);
  sim::Fault* fault = piece.AddFault();
  fault->set_from_ns(from_ns);
  fault->set_until_ns(from_ns + std::max<int64_t>(1, span_ns));
  fault->set_client(random.Chance(1, 8) ? 0 : target.client);
  DrawFault(random, kind, piece.scenario().config(), *fault);
}

void RemoveFault(Workpiece& piece) {
  const std::optional<int> index = piece.DrawFaultIndex();
  if (index) piece.scenario().mutable_fault()->DeleteSubrange(*index, 1);
}

// The same place between the deadlines of other settings.
int64_t Rescaled(int64_t t_ns, const Deadlines& from, const Deadlines& to) {
  const __int128 scaled = static_cast<__int128>(t_ns) * to.probe_after_ns / from.probe_after_ns;
  return static_cast<int64_t>(std::min<__int128>(scaled, INT64_MAX));
}

// When a client's first action would be.
int64_t BeginOf(const sim::Scenario& from, const sim::Client& client, const Deadlines& ours) {
  int64_t first_ns = INT64_MAX;
  for (const sim::Action& action : from.action()) {
    if (action.client() == client.id()) first_ns = std::min(first_ns, action.t_ns());
  }
  return Rescaled(first_ns, DeadlinesOf(from.config()), ours);
}

// A client of `from` with all that it does, later or earlier by `shift_ns`; later still if it would
// begin in the past.
void CopyClient(Workpiece& piece, const sim::Scenario& from, const sim::Client& client,
                int64_t shift_ns) {
  const Deadlines theirs = DeadlinesOf(from.config());
  const Deadlines ours = piece.deadlines();
  if (piece.from_ns() > 0) {
    shift_ns = std::max(shift_ns, piece.from_ns() - BeginOf(from, client, ours));
  }
  const uint32_t copied = client.id();
  const uint32_t id = piece.AddClient(client);
  const std::vector<sim::Action> actions(from.action().begin(), from.action().end());
  for (const sim::Action& action : actions) {
    if (action.client() != copied) continue;
    sim::Action* added = piece.AddAction(id, 0);
    const uint32_t action_id = added->id();
    *added = action;
    added->set_id(action_id);
    added->set_client(id);
    added->set_t_ns(std::max(piece.from_ns(), Rescaled(action.t_ns(), theirs, ours) + shift_ns));
  }
}

const sim::Client* DrawClient(Random& random, const sim::Scenario& scenario) {
  if (scenario.client().empty()) return nullptr;
  const auto count = static_cast<uint64_t>(scenario.client_size());
  return &scenario.client(static_cast<int>(random.Below(count)));
}

void RepeatClient(Workpiece& piece) {
  const sim::Client* client = DrawClient(piece.random(), piece.scenario());
  if (client == nullptr) return;
  const int64_t shift_ns = piece.random().Chance(1, 2) ? 0 : piece.random().Between(-1, 1);
  const sim::Client copy = *client;
  CopyClient(piece, piece.scenario(), copy, shift_ns);
}

void Splice(Workpiece& piece) {
  for (uint64_t count = 1 + piece.random().Below(3); count > 0 && piece.HasRoom(); --count) {
    const sim::Client* client = DrawClient(piece.random(), piece.other());
    if (client != nullptr) CopyClient(piece, piece.other(), *client, 0);
  }
  if (piece.from_ns() > 0) return;  // who has an account was settled before
  for (const sim::UserAccount& account : piece.other().account()) {
    const auto& accounts = piece.scenario().account();
    const bool known =
        std::any_of(accounts.begin(), accounts.end(),
                    [&](const sim::UserAccount& it) { return it.name() == account.name(); });
    if (!known) *piece.scenario().add_account() = account;
  }
}

// Settings other than durations, which all times are reckoned by.
void TurnKnobs(Workpiece& piece) {
  sim::ServerConfig& config = *piece.scenario().mutable_config();
  const Deadlines deadlines = piece.deadlines();
  config = DrawReplacement(piece.random(), config);
  config.set_registration_deadline_ns(deadlines.registration_ns);
  config.set_probe_after_ns(deadlines.probe_after_ns);
  config.set_probe_wait_ns(deadlines.probe_wait_ns);
}

void Shake(Workpiece& piece) {
  Random& random = piece.random();
  const uint64_t what = random.Below(4);
  if (what == 0)
    return piece.scenario().set_tie_permutation(static_cast<uint32_t>(random.Below(1000)));
  if (what == 1) return piece.scenario().set_salt(random.Below(1'000'000));
  auto* clients = piece.scenario().mutable_client();
  if (clients->empty()) return;
  const auto count = static_cast<uint64_t>(clients->size());
  sim::Client& client = *clients->Mutable(static_cast<int>(random.Below(count)));
  if (what == 2) return client.set_role(static_cast<sim::Role>(random.Below(7)));
  *client.mutable_link() = DrawLinkShape(random, piece.deadlines());
}

struct Way {
  void (*change)(Workpiece&);
  uint32_t weight;
};

// The last two change what was there from the start.
constexpr std::array<Way, 13> kWays = {{{MoveAction, 3},
                                        {MoveTail, 3},
                                        {RemoveAction, 1},
                                        {RepeatAction, 2},
                                        {SwapLine, 3},
                                        {Insert, 5},
                                        {ChangeFault, 2},
                                        {AddFault, 3},
                                        {RemoveFault, 1},
                                        {RepeatClient, 2},
                                        {Splice, 3},
                                        {TurnKnobs, 2},
                                        {Shake, 2}}};
constexpr size_t kWaysAfter = kWays.size() - 2;

void ChangeOnce(Workpiece& piece) {
  const auto ways =
      absl::MakeConstSpan(kWays).first(piece.from_ns() > 0 ? kWaysAfter : kWays.size());
  uint32_t sum = 0;
  for (const Way& way : ways) sum += way.weight;
  uint64_t at = piece.random().Below(sum);
  for (const Way& way : ways) {
    if (at < way.weight) return way.change(piece);
    at -= way.weight;
  }
}

}  // namespace

sim::Scenario Vary(Random& random, const sim::Scenario& parent,
                   absl::Span<const Occasion> occasions, const sim::Scenario& other) {
  return VaryAfter(random, parent, occasions, other, 0);
}

bool CanPartAt(const sim::Scenario& scenario, int64_t from_ns) {
  return from_ns > 0 && from_ns <= scenario.limits().end_ns() &&
         (!scenario.has_heal() || from_ns <= scenario.heal().at_ns()) &&
         scenario.action_size() <= kVariedActionsMax;
}

sim::Scenario VaryAfter(Random& random, const sim::Scenario& parent,
                        absl::Span<const Occasion> occasions, const sim::Scenario& other,
                        int64_t from_ns) {
  Workpiece piece(random, parent, occasions, other, from_ns);
  constexpr std::array<uint64_t, 6> kChanges = {1, 1, 2, 3, 5, 8};
  for (uint64_t count = Pick(random, kChanges); count > 0 && piece.HasRoom(); --count) {
    ChangeOnce(piece);
  }
  return std::move(piece).Finish();
}

}  // namespace confab::props
