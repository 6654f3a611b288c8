// The page's files, as they are in page/, built into the program.
//
//   std::string_view page = PageHtml();       // with {{css}}, {{data}} and {{js}} to be filled in
//
// Invariants: PageScript() is all scripts, in the order in which they need each other.

#ifndef CONFAB_TOOLS_SHOW_PAGE_H_
#define CONFAB_TOOLS_SHOW_PAGE_H_

#include <string_view>

namespace confab::tools {

std::string_view PageHtml();
std::string_view PageCss();
std::string_view PageScript();

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_PAGE_H_
