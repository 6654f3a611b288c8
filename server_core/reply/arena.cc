#include "server_core/reply/arena.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace confab {

std::string_view Arena::Copy(std::string_view text) {
  char* const copy = Reserve(text.size());
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  return std::string_view(copy, text.size());
}

void Arena::Clear() {
  filling_ = 0;
  used_ = 0;
  while (capacity_bytes_ > kKeptBytesMax) {
    capacity_bytes_ -= chunks_.back().size;
    chunks_.pop_back();
  }
}

char* Arena::Take(size_t n, size_t alignment) {
  size_t at = (used_ + alignment - 1) / alignment * alignment;
  if (chunks_.empty() || at + n > chunks_[filling_].size) {
    NextChunk(n);
    at = 0;
  }
  used_ = at + n;
  return chunks_[filling_].bytes.get() + at;
}

// A chunk too small for this request stays for the next ones.
void Arena::NextChunk(size_t n) {
  if (used_ > 0) ++filling_;
  used_ = 0;
  if (filling_ < chunks_.size() && chunks_[filling_].size >= n) return;
  const size_t size = std::max(n, kChunkBytes);
  Chunk chunk{std::make_unique<char[]>(size), size};
  chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(filling_), std::move(chunk));
  capacity_bytes_ += size;
}

}  // namespace confab
