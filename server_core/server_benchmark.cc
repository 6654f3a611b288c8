// What a log-on, a message and an idle user cost the core alone, without simulator and reference.

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "server_core/api/check.h"
#include "server_core/api/config.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"

namespace confab {
namespace {

// The core is measured, not its patience.
Config Unlimited() {
  Config config;
  config.input_bytes_per_second_max = 1'000'000'000;
  return config;
}

// A shell that takes everything at once.
class Shell {
 public:
  Shell() : Shell(Unlimited()) {}
  explicit Shell(const Config& config) {
    auto server = ChatServer::Create(std::make_shared<const Config>(config), 7, Now());
    CONFAB_CHECK(server.ok());
    server_ = *std::move(server);
  }

  void LogOn(uint64_t link) {
    const std::string nick = "user" + std::to_string(link);
    Pass(Opened{LinkId{link}, "192.0.2.7"});
    Pass(Received{LinkId{link}, "NICK " + nick + "\r\nUSER " + nick + " 0 * :A real name\r\n"});
  }

  // Returns how many lines went out.
  int64_t Pass(const Input& input) {
    drained_.clear();
    const Step step = server_->Advance(Now(), input);
    for (const Output& output : step.outputs) {
      const auto* send = std::get_if<Send>(&output);
      if (send != nullptr) drained_.push_back({send->link, uint32_t(send->line.size())});
    }
    for (const Drained& drained : drained_)
      benchmark::DoNotOptimize(server_->Advance(Now(), drained));
    return static_cast<int64_t>(drained_.size());
  }

  int64_t LedgerBytes() const {
    int64_t bytes = 0;
    for (int i = 0; i < kAccountCount; ++i) {
      bytes += server_->Accounts()[static_cast<Account>(i)].bytes;
    }
    return bytes;
  }

 private:
  Moment Now() {
    at_ = at_ + Duration(1'000'000);
    return {at_, absl::UnixEpoch()};
  }

  Instant at_;
  std::unique_ptr<ChatServer> server_;
  std::vector<Drained> drained_;
};

void LogOnAndQuit(benchmark::State& state) {
  Shell shell;
  uint64_t link = 0;
  for (const int64_t end = state.range(0); static_cast<int64_t>(link) < end;) shell.LogOn(++link);
  for ([[maybe_unused]] auto _ : state) {
    shell.LogOn(++link);
    shell.Pass(Received{LinkId{link}, "QUIT\r\n"});
  }
}
BENCHMARK(LogOnAndQuit)->Arg(0)->Arg(10'000);

void MessageToChannel(benchmark::State& state) {
  Shell shell;
  const auto members = static_cast<uint64_t>(state.range(0));
  for (uint64_t link = 1; link <= members; ++link) {
    shell.LogOn(link);
    shell.Pass(Received{LinkId{link}, "JOIN #confab\r\n"});
  }
  int64_t lines = 0;
  for ([[maybe_unused]] auto _ : state) {
    lines += shell.Pass(Received{LinkId{1}, "PRIVMSG #confab :What a fine day for a chat.\r\n"});
  }
  state.SetItemsProcessed(lines);
}
BENCHMARK(MessageToChannel)->Arg(2)->Arg(10)->Arg(100)->Arg(1000);

void MessageToNick(benchmark::State& state) {
  Shell shell;
  shell.LogOn(1);
  shell.LogOn(2);
  for ([[maybe_unused]] auto _ : state) {
    shell.Pass(Received{LinkId{1}, "PRIVMSG user2 :What a fine day for a chat.\r\n"});
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(MessageToNick);

int64_t ResidentBytes() {
  long pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  CONFAB_CHECK(file != nullptr && std::fscanf(file, "%*d %ld", &pages) == 1);
  std::fclose(file);
  return int64_t{pages} * sysconf(_SC_PAGESIZE);
}

void IdleUsers(benchmark::State& state) {
  const int64_t users = state.range(0);
  for ([[maybe_unused]] auto _ : state) {
    Shell shell;
    shell.LogOn(1);
    const int64_t resident_before = ResidentBytes();
    const int64_t ledger_before = shell.LedgerBytes();
    for (int64_t link = 2; link <= users + 1; ++link) shell.LogOn(static_cast<uint64_t>(link));
    const auto per_user = [users](int64_t bytes) { return double(bytes) / double(users); };
    state.counters["ledger_bytes"] = per_user(shell.LedgerBytes() - ledger_before);
    state.counters["process_bytes"] = per_user(ResidentBytes() - resident_before);
  }
}
BENCHMARK(IdleUsers)->Arg(10'000)->Arg(30'000)->Arg(99'000)->Iterations(1);

}  // namespace
}  // namespace confab
