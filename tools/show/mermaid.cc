#include "tools/show/mermaid.h"

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"

namespace confab::tools {
namespace {

constexpr size_t kFirstRows = kMermaidRows / 4;  // the end tells more than the beginning

// Letters, digits and harmless marks stay; everything else becomes an entity, "#59;".
std::string Plain(std::string text) {
  if (text.size() > kMermaidTextBytes) text = text.substr(0, kMermaidTextBytes) + "...";
  constexpr std::string_view kHarmless = " .,:!?*+-/()[]=_@~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_word || kHarmless.find(c) != std::string_view::npos) {
      out += c;
    } else {
      absl::StrAppend(&out, "#", static_cast<int>(byte), ";");
    }
  }
  return out.empty() ? " " : out;
}

std::string NameOf(const Story& story, uint32_t lane) {
  return lane == 0 ? "S" : absl::StrCat("C", story.lanes[lane].client);
}

bool IsDrawn(const StoryEvent& event) {
  return event.kind != StoryKind::kDrained && event.kind != StoryKind::kNote &&
         event.kind != StoryKind::kPiece;
}

std::string RowOf(const Story& story, const StoryEvent& event) {
  const std::string who = NameOf(story, event.lane);
  const std::string text = Plain(ShownText(event));
  const auto note = [&](const std::string& words) {
    return absl::StrCat("  Note over ", who, ": ", words, "\n");
  };
  switch (event.kind) {
    case StoryKind::kHeard:
      return absl::StrCat("  ", who, "->>S: ", text, "\n");
    case StoryKind::kTold:
      return absl::StrCat("  S-->>", who, ": ", text, "\n");
    case StoryKind::kOpened:
      return absl::StrCat("  ", who, "->>S: (connects, ", text, ")\n");
    case StoryKind::kLost:
      return absl::StrCat("  ", who, "-xS: (", text, ")\n");
    case StoryKind::kClosed:
      return absl::StrCat("  S-x", who, ": (closes, ", text, ")\n");
    case StoryKind::kBroken:
      return absl::StrCat("  rect rgb(255, 205, 205)\n  Note over S: BROKEN: ", text, "\n  end\n");
    case StoryKind::kAct:
      return note("(does) " + text);
    default:
      return note(absl::StrCat(std::string(StoryKindName(event.kind)), ": ", text));
  }
}

std::string Participants(const Story& story, const std::vector<const StoryEvent*>& rows) {
  std::set<uint32_t> lanes = {0};
  for (const StoryEvent* row : rows) lanes.insert(row->lane);
  std::string out;
  for (const uint32_t lane : lanes) {
    absl::StrAppend(&out, "  participant ", NameOf(story, lane), " as ",
                    Plain(story.lanes[lane].name), "\n");
  }
  return out;
}

// The rows that are drawn, and how many are left out behind the first ones.
std::vector<const StoryEvent*> Rows(const Story& story, size_t* left_out) {
  std::vector<const StoryEvent*> rows;
  for (const StoryEvent& event : story.events) {
    if (IsDrawn(event)) rows.push_back(&event);
  }
  *left_out = rows.size() > kMermaidRows ? rows.size() - kMermaidRows : 0;
  const auto first = rows.begin() + static_cast<std::ptrdiff_t>(kFirstRows);
  if (*left_out > 0) rows.erase(first, first + static_cast<std::ptrdiff_t>(*left_out));
  return rows;
}

}  // namespace

std::string MermaidOf(const Story& story) {
  size_t left_out = 0;
  const std::vector<const StoryEvent*> rows = Rows(story, &left_out);
  std::string out = absl::StrCat("sequenceDiagram\n", Participants(story, rows));
  int64_t at_ns = kNone;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i == kFirstRows && left_out > 0) {
      absl::StrAppend(&out, "  Note over S: ... ", left_out, " rows are left out ...\n");
    }
    if (rows[i]->at_ns != at_ns) {
      at_ns = rows[i]->at_ns;
      absl::StrAppend(&out, "  Note left of S: ", ShownSeconds(at_ns), " s\n");
    }
    absl::StrAppend(&out, RowOf(story, *rows[i]));
  }
  return out;
}

}  // namespace confab::tools
