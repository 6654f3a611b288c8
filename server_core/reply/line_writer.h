// Writes one line, and knows when it has become too long.
//
//   LineWriter line;
//   line.Add(":").Add(config.server_name).Add(" PONG ").Add(token);
//   if (!line.fits()) return Refuse(Numeric::kInputTooLong);
//   Send(line.Finish());
//
// Invariants: what Finish gives ends in CR LF and has at most 512 bytes; a longer line is cut on a
// code point boundary. Nothing allocates.

#ifndef CONFAB_SERVER_CORE_REPLY_LINE_WRITER_H_
#define CONFAB_SERVER_CORE_REPLY_LINE_WRITER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "server_core/api/limits.h"

namespace confab {

class LineWriter {
 public:
  LineWriter() = default;
  LineWriter(const LineWriter& other) : wanted_(other.wanted_) {
    std::memcpy(bytes_, other.bytes_, std::min(wanted_, sizeof bytes_));
  }
  LineWriter& operator=(const LineWriter& other) {
    wanted_ = other.wanted_;
    std::memmove(bytes_, other.bytes_, std::min(wanted_, sizeof bytes_));
    return *this;
  }

  LineWriter& Add(std::string_view text) {
    if (!text.empty() && wanted_ < sizeof bytes_) {  // memcpy takes no null, not even for 0 bytes
      std::memcpy(bytes_ + wanted_, text.data(), std::min(text.size(), sizeof bytes_ - wanted_));
    }
    wanted_ += text.size();
    return *this;
  }
  LineWriter& AddNumber(int64_t number);

  // Bytes wanted so far, without CR LF; may be more than fit.
  size_t size() const { return wanted_; }
  bool fits() const { return wanted_ <= kBodyBytesMax; }

  // What is written so far, without what did not fit.
  std::string_view View() const {
    return std::string_view(bytes_, std::min(wanted_, sizeof bytes_));
  }

  // The whole line; valid as long as the writer, which is used up.
  std::string_view Finish();

 private:
  size_t wanted_ = 0;
  char bytes_[kLineBytesMax];
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_REPLY_LINE_WRITER_H_
