// Only the lines between the common beginning and the common end of two censuses are taken apart:
// one step touches few of many.
#include "tools/show/state_log.h"

#include <algorithm>
#include <map>

namespace confab::tools {
namespace {

// Bytes at the front that are the same whole lines.
size_t CommonFront(std::string_view a, std::string_view b) {
  const auto [end, unused] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const std::string_view same = a.substr(0, static_cast<size_t>(end - a.begin()));
  return same.rfind('\n') + 1;  // npos + 1 == 0
}

// The same at the back.
size_t CommonBack(std::string_view a, std::string_view b) {
  const auto [end, unused] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  const std::string_view same = a.substr(a.size() - static_cast<size_t>(end - a.rbegin()));
  const size_t line_end = same.find('\n');  // the first line may be the end of a longer one
  return line_end == std::string_view::npos ? 0 : same.size() - line_end - 1;
}

// "link 3", "channel #a", "counters".
std::string_view KeyOf(std::string_view line) {
  if (line.starts_with("counters")) return line.substr(0, line.find(' '));
  const size_t first = line.find(' ');
  return line.substr(0, first == std::string_view::npos ? first : line.find(' ', first + 1));
}

std::string_view TextOf(std::string_view line) {
  const std::string_view key = KeyOf(line);
  return line.substr(std::min(key.size() + 1, line.size()));
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

void StateLog::Look(int64_t step, const Subject& subject) {
  LookAtCensus(step, subject.Census());
  LookAtLedger(step, subject.Accounts());
}

void StateLog::LookAtCensus(int64_t step, std::string now) {
  if (now == census_) return;
  std::string_view old_part = census_;
  std::string_view new_part = now;
  const size_t front = CommonFront(old_part, new_part);
  old_part.remove_prefix(front);
  new_part.remove_prefix(front);
  const size_t back = CommonBack(old_part, new_part);
  old_part.remove_suffix(back);
  new_part.remove_suffix(back);

  std::map<std::string_view, std::string_view> gone;  // key to line
  for (const std::string_view line : LinesOf(old_part)) gone.emplace(KeyOf(line), line);
  for (const std::string_view line : LinesOf(new_part)) {
    const std::string_view key = KeyOf(line);
    const auto before = gone.find(key);
    const bool same = before != gone.end() && before->second == line;
    if (before != gone.end()) gone.erase(before);
    if (same) continue;
    census_changes_.push_back({step, std::string(key), std::string(TextOf(line))});
  }
  for (const auto& [key, line] : gone) census_changes_.push_back({step, std::string(key), ""});
  census_ = std::move(now);
}

void StateLog::LookAtLedger(int64_t step, const Ledger& now) {
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    if (now[account] == ledger_[account]) continue;
    ledger_changes_.push_back({step, account, now[account]});
  }
  ledger_ = now;
}

}  // namespace confab::tools
