#include "server_core/wire/message.h"

#include <algorithm>

namespace confab {
namespace {

std::string_view WithoutSpaces(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

// The word at the front, which is taken off together with the spaces after it.
std::string_view TakeWord(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text = WithoutSpaces(text.substr(word.size()));
  return word;
}

bool IsNumeric(std::string_view word) {
  return word.size() == 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Message> MessageParser::Parse(std::string_view line) {
  std::string_view tags;
  if (!line.empty() && line[0] == '@') tags = TakeWord(line).substr(1);
  line = WithoutSpaces(line);
  if (!line.empty() && line[0] == ':') TakeWord(line);
  const std::string_view verb = TakeWord(line);
  if (verb.empty() || IsNumeric(verb)) return std::nullopt;
  TakeParams(line);
  return Message{tags, verb, params_};
}

void MessageParser::TakeParams(std::string_view rest) {
  params_.clear();
  while (!rest.empty() && rest[0] != ':') params_.push_back(TakeWord(rest));
  if (!rest.empty()) params_.push_back(rest.substr(1));
}

}  // namespace confab
