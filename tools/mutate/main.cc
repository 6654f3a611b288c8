// The mutants of the chat server.

#include <sys/resource.h>

#include <csignal>
#include <string>
#include <vector>

#include "props/laws/trial.h"
#include "tools/mutate/driver.h"

namespace {

// Of this process, and of each that it forks: mutants may allocate for ever, a run takes megabytes.
void LimitMemory() {
  constexpr rlim_t kBytesMax = rlim_t{1} << 30;
  const rlimit limit{kBytesMax, kBytesMax};
  setrlimit(RLIMIT_AS, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  LimitMemory();
  const std::vector<std::string> words(argv + 1, argv + argc);
  return static_cast<int>(confab::mutate::Drive(words, confab::props::ChatTrial()));
}
