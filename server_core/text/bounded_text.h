// Text of at most N bytes held inline: what a name needs once it has been parsed.
//
//   const BoundedText<63> host("192.0.2.7");
//   if (host.view() == peer) ...
//   absl::flat_hash_map<BoundedText<63>, UserId> users;   // hashed and compared by content
//   static_assert(sizeof(BoundedText<63>) == 64);
//
// Invariants: no heap and trivially copyable; bytes beyond size() are zero; text longer than N
// fails a CONFAB_CHECK, so whoever builds one has cut or refused it before. Order is byte order.

#ifndef CONFAB_SERVER_CORE_TEXT_BOUNDED_TEXT_H_
#define CONFAB_SERVER_CORE_TEXT_BOUNDED_TEXT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "server_core/api/check.h"

namespace confab {

template <size_t N>
class BoundedText {
 public:
  BoundedText() = default;
  explicit BoundedText(std::string_view text) : size_(static_cast<Size>(text.size())) {
    CONFAB_CHECK(text.size() <= N);
    if (!text.empty()) std::memcpy(bytes_, text.data(), text.size());
  }

  std::string_view view() const { return std::string_view(bytes_, size_); }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // One more byte; there must be room for it.
  void Append(char byte) {
    CONFAB_CHECK(size_ < N);
    bytes_[size_++] = byte;
  }

  friend bool operator==(const BoundedText& a, const BoundedText& b) {
    return a.view() == b.view();
  }
  friend std::strong_ordering operator<=>(const BoundedText& a, const BoundedText& b) {
    return a.view() <=> b.view();
  }

  template <typename H>
  friend H AbslHashValue(H hash, const BoundedText& text) {
    return H::combine(H::combine_contiguous(std::move(hash), text.bytes_, text.size_), text.size_);
  }

 private:
  using Size = std::conditional_t<N <= UINT8_MAX, uint8_t, uint16_t>;
  static_assert(N <= UINT16_MAX);

  Size size_ = 0;
  char bytes_[N] = {};
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_TEXT_BOUNDED_TEXT_H_
