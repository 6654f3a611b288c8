#include "tools/debug/moment_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server_core/api/ledger.h"
#include "tools/debug/stop.h"
#include "tools/debug/words.h"

namespace confab::tools {
namespace {

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  ForEachLine(text, [&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

std::string Indented(const std::string& line) { return absl::StrCat("  ", line, "\n"); }

// The number in "link 3 ..."; 0 if it is no such line.
uint64_t LinkOf(std::string_view line) {
  if (!line.starts_with("link ")) return 0;
  line.remove_prefix(5);
  uint64_t id = 0;
  for (; !line.empty() && line.front() >= '0' && line.front() <= '9'; line.remove_prefix(1)) {
    id = id * 10 + static_cast<uint64_t>(line.front() - '0');
  }
  return id;
}

uint32_t ClientOf(const props::Run& run, std::string_view line) {
  const uint32_t index = run.script().ClientOf(LinkId{LinkOf(line)});
  return index == sim::kEveryClient ? 0 : run.script().clients[index].id;
}

absl::StatusOr<std::string> ClientText(const props::Run& run, const std::string& word) {
  const auto id = ParseNumber(word, "a client's id");
  if (!id.ok()) return id.status();
  const auto& clients = run.script().clients;
  const bool known = std::any_of(clients.begin(), clients.end(),
                                 [&](const sim::ScriptClient& it) { return it.id == *id; });
  if (!known) return Refused(absl::StrCat("no client ", *id, " in this scenario"));
  std::string text;
  for (const std::string& line : LinesOf(run.subject().Census())) {
    if (LinkOf(line) != 0 && ClientOf(run, line) == *id) text += Indented(line);
  }
  return text.empty() ? Indented("the server knows no link of it here") : text;
}

// The lines of the census that begin so.
std::string LinesBeginning(const props::Run& run, const std::string& key) {
  std::string text;
  for (const std::string& line : LinesOf(run.subject().Census())) {
    if (line.starts_with(key)) text += Indented(line);
  }
  return text;
}

std::string ServerText(const props::Run& run) {
  const sim::RunSummary& so_far = run.so_far();
  return absl::StrCat(LinesBeginning(run, "counters"),
                      Indented(absl::StrCat("events=", so_far.events, " steps=", so_far.steps,
                                            " lines_in=", so_far.lines_to_server,
                                            " lines_out=", so_far.lines_to_clients)),
                      Indented(absl::StrCat("trace ", run.trace_chain().Hex())));
}

// Lines of a diff: the longest common subsequence stays.
struct DiffLine {
  char mark;
  const std::string* text;
};

using Lines = std::vector<std::string>;

std::vector<std::vector<uint32_t>> CommonLengths(const Lines& a, const Lines& b) {
  std::vector<std::vector<uint32_t>> length(a.size() + 1, std::vector<uint32_t>(b.size() + 1));
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      length[i][j] =
          a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  return length;
}

std::vector<DiffLine> Compared(const Lines& a, const Lines& b) {
  std::vector<DiffLine> diff;
  size_t i = 0;
  size_t j = 0;
  if (a.size() <= kDiffLinesMax && b.size() <= kDiffLinesMax) {
    const auto length = CommonLengths(a, b);
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) {
        diff.push_back({' ', &a[i++]});
        ++j;
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        diff.push_back({'-', &a[i++]});
      } else {
        diff.push_back({'+', &b[j++]});
      }
    }
  }
  while (i < a.size()) diff.push_back({'-', &a[i++]});
  while (j < b.size()) diff.push_back({'+', &b[j++]});
  return diff;
}

// Which lines stand near a difference.
std::vector<bool> Shown(const std::vector<DiffLine>& diff) {
  std::vector<bool> shown(diff.size());
  for (size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].mark == ' ') continue;
    const size_t from = i - std::min(i, kDiffContextLines);
    const size_t to = std::min(diff.size(), i + kDiffContextLines + 1);
    for (size_t j = from; j < to; ++j) shown[j] = true;
  }
  return shown;
}

}  // namespace

absl::StatusOr<std::string> StateText(const props::Run& run, std::string_view of) {
  const std::string kind = TakeWord(of);
  const std::string what(of);
  if (kind.empty()) return LinesBeginning(run, "");
  if (kind == "server") return ServerText(run);
  if (kind == "client") return ClientText(run, what);
  if (kind == "channel") {
    std::string text = LinesBeginning(run, absl::StrCat("channel ", what, " "));
    return text.empty() ? Indented(absl::StrCat("no channel ", what, " here")) : text;
  }
  return Refused("state of what? client ID, channel NAME, server, or nothing for all");
}

std::string LedgerText(const props::Run& run) {
  std::string text;
  for (int i = 0; i < kAccountCount; ++i) {
    const auto account = static_cast<Account>(i);
    const AccountTotals& totals = run.subject().Accounts()[account];
    if (totals == AccountTotals{}) continue;
    const std::string name(AccountName(account));
    text += Indented(absl::StrCat(name, " objects=", totals.objects, " bytes=", totals.bytes));
  }
  return text.empty() ? Indented("nobody owns anything") : text;
}

std::string PendingText(const props::Run& run, size_t lines_max) {
  const std::vector<sim::Pending> pending = run.PendingInOrder();
  std::string text;
  for (size_t i = 0; i < std::min(pending.size(), lines_max); ++i) {
    text += Indented(absl::StrCat("at ", Seconds(pending[i].at), ": ", pending[i].what));
  }
  if (pending.size() > lines_max) {
    text += Indented(absl::StrCat("and ", pending.size() - lines_max, " more"));
  }
  return text.empty() ? Indented("nothing is to come") : text;
}

std::string TranscriptText(const props::Run& run, size_t lines) {
  const std::string& all = run.transcript();
  size_t begin = all.size();
  for (size_t count = 0; begin > 0; --begin) {
    if (all[begin - 1] == '\n' && begin < all.size() && ++count == lines) break;
  }
  std::string text;
  ForEachLine(std::string_view(all).substr(begin),
              [&](std::string_view line) { text += Indented(std::string(line)); });
  return text.empty() ? Indented("nothing has happened yet") : text;
}

std::string MomentText(const props::Run& run) {
  return absl::StrCat("census\n", LinesBeginning(run, ""), "ledger\n", LedgerText(run), "pending\n",
                      PendingText(run, SIZE_MAX));
}

std::string UnifiedDiff(const std::string& old_name, const std::string& old_text,
                        const std::string& new_name, const std::string& new_text) {
  const Lines a = LinesOf(old_text);
  const Lines b = LinesOf(new_text);
  const std::vector<DiffLine> diff = Compared(a, b);
  const std::vector<bool> shown = Shown(diff);
  std::string text;
  bool gap = false;
  for (size_t i = 0; i < diff.size(); ++i) {
    if (shown[i] && gap && !text.empty()) text += "  ...\n";
    gap = !shown[i];
    if (shown[i]) text += absl::StrCat(std::string(1, diff[i].mark), *diff[i].text, "\n");
  }
  return text.empty() ? "" : absl::StrCat("--- ", old_name, "\n+++ ", new_name, "\n", text);
}

}  // namespace confab::tools
