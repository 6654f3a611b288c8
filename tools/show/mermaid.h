// A story as a Mermaid sequence diagram, to paste into a page or an issue.
//
//   std::cout << MermaidOf(story);
//     sequenceDiagram
//       participant S as server
//       C1->>S: NICK alice
//
// Invariants: at most kMermaidRows rows, the first and the last ones; a note says how many are left
// out. No text can end or change the diagram: what Mermaid would read as its own is escaped.

#ifndef CONFAB_TOOLS_SHOW_MERMAID_H_
#define CONFAB_TOOLS_SHOW_MERMAID_H_

#include <cstddef>
#include <string>

#include "tools/show/story.h"

namespace confab::tools {

inline constexpr size_t kMermaidRows = 120;      // of the chart
inline constexpr size_t kMermaidTextBytes = 90;  // of one row's text, before escaping

std::string MermaidOf(const Story& story);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_MERMAID_H_
