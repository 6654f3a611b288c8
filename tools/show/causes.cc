#include "tools/show/causes.h"

#include <algorithm>

namespace confab::tools {
namespace {

// How far the next line may be from where it is expected: lines of actions that had no effect.
constexpr size_t kMissingLinesMax = 8;

// The second word of a line that has a source, which is where the server's own verbs and numerics
// are; else the first.
std::string_view VerbOf(std::string_view line) {
  if (line.starts_with(':')) line.remove_prefix(std::min(line.find(' ') + 1, line.size()));
  return line.substr(0, line.find_first_of(" \r\n"));
}

}  // namespace

Causes::Causes(const sim::Script& script) {
  std::vector<uint64_t> link_of_client(script.clients.size());
  for (const sim::ScriptAction& action : script.actions) {
    if (action.act == sim::Act::kConnect) link_of_client[action.client] = action.id;
    if (link_of_client[action.client] != 0) Plan(script, action, link_of_client[action.client]);
  }
}

void Causes::Plan(const sim::Script& script, const sim::ScriptAction& action, uint64_t link) {
  Stream& stream = streams_[link];
  switch (action.act) {
    case sim::Act::kWrite:
      return PlanText(script.TextOf(action), action.id, stream);
    case sim::Act::kAuth:
      stream.lines.push_back(Expected{"AUTH ", true, action.id});
      return;
    case sim::Act::kCloseFin:
    case sim::Act::kCloseRst:
      stream.closed_by = action.id;
      return;
    default:
      return;
  }
}

void Causes::PlanText(std::string_view text, uint32_t action, Stream& stream) {
  while (!text.empty()) {
    const bool goes_on = !stream.lines.empty() && !stream.lines.back().is_prefix &&
                         !stream.lines.back().line.ends_with('\n');
    if (!goes_on) stream.lines.emplace_back();
    const std::string_view line = text.substr(0, text.find('\n') + 1);
    stream.lines.back().line.append(line.empty() ? text : line);
    stream.lines.back().action = action;
    text.remove_prefix(line.empty() ? text.size() : line.size());
  }
}

void Causes::Told(uint64_t link, std::string_view line, int64_t event) {
  const auto stream = streams_.find(link);
  if (stream == streams_.end()) return;
  const std::string_view verb = VerbOf(line);
  if (verb == "PING") stream->second.ping = event;
  if (verb == "433") stream->second.refusal = event;
  if (verb == "AUTH") stream->second.auth = event;
}

Cause Causes::OfLine(uint64_t link, std::string_view line) {
  const auto found = streams_.find(link);
  if (found == streams_.end()) return {};
  Stream& stream = found->second;
  const size_t end = std::min(stream.lines.size(), stream.next + kMissingLinesMax);
  for (size_t i = stream.next; i < end; ++i) {
    const Expected& expected = stream.lines[i];
    if (expected.is_prefix ? !line.starts_with(expected.line) : line != expected.line) continue;
    stream.next = i + 1;
    return Cause{expected.action, kNone};
  }
  const std::string_view verb = VerbOf(line);
  if (verb == "PONG") return Cause{0, stream.ping};
  if (verb == "NICK") return Cause{0, stream.refusal};
  if (verb == "AUTH") return Cause{0, stream.auth};
  return {};
}

Cause Causes::OfEnd(uint64_t link) {
  const auto stream = streams_.find(link);
  return stream == streams_.end() ? Cause{} : Cause{stream->second.closed_by, kNone};
}

}  // namespace confab::tools
