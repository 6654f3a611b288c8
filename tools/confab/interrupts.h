// SIGINT and SIGTERM as something to ask for, instead of something that happens.
//
//   Interrupts interrupts;
//   poll(..., interrupts.fd(), ...);
//   if (interrupts.Pending()) return ReportSoFar();
//
// Invariants: while one lives the signals are blocked and only seen here; once pending, always
// pending. Processes forked meanwhile do not see them.

#ifndef CONFAB_TOOLS_CONFAB_INTERRUPTS_H_
#define CONFAB_TOOLS_CONFAB_INTERRUPTS_H_

#include <csignal>

namespace confab::tools {

class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  int fd() const { return fd_; }
  bool Pending();

 private:
  sigset_t before_;
  int fd_ = -1;
  bool pending_ = false;
};

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_CONFAB_INTERRUPTS_H_
