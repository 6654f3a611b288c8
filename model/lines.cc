#include "model/lines.h"

#include <algorithm>
#include <utility>

#include "model/texts.h"
#include "server_core/api/limits.h"

namespace confab::model {
namespace {

//= clauses#2.1: CR and LF each end a line; empty lines are ignored.
Taken EndLine(PendingLine& pending, std::string& finished_body) {
  Taken taken = Taken::kNothing;
  if (pending.HoldsBytes()) taken = pending.has_nul ? Taken::kNul : Taken::kLine;
  finished_body = std::move(pending.body);
  pending = PendingLine();
  return taken;
}

//= clauses#2.2: the first byte over either budget makes the line over-long.
bool HasRoom(const PendingLine& pending) {
  const bool in_tags = pending.tagged && !pending.tags_ended;
  return in_tags ? pending.tag_bytes < kTagsBytesMax : pending.body.size() < kBodyBytesMax;
}

std::string_view TakeWord(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

void SkipSpaces(std::string_view& text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(' ')));
}

}  // namespace

Taken TakeByte(PendingLine& pending, char byte, std::string& finished_body) {
  if (byte == '\r' || byte == '\n') return EndLine(pending, finished_body);
  if (pending.too_long) return Taken::kNothing;
  if (byte == '@' && !pending.HoldsBytes()) pending.tagged = true;
  if (!HasRoom(pending)) {
    pending = PendingLine();
    pending.too_long = true;
    return Taken::kTooLong;
  }
  if (byte == '\0') pending.has_nul = true;
  if (pending.tagged && !pending.tags_ended) {
    ++pending.tag_bytes;
    pending.tags_ended = byte == ' ';
  } else {
    pending.body += byte;
  }
  return Taken::kNothing;
}

std::string_view Request::Param(size_t place) const {
  return place < params.size() ? std::string_view(params[place]) : std::string_view();
}

Request ParseBody(std::string_view body) {
  Request request;
  SkipSpaces(body);
  if (!body.empty() && body[0] == ':') {  // a source: never trusted
    TakeWord(body);
    SkipSpaces(body);
  }
  request.word = std::string(TakeWord(body));
  request.verb = Upper(request.word);
  for (SkipSpaces(body); !body.empty(); SkipSpaces(body)) {
    if (body[0] == ':') {
      request.params.emplace_back(body.substr(1));
      break;
    }
    request.params.emplace_back(TakeWord(body));
  }
  return request;
}

}  // namespace confab::model
