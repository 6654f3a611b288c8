// Clause 2: from bytes, however cut, to lines, and from a line to a verb and its parameters.
//
//   PendingLine pending;
//   for (char byte : bytes) {
//     if (TakeByte(pending, byte, body) == Taken::kLine) Obey(ParseBody(body));
//   }
//
// Invariants: one byte at a time, so no cut can matter; at most 4,096 + 510 bytes are held.

#ifndef CONFAB_MODEL_LINES_H_
#define CONFAB_MODEL_LINES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace confab::model {

// The beginning of a line whose end has not come.
struct PendingLine {
  bool tagged = false;      // it started with "@"
  bool tags_ended = false;  // and the space after the tags has come
  size_t tag_bytes = 0;     // "@", tags and that space; tags mean nothing, so they are only counted
  std::string body;
  bool has_nul = false;
  bool too_long = false;  // discarding up to the terminator

  bool HoldsBytes() const { return !too_long && (tag_bytes > 0 || !body.empty()); }
};

enum class Taken {
  kNothing,  // to be continued, or an empty line
  kLine,     // `finished_body` is a whole line's body
  kNul,      // a whole line, refused by 400
  kTooLong,  // this byte is the first over a budget: 417
};

// On kLine the body is in `finished_body`; the pending line starts anew.
Taken TakeByte(PendingLine& pending, char byte, std::string& finished_body);

struct Request {
  std::string word;  // the command as the peer wrote it; empty: nothing to do
  std::string verb;  // in capitals
  std::vector<std::string> params;

  // The parameter, or an empty text where there is none.
  std::string_view Param(size_t place) const;
};

//= clauses#2.4, clauses#2.5
Request ParseBody(std::string_view body);

}  // namespace confab::model

#endif  // CONFAB_MODEL_LINES_H_
