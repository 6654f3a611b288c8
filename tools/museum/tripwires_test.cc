#include "tools/museum/tripwires.h"

#include <gtest/gtest.h>
#include <link.h>

namespace confab::tools {
namespace {

// Called through pointers that the compiler cannot see through.
__attribute__((noinline)) int Watched(int x) { return x * 3 + 1; }
__attribute__((noinline)) int Unwatched(int x) { return x * 5 + 2; }

uint64_t PlaceOf(int (*function)(int)) {
  uintptr_t base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* to) {
        *static_cast<uintptr_t*>(to) = info->dlpi_addr;
        return 1;
      },
      &base);
  return reinterpret_cast<uintptr_t>(function) - base;
}

TEST(Tripwires, TellTheRunInWhichCodeWasExecutedFirst) {
#if defined(__x86_64__)
  int (*volatile watched)(int) = Watched;
  int (*volatile unwatched)(int) = Unwatched;
  std::atomic<uint64_t> run = 0;
  std::atomic<uint64_t> reached = 0;
  ASSERT_TRUE(Tripwires::Set({PlaceOf(Watched)}, run, reached).ok());
  run = 6;
  EXPECT_EQ(unwatched(1), 7);
  EXPECT_EQ(reached, 0u);
  run = 7;
  EXPECT_EQ(watched(1), 4);
  EXPECT_EQ(reached, 7u);
  run = 8;
  EXPECT_EQ(watched(2), 7);
  EXPECT_EQ(reached, 7u);
#else
  GTEST_SKIP() << "breakpoints are known for x86-64 only";
#endif
}

}  // namespace
}  // namespace confab::tools
