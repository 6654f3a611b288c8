// Makes lines out of a stream of bytes that comes cut anywhere.
//
//   for (std::string_view rest = received.bytes;;) {
//     const LineAssembler::Result next = link.assembler.Next(rest);
//     if (next.event == LineAssembler::Event::kNeedMore) break;
//     Handle(next);
//   }
//
// Invariants: any cut of the stream gives the same events, each at the same byte. What is held
// never exceeds a whole line's budget; the rest of an over-long line is discarded, not stored.
// Whole lines are views of the bytes handed in and copy nothing.

#ifndef CONFAB_SERVER_CORE_WIRE_LINE_ASSEMBLER_H_
#define CONFAB_SERVER_CORE_WIRE_LINE_ASSEMBLER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace confab {

//= clauses#2.1 clauses#2.2 clauses#2.3
class LineAssembler {
 public:
  enum class Event : uint8_t {
    kNeedMore,  // all bytes are consumed; there is no further line yet
    kLine,      // `line` is one, not empty, without its terminator
    kTooLong,   // this very byte is one too many for the tags or the body
    kHasNul,    // a line that would have been one, but for its NUL bytes
  };
  struct Result {
    Event event;
    std::string_view line;  // valid until the next call and as long as the bytes handed in
  };

  // Consumes from the front of `bytes` up to and including the byte that makes the event.
  Result Next(std::string_view& bytes);

  // How many bytes of an unfinished line are stored; 0 while discarding.
  size_t held_bytes() const { return delivered_ ? 0 : held_.size(); }

 private:
  bool SkipRest(std::string_view& bytes);
  void BeginLine(char first);
  Event Scan(std::string_view bytes, size_t& taken);
  Result Deliver(std::string_view piece);
  void Release();

  std::string held_;         // the beginning of a line, whose end is not here yet
  uint16_t room_bytes_ = 0;  // left in the part that is being read: tags or body
  bool in_tags_ = false;
  bool discarding_ = false;
  bool delivered_ = false;  // `held_` is the line of the last result
};

}  // namespace confab

#endif  // CONFAB_SERVER_CORE_WIRE_LINE_ASSEMBLER_H_
