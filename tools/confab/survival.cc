#include "tools/confab/survival.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <new>

namespace confab::tools {

std::optional<int64_t> LastBeforeDeath(
    const std::function<void(const std::function<void(int64_t)>& report)>& work) {
  using Number = std::atomic<int64_t>;
  void* const page =
      mmap(nullptr, sizeof(Number), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return std::nullopt;
  Number* const last = new (page) Number(0);
  const pid_t child = fork();
  if (child == 0) {
    if (freopen("/dev/null", "w", stderr) == nullptr) _exit(0);
    work([last](int64_t number) { last->store(number); });
    _exit(0);
  }
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  const int64_t number = last->load();
  munmap(page, sizeof(Number));
  const bool lived = child < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
  return lived ? std::nullopt : std::optional(number);
}

}  // namespace confab::tools
