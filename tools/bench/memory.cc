#include "tools/bench/memory.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "server_core/api/check.h"
#include "server_core/api/config.h"
#include "server_core/api/subject.h"
#include "server_core/server.h"

namespace confab::tools {
namespace {

constexpr uint64_t kUsers = 50'000;

// A shell that takes everything at once.
class Shell {
 public:
  Shell() {
    auto server = ChatServer::Create(std::make_shared<const Config>(), 7, Now());
    CONFAB_CHECK(server.ok());
    server_ = *std::move(server);
  }

  void LogOn(uint64_t link) {
    const std::string name = "user" + std::to_string(link);
    Pass(Opened{LinkId{link}, "192.0.2.7"});
    Pass(Received{LinkId{link}, "NICK " + name + "\r\nUSER " + name + " 0 * :A real name\r\n"});
  }

  int64_t LedgerBytes() const {
    int64_t bytes = 0;
    for (int i = 0; i < kAccountCount; ++i) {
      bytes += server_->Accounts()[static_cast<Account>(i)].bytes;
    }
    return bytes;
  }

 private:
  static Moment Now() { return {Instant(), absl::UnixEpoch()}; }

  void Pass(const Input& input) {
    drained_.clear();
    const Step step = server_->Advance(Now(), input);
    for (const Output& output : step.outputs) {
      const auto* send = std::get_if<Send>(&output);
      if (send == nullptr) continue;
      drained_.push_back({send->link, static_cast<uint32_t>(send->line.size())});
    }
    for (const Drained& drained : drained_) static_cast<void>(server_->Advance(Now(), drained));
  }

  std::unique_ptr<ChatServer> server_;
  std::vector<Drained> drained_;
};

int64_t ResidentBytes() {
  long pages = 0;
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  CONFAB_CHECK(file != nullptr && std::fscanf(file, "%*d %ld", &pages) == 1);
  std::fclose(file);
  return int64_t{pages} * sysconf(_SC_PAGESIZE);
}

IdleUser Measure() {
  Shell shell;
  shell.LogOn(1);
  const int64_t resident_before = ResidentBytes();
  const int64_t ledger_before = shell.LedgerBytes();
  for (uint64_t link = 2; link <= kUsers + 1; ++link) shell.LogOn(link);
  const auto per_user = [](int64_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(kUsers);
  };
  const double ledger_bytes = per_user(shell.LedgerBytes() - ledger_before);
  return {ledger_bytes, per_user(ResidentBytes() - resident_before)};
}

}  // namespace

IdleUser MeasureIdleUser() {
  int ends[2];
  CONFAB_CHECK(pipe(ends) == 0);
  const pid_t child = fork();
  CONFAB_CHECK(child >= 0);
  IdleUser user;
  if (child == 0) {
    user = Measure();
    _exit(write(ends[1], &user, sizeof user) == sizeof user ? 0 : 1);
  }
  CONFAB_CHECK(read(ends[0], &user, sizeof user) == sizeof user);
  close(ends[0]);
  close(ends[1]);
  waitpid(child, nullptr, 0);
  return user;
}

}  // namespace confab::tools
