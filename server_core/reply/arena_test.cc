#include "server_core/reply/arena.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "gtest/gtest.h"

namespace confab {
namespace {

TEST(Arena, CopiesStayWhereTheyAreUntilClear) {
  Arena arena;
  std::vector<std::string_view> copies;
  for (int i = 0; i < 10'000; ++i) copies.push_back(arena.Copy("line " + std::to_string(i)));
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_EQ(copies[static_cast<size_t>(i)], "line " + std::to_string(i));
  }
}

TEST(Arena, NothingAndMoreThanAChunkAreGivenToo) {
  Arena arena;
  EXPECT_EQ(arena.Copy(""), "");
  for (const size_t n : {Arena::kChunkBytes - 1, Arena::kChunkBytes, Arena::kChunkBytes + 1}) {
    EXPECT_EQ(arena.Copy(std::string(n, 'x')), std::string(n, 'x'));
  }
}

TEST(Arena, ASteadyStateAllocatesNothing) {
  Arena arena;
  size_t capacity_bytes = 0;
  for (int step = 0; step < 100; ++step) {
    arena.Clear();
    for (int i = 0; i < 500; ++i) (void)arena.Reserve(300);
    (void)arena.Reserve(2 * Arena::kChunkBytes);
    if (step == 0) capacity_bytes = arena.capacity_bytes();
    ASSERT_EQ(arena.capacity_bytes(), capacity_bytes);
  }
}

TEST(Arena, ClearHandsTheSameMemoryOutAgain) {
  Arena arena;
  const char* const first = arena.Reserve(10);
  arena.Clear();
  EXPECT_EQ(arena.Reserve(10), first);
}

TEST(Arena, WhatAnUnusualStepNeededIsFreed) {
  Arena arena;
  for (size_t kept = 0; kept < Arena::kKeptBytesMax; kept += Arena::kChunkBytes) {
    (void)arena.Reserve(Arena::kChunkBytes);
  }
  arena.Clear();
  EXPECT_EQ(arena.capacity_bytes(), Arena::kKeptBytesMax);
  (void)arena.Reserve(Arena::kKeptBytesMax);
  EXPECT_GT(arena.capacity_bytes(), Arena::kKeptBytesMax);
  arena.Clear();
  EXPECT_LE(arena.capacity_bytes(), Arena::kKeptBytesMax);
}

TEST(Arena, ArraysAreAlignedAndInitialised) {
  struct Pair {
    uint64_t a = 7;
    char b = 'b';
  };
  Arena arena;
  for (size_t odd = 0; odd < 9; ++odd) {
    (void)arena.Reserve(odd);
    const absl::Span<Pair> pairs = arena.Array<Pair>(3);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(pairs.data()) % alignof(Pair), 0u);
    for (const Pair& pair : pairs) {
      EXPECT_EQ(pair.a, 7u);
      EXPECT_EQ(pair.b, 'b');
    }
  }
}

}  // namespace
}  // namespace confab
