// One action for each line: pieces of a line are joined, several lines in one write are parted,
// and lists that one command takes are given to it at once.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "props/shrink/passes.h"

namespace confab::props {
namespace {

using sim::Action;
using sim::Scenario;

bool EndsItsLine(const std::string& bytes) {
  return !bytes.empty() && (bytes.back() == '\r' || bytes.back() == '\n');
}

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// The next action of the same client, or -1.
int NextOf(const Scenario& scenario, int index) {
  const uint32_t client = scenario.action(index).client();
  for (int i = index + 1; i < scenario.action_size(); ++i) {
    if (scenario.action(i).client() == client) return i;
  }
  return -1;
}

Scenario WithoutAction(const Scenario& from, int index) {
  Scenario out = from;
  out.mutable_action()->erase(out.action().begin() + index);
  return out;
}

// What two writes are together, or nothing if they are whole lines each.
std::optional<Action> Joined(const Action& first, const Action& second) {
  if (!first.has_raw() || EndsItsLine(first.raw())) return std::nullopt;
  Action out = first;
  if (second.has_line()) {
    const std::string line = first.raw() + second.line();
    if (IsPlain(line)) {
      out.set_line(line);
    } else {
      out.set_raw(line + "\r\n");
    }
    return out;
  }
  if (!second.has_raw()) return std::nullopt;
  out.set_raw(first.raw() + second.raw());
  return out;
}

// "JOIN #a" and "JOIN #b" are "JOIN #a,#b".
std::optional<Action> Listed(const Action& first, const Action& second) {
  if (!first.has_line() || !second.has_line()) return std::nullopt;
  const size_t space = first.line().find(' ');
  if (space == std::string::npos || space + 1 == first.line().size()) return std::nullopt;
  if (first.line().find(' ', space + 1) != std::string::npos) return std::nullopt;
  const std::string verb = first.line().substr(0, space + 1);
  if (second.line().rfind(verb, 0) != 0) return std::nullopt;
  Action out = first;
  out.set_line(first.line() + "," + second.line().substr(verb.size()));
  return out;
}

// The joint action where either of them was.
bool TryInsteadOfBoth(Session& session, int first, int second, const Action& joint) {
  Scenario candidate = WithoutAction(session.best(), second);
  *candidate.mutable_action(first) = joint;
  if (session.Try(candidate)) return true;
  candidate = session.best();
  const int64_t t_ns = candidate.action(second).t_ns();
  *candidate.mutable_action(second) = joint;
  candidate.mutable_action(second)->set_t_ns(t_ns);
  return session.Try(WithoutAction(candidate, first));
}

void JoinWithNext(Session& session, int index) {
  while (index < session.best().action_size()) {
    const int next = NextOf(session.best(), index);
    if (next < 0) return;
    const Action& first = session.best().action(index);
    const Action& second = session.best().action(next);
    std::optional<Action> joint = Joined(first, second);
    if (!joint) joint = Listed(first, second);
    if (!joint || !TryInsteadOfBoth(session, index, next, *joint)) return;
  }
}

// The lines of raw bytes; the last one may be without an end.
std::vector<std::string> LinesOf(const std::string& raw) {
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < raw.size()) {
    size_t end = raw.find_first_of("\r\n", begin);
    if (end == std::string::npos) end = raw.size();
    size_t next = end;
    while (next < raw.size() && (raw[next] == '\r' || raw[next] == '\n')) ++next;
    lines.push_back(raw.substr(begin, end - begin) + (next > end ? "\r\n" : ""));
    begin = next;
  }
  return lines;
}

uint32_t FreeActionId(const Scenario& scenario) {
  uint32_t highest = 0;
  for (const Action& action : scenario.action()) highest = std::max(highest, action.id());
  return highest + 1;
}

void SetText(Action& action, const std::string& bytes) {
  const std::string line = bytes.substr(0, bytes.find_first_of("\r\n"));
  if (EndsItsLine(bytes) && IsPlain(line)) {
    action.set_line(line);
  } else {
    action.set_raw(bytes);
  }
}

// Several lines in one write become an action each.
void PartLines(Session& session, int index) {
  constexpr size_t kLinesMax = 8;
  const std::vector<std::string> lines = LinesOf(session.best().action(index).raw());
  if (lines.size() < 2 || lines.size() > kLinesMax) return;
  Scenario candidate = session.best();
  const Action whole = candidate.action(index);
  SetText(*candidate.mutable_action(index), lines.front());
  for (size_t i = 1; i < lines.size(); ++i) {
    Action* added = candidate.add_action();
    *added = whole;
    added->set_id(FreeActionId(candidate));
    SetText(*added, lines[i]);
  }
  std::rotate(candidate.mutable_action()->begin() + index + 1,
              candidate.mutable_action()->end() - static_cast<int>(lines.size() - 1),
              candidate.mutable_action()->end());
  session.Try(candidate);
}

}  // namespace

void OneLineEach(Session& session) {
  for (int i = 0; i < session.best().action_size(); ++i) {
    JoinWithNext(session, i);
    if (i < session.best().action_size() && session.best().action(i).has_raw()) {
      PartLines(session, i);
    }
  }
}

}  // namespace confab::props
