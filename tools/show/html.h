// A story as one page: a sequence chart with time, filters, search, and the state at the cursor.
//
//   WriteFile("run.html", HtmlOf(story));      // opens in any browser, reads nothing else
//
// Invariants: self-contained, and says so to the browser (Content-Security-Policy); no text of the
// run can end the script or become markup. The same story gives the same bytes.

#ifndef CONFAB_TOOLS_SHOW_HTML_H_
#define CONFAB_TOOLS_SHOW_HTML_H_

#include <string>

#include "tools/show/story.h"

namespace confab::tools {

std::string HtmlOf(const Story& story);

// What the page is drawn from: columns of numbers, and each text once.
std::string PageDataOf(const Story& story);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_HTML_H_
