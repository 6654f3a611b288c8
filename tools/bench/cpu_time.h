// Time that this process has spent on a processor.
//
//   const double before_s = CpuSeconds();
//   Work();
//   Print(CpuSeconds() - before_s);
//
// Invariant: waiting, and other processes, count nothing.

#ifndef CONFAB_TOOLS_BENCH_CPU_TIME_H_
#define CONFAB_TOOLS_BENCH_CPU_TIME_H_

#include <ctime>

namespace confab::tools {

inline double CpuSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The seconds that one call takes.
template <typename Work>
double CpuSecondsOf(Work work) {
  const double before_s = CpuSeconds();
  work();
  return CpuSeconds() - before_s;
}

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_BENCH_CPU_TIME_H_
