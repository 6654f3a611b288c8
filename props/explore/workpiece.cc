#include "props/explore/workpiece.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "props/explore/variation.h"

namespace confab::props {
namespace {

constexpr size_t kWordsMax = 8;

// Adds a word that is not there yet, while there is room.
void Learn(std::vector<std::string>& words, std::string_view word) {
  if (words.size() >= kWordsMax || word.empty()) return;
  if (std::find(words.begin(), words.end(), word) != words.end()) return;
  words.emplace_back(word);
}

std::string_view NextWord(std::string_view& text) {
  const size_t begin = std::min(text.find_first_not_of(' '), text.size());
  text.remove_prefix(begin);
  const std::string_view word = text.substr(0, text.find_first_of(" ,"));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

void LearnLine(Alphabet& alphabet, std::string_view line) {
  const std::string_view verb = NextWord(line);
  if (verb == "NICK") Learn(alphabet.nicks, NextWord(line));
  while (!line.empty()) {
    const std::string_view word = NextWord(line);
    if (word.starts_with(':')) return;
    if (word.starts_with('#') || word.starts_with('&')) Learn(alphabet.channels, word);
  }
}

bool IsEarlier(const sim::Action& a, const sim::Action& b) { return a.t_ns() < b.t_ns(); }

// An index of one that is not before `from_ns`, or nothing.
template <typename Items, typename TimeOf>
std::optional<int> DrawIndex(Random& random, const Items& items, TimeOf time_of, int64_t from_ns) {
  const auto is_open = [&](const auto& item) { return time_of(item) >= from_ns; };
  const auto open = std::count_if(items.begin(), items.end(), is_open);
  if (open == 0) return std::nullopt;
  uint64_t left = random.Below(static_cast<uint64_t>(open));
  for (int i = 0; i < items.size(); ++i) {
    if (is_open(items[i]) && left-- == 0) return i;
  }
  return std::nullopt;
}

template <typename Item>
uint32_t LastId(const Item& items) {
  uint32_t last = 0;
  for (const auto& item : items) last = std::max(last, item.id());
  return last;
}

}  // namespace

Workpiece::Workpiece(Random& random, const sim::Scenario& parent,
                     absl::Span<const Occasion> occasions, const sim::Scenario& other,
                     int64_t from_ns)
    : random_(random), scenario_(parent), other_(other), from_ns_(from_ns) {
  std::copy_if(occasions.begin(), occasions.end(), std::back_inserter(occasions_),
               [from_ns](const Occasion& it) { return it.at_ns >= from_ns; });
  last_action_ = LastId(scenario_.action());
  last_client_ = LastId(scenario_.client());
  last_fault_ = LastId(scenario_.fault());
  ReadAlphabet();
}

void Workpiece::ReadAlphabet() {
  for (const sim::Action& action : scenario_.action()) {
    if (action.has_login()) Learn(alphabet_.nicks, action.login().nick());
    if (action.do_case() == sim::Action::kLine) LearnLine(alphabet_, action.line());
  }
  for (const sim::UserAccount& account : scenario_.account()) {
    Learn(alphabet_.accounts, account.name());
  }
  if (alphabet_.nicks.empty()) alphabet_.nicks = {"a", "A"};
  if (alphabet_.channels.empty()) alphabet_.channels = {"#a", "#A"};
  if (alphabet_.accounts.empty()) alphabet_.accounts = {"alice"};
}

uint32_t Workpiece::ClientOf(uint64_t link) const {
  for (const sim::Action& action : scenario_.action()) {
    if (action.id() == link) return action.client();
  }
  return 0;
}

Workpiece::Target Workpiece::TargetOf(const Occasion& occasion) const {
  return {occasion.at_ns, ClientOf(occasion.link)};
}

// `from_ns` and anybody.
Workpiece::Target Workpiece::DrawNow() {
  if (scenario_.client().empty()) return {from_ns_, 0};
  const auto count = static_cast<uint64_t>(scenario_.client_size());
  return {from_ns_, scenario_.client(static_cast<int>(random_.Below(count))).id()};
}

// Of a branch often the very moment that it parts at.
Workpiece::Target Workpiece::DrawTarget() {
  if (from_ns_ > 0 && random_.Chance(1, 4)) {
    const auto first =
        std::min_element(occasions_.begin(), occasions_.end(),
                         [](const Occasion& a, const Occasion& b) { return a.at_ns < b.at_ns; });
    return first == occasions_.end() ? DrawNow() : TargetOf(*first);
  }
  if (!occasions_.empty() && random_.Chance(3, 4)) {
    return TargetOf(Pick(random_, occasions_));
  }
  const sim::Action* action = DrawAction();
  if (action == nullptr) return DrawNow();
  return {action->t_ns(), action->client()};
}

int64_t Workpiece::DrawTime() {
  int64_t at_ns = DrawTarget().at_ns;
  if (random_.Chance(1, 4)) at_ns += DrawSpan(random_, deadlines());
  if (random_.Chance(1, 2)) at_ns += random_.Between(-1, 1);
  return std::clamp<int64_t>(at_ns, from_ns_, scenario_.limits().end_ns());
}

std::optional<int> Workpiece::DrawActionIndex() {
  const auto time_of = [](const sim::Action& action) { return action.t_ns(); };
  return DrawIndex(random_, scenario_.action(), time_of, from_ns_);
}

std::optional<int> Workpiece::DrawFaultIndex() {
  const auto time_of = [](const sim::Fault& fault) { return fault.from_ns(); };
  return DrawIndex(random_, scenario_.fault(), time_of, from_ns_);
}

sim::Action* Workpiece::DrawAction() {
  const std::optional<int> index = DrawActionIndex();
  return index ? scenario_.mutable_action(*index) : nullptr;
}

sim::Fault* Workpiece::DrawFault() {
  const std::optional<int> index = DrawFaultIndex();
  return index ? scenario_.mutable_fault(*index) : nullptr;
}

// One more change adds at most three clients or one fault; Finish cuts off actions.
bool Workpiece::HasRoom() const {
  return scenario_.action_size() < kVariedActionsMax &&
         scenario_.client_size() + 3 <= kVariedClientsMax &&
         scenario_.fault_size() < kVariedFaultsMax;
}

sim::Action* Workpiece::AddAction(uint32_t client, int64_t t_ns) {
  sim::Action* action = scenario_.add_action();
  action->set_id(++last_action_);
  action->set_client(client);
  action->set_t_ns(std::max(from_ns_, t_ns));
  return action;
}

uint32_t Workpiece::AddClient(const sim::Client& like) {
  sim::Client* client = scenario_.add_client();
  *client = like;
  client->set_id(++last_client_);
  return client->id();
}

sim::Fault* Workpiece::AddFault() {
  sim::Fault* fault = scenario_.add_fault();
  fault->set_id(++last_fault_);
  return fault;
}

// Beyond this a run would be mostly probes.
int64_t Workpiece::HorizonNanos() const {
  const Deadlines spans = deadlines();
  return std::max(from_ns_, 2 * spans.registration_ns + 8 * spans.DeadAfterNanos());
}

// The end moves back behind what happens last, and healing with it.
void Workpiece::MendEnd() {
  int64_t last_ns = 0;
  for (const sim::Action& action : scenario_.action()) last_ns = std::max(last_ns, action.t_ns());
  for (const sim::Fault& fault : scenario_.fault()) last_ns = std::max(last_ns, fault.from_ns());
  sim::Limits& limits = *scenario_.mutable_limits();
  int64_t over_ns = last_ns + 1 - limits.end_ns();
  if (scenario_.has_heal()) over_ns = last_ns + 1 - scenario_.heal().at_ns();
  if (over_ns <= 0) return;
  limits.set_end_ns(limits.end_ns() + over_ns);
  if (scenario_.has_heal()) scenario_.mutable_heal()->set_at_ns(last_ns + 1);
}

sim::Scenario Workpiece::Finish() && {
  auto* actions = scenario_.mutable_action();
  if (actions->size() > kVariedActionsMax) {
    actions->DeleteSubrange(kVariedActionsMax, actions->size() - kVariedActionsMax);
  }
  const int64_t horizon_ns = HorizonNanos();
  for (sim::Action& action : *actions) action.set_t_ns(std::min(action.t_ns(), horizon_ns));
  for (sim::Fault& fault : *scenario_.mutable_fault()) {
    const int64_t over_ns = std::max<int64_t>(0, fault.from_ns() - horizon_ns);
    fault.set_from_ns(fault.from_ns() - over_ns);
    fault.set_until_ns(fault.until_ns() - over_ns);
  }
  std::stable_sort(actions->begin(), actions->end(), IsEarlier);
  MendEnd();
  return std::move(scenario_);
}

}  // namespace confab::props
