#include "tools/confab/interrupts.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace confab::tools {

Interrupts::Interrupts() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  sigprocmask(SIG_BLOCK, &wanted, &before_);
  fd_ = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
}

Interrupts::~Interrupts() {
  close(fd_);
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::Pending() {
  signalfd_siginfo info;
  if (!pending_) pending_ = read(fd_, &info, sizeof info) == sizeof info;
  return pending_;
}

}  // namespace confab::tools
