// The scan looks for terminators with memchr in a window that is no longer than the room left, so a
// line costs its own length and a budget at most, whatever follows it in the same piece.

#include "server_core/wire/line_assembler.h"

#include <algorithm>

#include "server_core/api/limits.h"

namespace confab {
namespace {

bool IsTerminator(char byte) { return byte == '\r' || byte == '\n'; }

// How many bytes come before the first terminator, or how many there are.
size_t BytesBeforeTerminator(std::string_view bytes) {
  bytes = bytes.substr(0, bytes.find('\n'));
  return bytes.substr(0, bytes.find('\r')).size();
}

}  // namespace

LineAssembler::Result LineAssembler::Next(std::string_view& bytes) {
  if (delivered_) Release();
  if (discarding_ && !SkipRest(bytes)) return {Event::kNeedMore, {}};
  if (held_.empty()) {
    while (!bytes.empty() && IsTerminator(bytes[0])) bytes.remove_prefix(1);
    if (bytes.empty()) return {Event::kNeedMore, {}};
    BeginLine(bytes[0]);
  }
  size_t taken = 0;
  const Event event = Scan(bytes, taken);
  const std::string_view piece = bytes.substr(0, taken);
  bytes.remove_prefix(event == Event::kNeedMore ? taken : taken + 1);
  switch (event) {
    case Event::kNeedMore:
      held_.append(piece);
      return {event, {}};
    case Event::kTooLong:
      discarding_ = true;
      Release();
      return {event, {}};
    default:
      return Deliver(piece);
  }
}

// True when the terminator of the over-long line has come.
bool LineAssembler::SkipRest(std::string_view& bytes) {
  bytes.remove_prefix(BytesBeforeTerminator(bytes));
  if (bytes.empty()) return false;
  discarding_ = false;
  return true;
}

void LineAssembler::BeginLine(char first) {
  in_tags_ = first == '@';
  room_bytes_ = in_tags_ ? kTagsBytesMax : kBodyBytesMax;
}

// Where the line ends or bursts: `taken` bytes are before that byte. kLine also stands for kHasNul.
LineAssembler::Event LineAssembler::Scan(std::string_view bytes, size_t& taken) {
  for (;;) {
    const std::string_view window = bytes.substr(taken, room_bytes_);
    const std::string_view plain = window.substr(0, BytesBeforeTerminator(window));
    const size_t space = in_tags_ ? plain.find(' ') : std::string_view::npos;
    if (space != std::string_view::npos) {
      taken += space + 1;
      in_tags_ = false;
      room_bytes_ = kBodyBytesMax;
      continue;
    }
    taken += plain.size();
    room_bytes_ = static_cast<uint16_t>(room_bytes_ - plain.size());
    if (taken == bytes.size()) return Event::kNeedMore;
    return IsTerminator(bytes[taken]) ? Event::kLine : Event::kTooLong;
  }
}

LineAssembler::Result LineAssembler::Deliver(std::string_view piece) {
  std::string_view line = piece;
  if (!held_.empty()) {
    line = held_.append(piece);
    delivered_ = true;
  }
  const bool has_nul = line.find('\0') != std::string_view::npos;
  return {has_nul ? Event::kHasNul : Event::kLine, line};
}

// An idle link holds no buffer: memory is what the ledger says it is.
void LineAssembler::Release() {
  std::string().swap(held_);
  delivered_ = false;
}

}  // namespace confab
