// Every value comes from a generator of RapidCheck and a random source split off for it, one at a
// time, so that no compiler's order of evaluation matters.
#include "props/explore/plain.h"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace confab::props {
namespace {

constexpr int kSize = 100;  // RapidCheck's largest
constexpr uint32_t kClientsMax = 6;
constexpr int kActionsMax = 60;
constexpr int kFaultsMax = 3;
constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kHorizonMs = 60'000;

class Draws {
 public:
  explicit Draws(uint64_t seed) : random_(seed) {}

  template <typename T>
  T Draw(const rc::Gen<T>& gen) {
    return gen(random_.split(), kSize).value();
  }
  int64_t Between(int64_t low, int64_t high) {
    return Draw(rc::gen::inRange<int64_t>(low, high + 1));
  }
  std::string Word(const std::vector<std::string>& words) {
    return Draw(rc::gen::elementOf(words));
  }
  std::string Nick() { return Word({"a", "A", "b", "n[", "N{"}); }
  std::string Channel() { return Word({"#a", "#A", "#b"}); }
  std::string Text() { return Word({"x", "hello", "", std::string(400, 'y')}); }
  std::string Target() { return Between(0, 1) == 0 ? Nick() : Channel(); }

 private:
  rc::Random random_;
};

std::string DrawLine(Draws& draws) {
  const std::string verb = draws.Word({"NICK",
                                       "USER",
                                       "JOIN",
                                       "PART",
                                       "PRIVMSG",
                                       "NOTICE",
                                       "TOPIC",
                                       "NAMES",
                                       "WHOIS",
                                       "MODE",
                                       "PING",
                                       "PONG",
                                       "LUSERS",
                                       "MOTD",
                                       "CAP LS",
                                       "CAP END",
                                       "IRCX",
                                       "ISIRCX",
                                       "PASS x",
                                       "QUIT",
                                       "AUTH SCRAM-SHA-256 I",
                                       "AUTH SCRAM-SHA-256 *"});
  if (verb == "NICK" || verb == "WHOIS") return absl::StrCat(verb, " ", draws.Nick());
  if (verb == "USER") return "USER u 0 * :r";
  if (verb == "JOIN" || verb == "NAMES") return absl::StrCat(verb, " ", draws.Channel());
  if (verb == "MODE") return absl::StrCat(verb, " ", draws.Target());
  if (verb == "PING" || verb == "PONG") return absl::StrCat(verb, " x");
  if (verb == "PART" || verb == "TOPIC") {
    const std::string channel = draws.Channel();
    return absl::StrCat(verb, " ", channel, " :", draws.Text());
  }
  if (verb != "PRIVMSG" && verb != "NOTICE") return verb;
  const std::string target = draws.Target();
  return absl::StrCat(verb, " ", target, " :", draws.Text());
}

void FillAction(Draws& draws, sim::Action& action) {
  switch (draws.Between(0, 11)) {
    case 0:
    case 1:
      return action.mutable_connect()->set_secure(false);
    case 2:
    case 3: {
      action.mutable_login()->set_nick(draws.Nick());
      return action.mutable_login()->set_user("u");
    }
    case 4: {
      action.mutable_auth()->set_account("alice");
      return action.mutable_auth()->set_password(draws.Word({"pw", "pw", "no"}));
    }
    case 5:
      return action.mutable_close()->set_how(static_cast<sim::Close::How>(draws.Between(0, 2)));
    case 6: {
      const std::string line = DrawLine(draws);
      return action.set_raw(
          line.substr(0, static_cast<size_t>(draws.Between(0, static_cast<int64_t>(line.size())))));
    }
    default:
      return action.set_line(DrawLine(draws));
  }
}

void FillFault(Draws& draws, sim::Fault& fault) {
  switch (draws.Between(0, 6)) {
    case 0:
      return fault.mutable_stall()->set_to_client(true);
    case 1:
      return fault.mutable_lag()->set_extra_ns(draws.Between(1, 5'000) * kMillisecond);
    case 2:
      return fault.mutable_cut()->set_bytes_max(static_cast<uint32_t>(draws.Between(1, 16)));
    case 3:
      fault.mutable_reset();
      return;
    case 4:
      fault.mutable_silent_death();
      return;
    case 5:
      return fault.mutable_answer_late()->set_by_ns(draws.Between(1, 5'000) * kMillisecond);
    default:
      return fault.mutable_clock_step()->set_by_ns(draws.Between(-60, 60) * 1'000 * kMillisecond);
  }
}

// As in any test: everything small enough to happen within a minute.
void FillConfig(sim::ServerConfig& config) {
  config.set_registration_deadline_ns(10'000 * kMillisecond);
  config.set_probe_after_ns(10'000 * kMillisecond);
  config.set_probe_wait_ns(5'000 * kMillisecond);
  config.set_send_queue_bytes_max(4'096);
}

void AddClients(Draws& draws, sim::Scenario& scenario) {
  const int64_t clients = draws.Between(1, kClientsMax);
  for (int64_t id = 1; id <= clients; ++id) {
    sim::Client* client = scenario.add_client();
    client->set_id(static_cast<uint32_t>(id));
    client->set_role(static_cast<sim::Role>(draws.Between(0, 6)));
    client->mutable_link()->set_latency_ns(draws.Between(0, 50) * kMillisecond);
  }
}

// Times that are drawn apart and then put in order, each a while after a connect of everybody.
void AddActions(Draws& draws, sim::Scenario& scenario) {
  std::vector<int64_t> times_ms;
  const int64_t count = draws.Between(1, kActionsMax);
  for (int64_t i = 0; i < count; ++i) times_ms.push_back(draws.Between(0, kHorizonMs));
  std::sort(times_ms.begin(), times_ms.end());
  uint32_t id = 0;
  for (const sim::Client& client : scenario.client()) {
    sim::Action* action = scenario.add_action();
    action->set_id(++id);
    action->set_client(client.id());
    action->mutable_connect();
  }
  for (const int64_t at_ms : times_ms) {
    sim::Action* action = scenario.add_action();
    action->set_id(++id);
    action->set_client(static_cast<uint32_t>(draws.Between(1, scenario.client_size())));
    action->set_t_ns(at_ms * kMillisecond);
    FillAction(draws, *action);
  }
}

void AddFaults(Draws& draws, sim::Scenario& scenario) {
  const int64_t count = draws.Between(0, kFaultsMax);
  for (int64_t id = 1; id <= count; ++id) {
    sim::Fault* fault = scenario.add_fault();
    fault->set_id(static_cast<uint32_t>(id));
    fault->set_client(static_cast<uint32_t>(draws.Between(0, scenario.client_size())));
    fault->set_from_ns(draws.Between(0, kHorizonMs) * kMillisecond);
    fault->set_until_ns(fault->from_ns() + draws.Between(1, kHorizonMs) * kMillisecond);
    FillFault(draws, *fault);
  }
}

}  // namespace

sim::Scenario PlainScenario(uint64_t seed) {
  Draws draws(seed);
  sim::Scenario scenario;
  scenario.set_format(1);
  FillConfig(*scenario.mutable_config());
  scenario.set_salt(static_cast<uint64_t>(draws.Between(0, 1'000'000)));
  sim::UserAccount* account = scenario.add_account();
  account->set_name("alice");
  account->set_password("pw");
  AddClients(draws, scenario);
  AddActions(draws, scenario);
  AddFaults(draws, scenario);
  sim::Heal* heal = scenario.mutable_heal();
  heal->set_at_ns((kHorizonMs + 1) * kMillisecond);
  heal->set_patience_ns(20'000 * kMillisecond);
  scenario.mutable_limits()->set_end_ns((kHorizonMs + 60'000) * kMillisecond);
  return scenario;
}

}  // namespace confab::props
