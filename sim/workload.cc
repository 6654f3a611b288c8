#include "sim/workload.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "sim/script.h"

namespace confab::sim {
namespace {

constexpr int64_t kMicrosecond = 1'000;
constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kEpochUnixS = 1'700'000'000;

// Builds a scenario action by action, with ascending ids.
class Builder {
 public:
  explicit Builder(uint32_t clients, int64_t latency_ns = 0) {
    scenario_.set_format(kScenarioFormat);
    scenario_.set_epoch_unix_s(kEpochUnixS);
    scenario_.mutable_limits()->set_events_max(1'000'000'000);
    for (uint32_t id = 1; id <= clients; ++id) {
      Client* client = scenario_.add_client();
      client->set_id(id);
      client->mutable_link()->set_latency_ns(latency_ns);
    }
  }

  Action* Add(uint32_t client, int64_t t_ns) {
    Action* action = scenario_.add_action();
    action->set_id(++actions_);
    action->set_client(client);
    action->set_t_ns(t_ns);
    return action;
  }

  void LogOn(uint32_t client, int64_t t_ns) {
    Add(client, t_ns)->mutable_connect();
    Login* login = Add(client, t_ns)->mutable_login();
    login->set_nick(absl::StrCat("n", client));
    login->set_user(absl::StrCat("u", client));
  }

  Scenario EndAt(int64_t end_ns) {
    scenario_.mutable_limits()->set_end_ns(end_ns);
    return std::move(scenario_);
  }

 private:
  Scenario scenario_;
  uint32_t actions_ = 0;
};

}  // namespace

Scenario StormWorkload(uint32_t cycles, uint32_t clients) {
  Builder builder(clients);
  int64_t t_ns = 0;
  for (uint32_t done = 0; done < cycles; done += clients) {
    for (uint32_t client = 1; client <= clients; ++client) {
      builder.LogOn(client, t_ns += kMicrosecond);
    }
    for (uint32_t client = 1; client <= clients; ++client) {
      builder.Add(client, t_ns += kMicrosecond)->set_line("QUIT");
    }
  }
  return builder.EndAt(t_ns + kSecond);
}

Scenario IdleDayWorkload(uint32_t clients) {
  Builder builder(clients);
  for (uint32_t client = 1; client <= clients; ++client) {
    builder.LogOn(client, client * kSecond / 10);
  }
  return builder.EndAt(24 * 3600 * kSecond);
}

Scenario ChatWorkload(uint32_t clients, uint32_t members, uint32_t lines, int64_t latency_ns) {
  Builder builder(clients, latency_ns);
  int64_t t_ns = 0;
  for (uint32_t client = 1; client <= clients; ++client) {
    builder.LogOn(client, t_ns += kMicrosecond);
    builder.Add(client, t_ns + 4 * latency_ns)
        ->set_line(absl::StrCat("JOIN #c", (client - 1) / members));
  }
  t_ns += kSecond;
  for (uint32_t line = 0; line < lines; ++line) {
    const uint32_t client = line % clients;
    builder.Add(client + 1, t_ns += kMicrosecond * 10)
        ->set_line(absl::StrCat("PRIVMSG #c", client / members, " :the quick brown fox ", line));
  }
  return builder.EndAt(t_ns + kSecond);
}

}  // namespace confab::sim
