#include "props/gen/draft.h"

#include <algorithm>
#include <array>

namespace confab::props {
namespace {

constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kSecond = 1'000'000'000;

// Settings and content draw from generators of their own.
enum Stream : uint64_t { kSettings = 1, kContent = 2 };

constexpr uint32_t kScenarioFormat = 1;

// Few names where the point is that they are wanted; enough for all where people are to meet.
size_t DrawNameCount(Random& random, Profile profile) {
  switch (profile) {
    case Profile::kStorm:
    case Profile::kCollide:
    case Profile::kAuth:
      return 2;
    case Profile::kMixed:
      return random.Chance(1, 2) ? 2 : 4;
    default:
      return 4;
  }
}

int DrawActionsMax(Random& random) {
  const uint64_t size = random.Below(10);
  if (size == 0) return static_cast<int>(random.Between(2, 8));
  if (size < 8) return static_cast<int>(random.Between(12, 40));
  return static_cast<int>(random.Between(60, 140));
}

bool IsEarlier(const sim::Action& a, const sim::Action& b) { return a.t_ns() < b.t_ns(); }

}  // namespace

Draft::Draft(uint64_t seed, Profile profile) : random_(Mix64(seed, kContent)) {
  Random settings(Mix64(seed, kSettings));
  *scenario_.mutable_config() = DrawServerConfig(settings, profile);
  const size_t names = DrawNameCount(settings, profile);
  alphabet_ = DrawAlphabet(settings, names);
  deadlines_ = DeadlinesOf(scenario_.config());
  actions_max_ = DrawActionsMax(settings);
  const int64_t cycles = settings.Between(1, 4);
  horizon_ns_ = deadlines_.registration_ns + cycles * deadlines_.DeadAfterNanos();
  scenario_.set_format(kScenarioFormat);
  constexpr std::array<int64_t, 4> kEpochs = {0, 946'684'799, 1'000'000'000, 2'147'483'640};
  scenario_.set_epoch_unix_s(Pick(settings, kEpochs));
  scenario_.set_server_seed(settings.Below(1000));
  scenario_.set_salt(settings.Chance(1, 3) ? 0 : settings.Below(1'000'000));
  scenario_.set_tie_permutation(settings.Chance(1, 2) ? 0 : settings.Below(1000));
  for (const std::string& name : alphabet_.accounts) {
    sim::UserAccount* account = scenario_.add_account();
    account->set_name(name);
    account->set_password("pw");
  }
}

uint32_t Draft::AddClient(sim::Role role) {
  sim::Client* client = scenario_.add_client();
  client->set_id(static_cast<uint32_t>(scenario_.client_size()));
  client->set_role(role);
  *client->mutable_link() = DrawLinkShape(random_, deadlines_);
  return client->id();
}

sim::Action* Draft::AddAction(uint32_t client, int64_t t_ns) {
  times_ns_.push_back(t_ns);
  sim::Action* action = scenario_.add_action();
  action->set_client(client);
  action->set_t_ns(t_ns);
  return action;
}

int64_t Draft::DrawSpan() { return props::DrawSpan(random_, deadlines_); }

int64_t Draft::DrawTime(int64_t now_ns) {
  constexpr std::array<int64_t, 5> kSmall = {1, kMillisecond, 10 * kMillisecond, 100 * kMillisecond,
                                             kSecond};
  const uint64_t kind = random_.Below(10);
  int64_t then_ns = now_ns;
  if (kind >= 4 && kind < 7) then_ns += Pick(random_, kSmall);
  if (kind == 7 || kind == 8) then_ns += DrawSpan();
  if (kind == 9 && !times_ns_.empty()) then_ns = std::max(now_ns, Pick(random_, times_ns_));
  return then_ns > horizon_ns_ ? now_ns : then_ns;
}

void Draft::DrawEnd() {
  const int64_t last_ns = *std::max_element(times_ns_.begin(), times_ns_.end());
  // Healing may come in the middle of things: queues are full then, and answers under way.
  const bool at_once = random_.Chance(1, 3);
  int64_t end_ns = last_ns + 2 + (at_once ? 0 : DrawSpan());
  if (random_.Chance(7, 8)) {
    sim::Heal* heal = scenario_.mutable_heal();
    heal->set_at_ns(end_ns);
    heal->set_patience_ns(deadlines_.DeadAfterNanos());
    end_ns += heal->patience_ns();
  }
  // Long enough for every deadline to come, or cut off in the middle of things.
  const bool all_settled = random_.Chance(3, 4);
  if (all_settled) {
    end_ns += std::max(deadlines_.registration_ns, deadlines_.DeadAfterNanos()) + 1;
  }
  scenario_.mutable_limits()->set_end_ns(end_ns);
}

sim::Scenario Draft::Finish() && {
  auto* actions = scenario_.mutable_action();
  std::stable_sort(actions->begin(), actions->end(), IsEarlier);
  uint32_t id = 0;
  for (sim::Action& action : *actions) action.set_id(++id);
  DrawEnd();
  return std::move(scenario_);
}

}  // namespace confab::props
