// Memory of one step: lines and arrays that live until the next Advance.
//
//   arena.Clear();                                       // at the beginning of a step
//   std::string_view line = arena.Copy(":irc.confab.test PONG irc.confab.test :x\r\n");
//   absl::Span<NoteField> fields = arena.Array<NoteField>(2);
//   char* text = arena.Reserve(512);
//
// Invariants: nothing moves before Clear, and no destructor is called. Chunks are reused, so a
// steady state allocates nothing; what one unusual step needed beyond kKeptBytesMax is freed.

#ifndef CONFAB_SERVER_CORE_REPLY_ARENA_H_
#define CONFAB_SERVER_CORE_REPLY_ARENA_H_

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/types/span.h"

namespace confab {

class Arena {
 public:
  static constexpr size_t kChunkBytes = 16'384;
  static constexpr size_t kKeptBytesMax = 64 * kChunkBytes;

  std::string_view Copy(std::string_view text);

  // Room for n bytes, of any alignment.
  char* Reserve(size_t n) { return Take(n, 1); }

  // n values, as their default constructor leaves them.
  template <typename T>
  absl::Span<T> Array(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= alignof(std::max_align_t));
    T* const first = reinterpret_cast<T*>(Take(n * sizeof(T), alignof(T)));
    for (size_t i = 0; i < n; ++i) new (first + i) T();
    return absl::MakeSpan(first, n);
  }

  // Everything handed out is dead.
  void Clear();

  // What is held between steps.
  size_t capacity_bytes() const { return capacity_bytes_; }

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };

  char* Take(size_t n, size_t alignment);
  void NextChunk(size_t n);

  std::vector<Chunk> chunks_;
  size_t filling_ = 0;  // the chunk that is being filled; those after it are free
  size_t used_ = 0;     // its bytes
  size_t capacity_bytes_ = 0;
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_ARENA_H_
