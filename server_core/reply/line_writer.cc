#include "server_core/reply/line_writer.h"

#include <charconv>

#include "server_core/text/clip.h"

namespace confab {

LineWriter& LineWriter::AddNumber(int64_t number) {
  char digits[20];
  const char* end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return Add(std::string_view(digits, static_cast<size_t>(end - digits)));
}

// The bytes behind the cut are there, so CutUtf8 sees whether it splits a code point.
std::string_view LineWriter::Finish() {
  wanted_ = CutUtf8(View(), kBodyBytesMax).size();
  Add("\r\n");
  return std::string_view(bytes_, wanted_);
}

}  // namespace confab
