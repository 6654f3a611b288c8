// The escapes of AUTH data (clauses#6.8), written again for the laws.
//
//   Escape("a b,c") == "a\\bb\\cc"
//   Unescape("\\t") == "\t"
//
// Invariants: Unescape(Escape(data)) == data for every data; escaped data holds no NUL, TAB, CR,
// LF, space or comma.

#ifndef CONFAB_PROPS_LAWS_ESCAPE_H_
#define CONFAB_PROPS_LAWS_ESCAPE_H_

#include <string>
#include <string_view>

namespace confab::props {

std::string Escape(std::string_view data);
std::string Unescape(std::string_view escaped);

}  // namespace confab::props

#endif  // CONFAB_PROPS_LAWS_ESCAPE_H_
