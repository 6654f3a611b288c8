#include "props/exhaustive/state.h"

#include <string>
#include <variant>

#include "server_core/api/ledger.h"

namespace confab::props {
namespace {

// What a number in a link's history is about.
enum Word : uint64_t {
  kMoved = 1,
  kOpened,
  kReceived,
  kDrained,
  kLost,
  kAnswered,
  kUnanswered,
  kReconfigured,
  kSend,
  kClose,
  kAsk,
};

void AddAccounts(const Ledger& ledger, sim::Hasher128& hasher) {
  for (int i = 0; i < kAccountCount; ++i) {
    const AccountTotals& totals = ledger[static_cast<Account>(i)];
    hasher.Number(static_cast<uint64_t>(totals.objects));
    hasher.Number(static_cast<uint64_t>(totals.bytes));
  }
}

// The texts of a question differ by what the client has said, which is in its history already, and
// by nonces, which are in what it was told.
void AddAsk(const Ask& ask, sim::Hasher128& hasher) {
  hasher.Number(kAsk);
  hasher.Number(static_cast<uint64_t>(ask.id));
  hasher.Number(ask.question.index());
}

}  // namespace

void History::OnStep(const Moment& now, const Input& input, const confab::Step& step) {
  Take(now, input);
  for (const Output& output : step.outputs) Take(now, output);
}

void History::NoteMove(const sim::Action& act, Instant at) {
  if (act.has_connect()) client_of_[act.id()] = act.client();
  sim::Hasher128& client = clients_[act.client()];
  client.Number(kMoved);
  client.Number(static_cast<uint64_t>(at.nanos()));
  client.Number(act.id());
}

sim::Hasher128& History::Of(LinkId link, const Moment& now) {
  const auto id = static_cast<uint64_t>(link);
  const auto client = client_of_.find(id);
  // What is about no link of ours is everybody's.
  sim::Hasher128& hasher = clients_[client == client_of_.end() ? 0 : client->second];
  hasher.Number(id);
  hasher.Number(static_cast<uint64_t>(now.mono.nanos()));
  return hasher;
}

void History::NoteComing(LinkId link) {
  comings_and_goings_.Number(static_cast<uint64_t>(link) << 1);
}

void History::NoteGoing(LinkId link) {
  comings_and_goings_.Number(static_cast<uint64_t>(link) << 1 | 1);
}

void History::Take(const Moment& now, const Input& input) {
  if (const auto* opened = std::get_if<Opened>(&input)) {
    Of(opened->link, now).Number(kOpened);
    NoteComing(opened->link);
  } else if (const auto* received = std::get_if<Received>(&input)) {
    sim::Hasher128& link = Of(received->link, now);
    link.Number(kReceived);
    link.Text(received->bytes);
  } else if (const auto* drained = std::get_if<Drained>(&input)) {
    sim::Hasher128& link = Of(drained->link, now);
    link.Number(kDrained);
    link.Number(drained->bytes);
  } else if (const auto* lost = std::get_if<Lost>(&input)) {
    sim::Hasher128& link = Of(lost->link, now);
    link.Number(kLost);
    link.Text(lost->why);
    NoteGoing(lost->link);
  } else if (const auto* answered = std::get_if<Answered>(&input)) {
    const auto asked = asked_by_.find(static_cast<uint64_t>(answered->question));
    sim::Hasher128& link = Of(asked == asked_by_.end() ? LinkId{} : asked->second, now);
    link.Number(answered->answer.ok() ? kAnswered : kUnanswered);
    if (answered->answer.ok()) link.Text(*answered->answer);
  } else if (std::holds_alternative<Reconfigured>(input)) {
    Of(LinkId{}, now).Number(kReconfigured);
  }
}

void History::Take(const Moment& now, const Output& output) {
  if (const auto* send = std::get_if<Send>(&output)) {
    sim::Hasher128& link = Of(send->link, now);
    link.Number(kSend);
    link.Text(send->line);
  } else if (const auto* close = std::get_if<Close>(&output)) {
    sim::Hasher128& link = Of(close->link, now);
    link.Number(kClose);
    link.Number(static_cast<uint64_t>(close->reason));
    NoteGoing(close->link);
  } else if (const auto* ask = std::get_if<Ask>(&output)) {
    AddAsk(*ask, Of(ask->link, now));
    asked_by_[static_cast<uint64_t>(ask->id)] = ask->link;
  }
}

void History::AddTo(sim::Hasher128& hasher) const {
  for (const auto& [client, history] : clients_) {
    const sim::Hash128 hash = history.Finish();
    hasher.Number(client);
    hasher.Number(hash.high);
    hasher.Number(hash.low);
  }
  const sim::Hash128 order = comings_and_goings_.Finish();
  hasher.Number(order.high);
  hasher.Number(order.low);
}

sim::Hash128 StateOf(const Run& run, const History& history, Instant at,
                     absl::Span<const uint32_t> done) {
  sim::Hasher128 hasher;
  for (const uint32_t moves : done) hasher.Number(moves);
  hasher.Number(static_cast<uint64_t>(at.nanos()));
  history.AddTo(hasher);
  hasher.Text(run.subject().Census());
  AddAccounts(run.subject().Accounts(), hasher);
  for (const sim::Pending& pending : run.PendingInOrder()) {
    hasher.Number(static_cast<uint64_t>(pending.at.nanos()));
    hasher.Text(pending.what);
  }
  return hasher.Finish();
}

sim::Hash128 OutcomeOf(const Run& run, const History& history) {
  sim::Hasher128 hasher;
  history.AddTo(hasher);
  hasher.Text(run.subject().Census());
  AddAccounts(run.subject().Accounts(), hasher);
  return hasher.Finish();
}

}  // namespace confab::props
