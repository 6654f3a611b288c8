#include "props/laws/server_line.h"

namespace confab::props {
namespace {

void SkipSpaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

std::string_view TakeWord(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  SkipSpaces(text);
  return word;
}

int NumericOf(std::string_view verb) {
  if (verb.size() != 3) return 0;
  int numeric = 0;
  for (const char digit : verb) {
    if (digit < '0' || digit > '9') return 0;
    numeric = 10 * numeric + (digit - '0');
  }
  return numeric;
}

// Takes the next parameter off the front; false when there is none.
bool TakeParam(std::string_view& rest, std::string_view& param) {
  if (rest.empty()) return false;
  if (rest.front() == ':') {
    param = rest.substr(1);
    rest = {};
  } else {
    param = TakeWord(rest);
  }
  return true;
}

}  // namespace

std::string_view ServerLine::Param(int n) const {
  std::string_view rest = params;
  std::string_view param;
  for (int i = 0; i <= n; ++i) {
    if (!TakeParam(rest, param)) return {};
  }
  return param;
}

int ServerLine::ParamCount() const {
  std::string_view rest = params;
  std::string_view param;
  int count = 0;
  while (TakeParam(rest, param)) ++count;
  return count;
}

ServerLine ReadLine(std::string_view text) {
  ServerLine line;
  line.text = text;
  if (!text.empty() && text.front() == '@') TakeWord(text);
  SkipSpaces(text);
  if (!text.empty() && text.front() == ':') line.source = TakeWord(text).substr(1);
  line.verb = TakeWord(text);
  line.params = text;
  line.numeric = NumericOf(line.verb);
  return line;
}

}  // namespace confab::props
